package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotingTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "total, total",
                "name, name",
                "user, \"user\"",
                "order, \"order\"",
                "values, \"values\"",
                "left, \"left\"",
                "Total, \"Total\"",
                "a b, \"a b\"",
                "1st, \"1st\"",
                "a\"b, \"a\"\"b\"",
            })
    void aNameIsWrittenSoThatItIsUnderstood(String name, String written) {
        assertThat(Quoting.identifier(name)).isEqualTo(written);
    }
}
