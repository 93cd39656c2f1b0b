package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Loss;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Who migrates owns the tables, and policies that are meant for owners too hide most of their rows. */
class HiddenRowsTest {
    private static final String POLICY = """
            ALTER TABLE t ENABLE ROW LEVEL SECURITY;
            ALTER TABLE t FORCE ROW LEVEL SECURITY;
            CREATE POLICY p ON t USING (tenant = current_setting('app.tenant', true));
            """;

    @PostgresTest
    void valuesThatNobodyCouldTellApartAreNotTakenForNone(TestDatabase db) {
        try (Roles roles = Roles.in(db)) {
            Bellows owner = owner(roles, db);
            db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (id int, tenant text, v text);\n" + POLICY);
            owner.applyWithoutLease();
            db.sql("INSERT INTO t SELECT i, 'somebody', 'precious' FROM generate_series(1, 20) AS i");
            db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUMN v;\n");

            assertThatThrownBy(owner::applyWithoutLease)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("public.t has no primary key");

            db.sql("TRUNCATE t");
            assertThat(owner.applyWithoutLease().current()).isTrue();
        }
    }

    @ExtendWith(PostgresExtension.class)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE t; TRUNCATE empty;",
                "ALTER TABLE t ALTER COLUMN v TYPE int USING NULL;",
                "-- bellows:quarantine off\nALTER TABLE t DROP COLUMN v;",
                "-- bellows:quarantine off\nDROP TABLE t;",
            })
    void whatADownWouldLoseIsAskedAlthoughItCannotBeCounted(String down, TestDatabase db) {
        try (Roles roles = Roles.in(db)) {
            Bellows owner = owner(roles, db);
            db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (id int PRIMARY KEY, tenant text, v text);\n" + POLICY
                    + "CREATE TABLE empty (id int, tenant text);\n" + POLICY.replaceAll("\\bt\\b", "empty")
                    + "-- file: 0002_next.sql\nSELECT 1;\n-- file: 0002_next.down.sql\n" + down + "\n");
            owner.applyWithoutLease();
            db.sql("INSERT INTO t SELECT i, 'somebody', 'precious' FROM generate_series(1, 20) AS i");
            List<Loss> asked = new ArrayList<>();

            owner.down(DownTarget.steps(1), (plan, losses) -> {
                asked.addAll(losses.losses());
                return false;
            });

            assertThat(asked).singleElement().satisfies(loss -> {
                assertThat(loss.what()).contains("public.t");
                assertThat(loss.estimated()).isTrue();
            });
            assertThat(db.value("SELECT count(v) FROM t")).isEqualTo("20");
        }
    }

    @PostgresTest
    void whetherRowsFitAKeyIsNotSaidWhereTheyCannotBeSeen(TestDatabase db) {
        try (Roles roles = Roles.in(db)) {
            Bellows owner = owner(roles, db);
            db.migrations("-- file: 0001_t.sql\nCREATE TABLE parent (id int PRIMARY KEY);\n"
                    + "CREATE TABLE t (id int PRIMARY KEY, tenant text, parent int REFERENCES parent);\n" + POLICY);
            owner.applyWithoutLease();
            db.sql("INSERT INTO parent VALUES (1), (2); INSERT INTO t VALUES (1, 'x', 1), (2, 'x', 2)");
            db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP TABLE t;\n");
            owner.applyWithoutLease();
            db.sql("DELETE FROM parent WHERE id = 2");

            assertThat(owner.restore("t").get(0).missing())
                    .containsExactly(
                            "that all rows fit the foreign key t_parent_fkey of public.t: policies hide rows from this role, so it has not looked");

            assertThat(db.value("SELECT convalidated FROM pg_constraint WHERE conname = 't_parent_fkey'"))
                    .isEqualTo("f");
            assertThat(owner.status().notices())
                    .anyMatch(notice -> notice.contains(
                            "next, as a role from which policies hide nothing: ALTER TABLE public.t VALIDATE"));
        }
    }

    private static Bellows owner(Roles roles, TestDatabase db) {
        db.sql(roles.named("ALTER ROLE {owner} LOGIN PASSWORD 'p'; GRANT ALL ON SCHEMA public TO {owner};"
                + " GRANT CREATE ON DATABASE " + db.name() + " TO {owner}"));
        PGSimpleDataSource owner = db.dataSource();
        owner.setUser(roles.named("{owner}"));
        owner.setPassword("p");
        return Bellows.on(owner).migrations(db.folder().toString()).attest("nothing old lives in a test");
    }
}
