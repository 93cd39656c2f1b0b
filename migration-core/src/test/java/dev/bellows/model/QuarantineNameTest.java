package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schemas of the quarantine are called. */
class QuarantineNameTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "bellows_ledger, public,   bellows_q_41,          bellows_q_41_2",
                "audit,          public,   audit_q_41,            audit_q_41_2",
                "bellows_ledger, tenant_a, bellows_q_41_tenant_a, bellows_q_41_2_tenant_a",
            })
    void tellsThePositionAndTheLedgersSchema(String table, String schema, String first, String second) {
        QuarantineName name = QuarantineName.of(new LedgerName(null, table), schema, 41);

        assertThat(name).hasToString(first);
        assertThat(name.part(2)).hasToString(second);
    }

    @Test
    void aNameThatPostgresWouldCutIsShortAndStillItsOwn() {
        String longest = "x".repeat(63);
        Set<String> names = Stream.of(
                        QuarantineName.of(LedgerName.DEFAULT, longest, Long.MAX_VALUE),
                        QuarantineName.of(LedgerName.DEFAULT, longest.replaceFirst("x", "y"), Long.MAX_VALUE),
                        QuarantineName.of(new LedgerName(null, "ä".repeat(24)), longest, Long.MAX_VALUE),
                        QuarantineName.of(new LedgerName(null, "ä".repeat(24)), "public", Long.MAX_VALUE))
                .map(name -> name.part(1000).part(100_000).toString())
                .collect(Collectors.toSet());

        assertThat(names).hasSize(4).allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 63);
    }
}
