package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes by itself, a deadlock or a serialisation failure, is tried again: the whole transaction, a few times. */
@Tag("scenario-23")
class RetryTest {
    /** Fails with the SQLSTATE as many times as said; a sequence is not rolled back. */
    private static void failing(TestDatabase db, String state, int times) {
        db.sql("CREATE SEQUENCE tries");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\nDO $$ BEGIN IF nextval('tries') <= " + times
                + " THEN RAISE SQLSTATE '" + state + "' USING MESSAGE = 'try again'; END IF; END $$;\n"
                + "INSERT INTO a VALUES (1);\n");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"40001", "40P01"})
    void isTriedAgainAndAppliedOnce(String state, TestDatabase db) {
        failing(db, state, 2);

        assertThat(db.apply().current()).isTrue();

        assertThat(db.value("SELECT last_value FROM tries")).isEqualTo("3");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 3/3");
    }

    @PostgresTest
    void notForEver(TestDatabase db) {
        failing(db, "40001", Integer.MAX_VALUE);

        Settings impatient = Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(db.folder().toString())))
                .timeouts(Timeouts.DEFAULT.withRetry(Duration.ofSeconds(2)))
                .build();
        assertThatThrownBy(() -> db.bellows().settings(impatient).applyWithoutLease())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("try again");

        assertThat(db.value("SELECT to_regclass('a')")).isNull();
        assertThat(db.value("SELECT last_value BETWEEN 2 AND 40 FROM tries")).isEqualTo("t");
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/3");
    }
}
