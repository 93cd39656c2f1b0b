package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Restoration;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** Given rows that violate what was never validated, or no longer fit, when values come back to them, then that is no obstacle. */
class NotValidTest {
    private static final String CHECKED =
            "SELECT conname, convalidated, obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE contype = 'c' ORDER BY 1";

    private static void given(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (id int PRIMARY KEY, email text, phone text) PARTITION BY RANGE (id);
                CREATE TABLE part PARTITION OF t FOR VALUES FROM (0) TO (9);
                INSERT INTO t VALUES (1, NULL, 'p1'), (2, 'e2', 'p2');
                ALTER TABLE t ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
                ALTER TABLE part ADD CONSTRAINT of_its_own CHECK (email <> '' AND email IS NOT NULL) NOT VALID;
                COMMENT ON CONSTRAINT of_its_own ON part IS 'for later';
                """);
        db.apply();
    }

    @PostgresTest
    void aColumnComesBackToRowsThatViolateACheck(TestDatabase db) {
        given(db);
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUMN phone;\n");
        List<List<String>> before = db.query(CHECKED);
        db.applyAttested();

        List<Restoration> back = db.bellows().restore("0002");

        assertThat(back.get(0).missing()).isEmpty();
        assertThat(db.query("SELECT id, phone FROM t ORDER BY id"))
                .containsExactly(List.of("1", "p1"), List.of("2", "p2"));
        assertThat(db.query(CHECKED)).isEqualTo(before);
    }

    @PostgresTest
    void anExpandThatIsAppliedAgainFillsThemToo(TestDatabase db) {
        given(db);
        db.migrations("""
                -- file: 0002_add.sql
                ALTER TABLE t ADD COLUMN fax text;
                -- file: 0002_add.down.sql
                ALTER TABLE t DROP COLUMN fax;
                """);
        db.apply();
        db.sql(
                "ALTER TABLE t DROP CONSTRAINT email_there; ALTER TABLE part DROP CONSTRAINT of_its_own; UPDATE t SET fax = 'f' || id;"
                        + " ALTER TABLE t ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        db.apply();

        assertThat(db.query("SELECT id, fax FROM t ORDER BY id"))
                .containsExactly(List.of("1", "f1"), List.of("2", "f2"));
    }

    @PostgresTest
    void whatNoLongerFitsAKeyThatTheFileMakesCanComeBackBeforehand(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE keep (id int PRIMARY KEY);
                CREATE TABLE t (id int PRIMARY KEY);
                INSERT INTO t VALUES (1), (2);
                INSERT INTO keep VALUES (1), (2);
                -- file: 0002_add.sql
                -- bellows:allow add-foreign-key nobody deletes there
                ALTER TABLE t ADD COLUMN c int REFERENCES keep;
                -- file: 0002_add.down.sql
                ALTER TABLE t DROP COLUMN c;
                """);
        db.apply();
        db.sql("UPDATE t SET c = id");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());
        db.sql("DELETE FROM keep WHERE id = 2");

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining(
                        "bring it back beforehand, which leaves out what its values do not fit and says so:"
                                + " bellows quarantine restore bellows_q_");
        db.bellows().restore("t.c");

        assertThat(db.apply().current()).isTrue();
        assertThat(db.query("SELECT id, c FROM t ORDER BY id")).containsExactly(List.of("1", "1"), List.of("2", "2"));
    }
}
