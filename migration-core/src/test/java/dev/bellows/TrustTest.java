package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.NotInTimeException;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;

/** Nobody is told that all is well on the word of something that cannot know. */
class TrustTest {
    private static final String ONE = "-- file: 1_a.sql\nCREATE TABLE a (i int);\n";

    @PostgresTest
    void aSchemaThatIsNotThereIsNotAnsweredForByAnother(TestDatabase db) {
        db.migrations(ONE);
        db.apply();
        Bellows elsewhere = db.bellows().schema("nope");

        assertThatThrownBy(elsewhere::validate)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("schema-missing: schema nope");
        assertThatThrownBy(elsewhere::status).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> elsewhere.awaitCurrent(Duration.ofMillis(1))).isInstanceOf(NotInTimeException.class);
        assertThatThrownBy(elsewhere::apply).isInstanceOf(RefusedException.class);
    }

    @PostgresTest
    void waitingBelievesNoLedgerThatWasTamperedWith(TestDatabase db) {
        db.migrations(ONE);
        db.apply();
        db.sql("ALTER TABLE bellows_ledger DISABLE TRIGGER guard; UPDATE bellows_ledger SET role = 'somebody';"
                + " ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard");

        assertThatThrownBy(() -> db.bellows().awaitCurrent(Duration.ofMinutes(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("entry 1 was changed");
    }

    @PostgresTest
    void whatIsRefusedAroundAStatementIsAFailureNotALostConnection(TestDatabase db) {
        db.sql("CREATE ROLE r_" + db.name());
        db.migrations("""
                -- file: 1_role.sql
                -- bellows:transaction off
                SET ROLE r_%s;
                RESET ROLE;
                SET SESSION AUTHORIZATION r_%1$s;
                SELECT 1;
                """.formatted(db.name()));
        db.apply();
        db.migrations("""
                -- file: 2_gone.sql
                -- bellows:transaction off
                SET search_path = public;
                SET ROLE r_%s;
                RESET ROLE;
                DROP ROLE r_%1$s;
                CREATE TABLE never (i int);
                """.formatted(db.name()));

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("SQLSTATE 22023");
        assertThat(db.ledger()).last().asString().isEqualTo("failed 2 4/5");
    }
}
