package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's name as people write it. */
class LedgerNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            nullValues = "none",
            value = {
                "bellows_ledger         | none    | bellows_ledger",
                "Audit                  | none    | audit",
                "ops.Audit              | ops     | audit",
                "Ops.\"Audit\"          | ops     | Audit",
                "\"a.b\".\"c.d\"        | a.b     | c.d",
                "\"say \"\"hi\"\"\"     | none    | say \"hi\"",
                "\"\"\"\"               | none    | \"",
                "\"; drop table y; --\" | none    | ; drop table y; --",
                "_x$1                   | none    | _x$1",
                "Größe.ÄRGER            | größe   | Ärger",
            })
    void isReadAsPostgresReadsNames(String text, String schema, String table) {
        assertThat(LedgerName.parse(text)).isEqualTo(new LedgerName(schema, table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a.",
                ".b",
                "a.b.c",
                "x\"; drop table y; --",
                "x; drop table y; --",
                "\"x",
                "x\"",
                "x\"y\"",
                "\"x\"y",
                "\"\"",
                "\"\".x",
                "1x",
                "a-b",
                "a b",
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerName.parse(text))
                .withMessage("'" + text
                        + "' is not TABLE or SCHEMA.TABLE; other names than letters, digits and _ need double quotes");
    }

    @Test
    void theHelperObjectsMustFitToo() {
        assertThat(LedgerName.parse("ä".repeat(24)).table()).isEqualTo("ä".repeat(24));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerName.parse("ä".repeat(24) + "x"))
                .withMessage("the ledger's table needs a name of 1 to 48 bytes, this one has 49");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerName.parse("ops.bellows"))
                .withMessage(
                        "a ledger called 'bellows' would share its helper objects with 'bellows_ledger': choose another name");
    }

    @Test
    void theHelperObjectsAreNamedAfterIt() {
        assertThat(LedgerName.DEFAULT.helper("head")).isEqualTo("bellows_head");
        assertThat(LedgerName.parse("audit").helper("head")).isEqualTo("audit_head");
    }

    @Test
    void aNameOfAnyLengthIsReadWithoutAnOverflow() {
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerName.parse("\"" + "\"\"x".repeat(200_000) + "\""));
    }
}
