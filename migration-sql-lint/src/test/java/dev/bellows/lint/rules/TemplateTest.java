package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Given SQL with blanks, when they are filled, then each stands wherever it is asked for, and dollar quotes stay. */
class TemplateTest {
    @Test
    void aBlankIsFilledWhereverItStands() {
        Template template = new Template("$2 AS $$ NEW.$1$3 := NEW.$1; $$;");

        assertThat(template.with("total", "f()", "::text")).isEqualTo("f() AS $$ NEW.total::text := NEW.total; $$;");
    }

    @Test
    void whatIsFilledInIsNotReadAgain() {
        assertThat(new Template("$1 $2").with("$2", "b")).isEqualTo("$2 b");
    }
}
