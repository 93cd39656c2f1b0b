package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.Bellows;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;

/** Given that what is dropped needs a schema of its own, when there can be none, then it is said before anything is lost, and why. */
class QuarantinePlaceTest {
    private static final String DROPS = """
            -- file: 2_drop.sql
            -- bellows:phase contract
            DROP TABLE a;
            """;

    private static Bellows as(TestRole role, TestDatabase db) {
        return Bellows.on(role.dataSource()).migrations(db.folder().toString()).attest("nothing old lives in a test");
    }

    @PostgresTest
    void aRoleThatMayNotCreateSchemasHearsItFromThePlan(TestDatabase db) {
        try (TestRole role = TestRole.in(db, "migrator")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + role.name());
            db.migrations("-- file: 1_a.sql\nCREATE TABLE a (id int);\n");
            as(role, db).applyWithoutLease();
            db.migrations(DROPS);

            assertThat(as(role, db).plan().refusals())
                    .singleElement()
                    .asString()
                    .contains("cannot-quarantine", "may not create the schema where what is dropped would wait")
                    .contains("GRANT CREATE ON DATABASE " + db.name() + " TO " + role.name());
            assertThat(catchThrowableOfType(
                            RefusedException.class, () -> as(role, db).applyWithoutLease()))
                    .hasMessageContaining("GRANT CREATE ON DATABASE");

            db.sql("GRANT CREATE ON DATABASE " + db.name() + " TO " + role.name());
            assertThat(as(role, db).applyWithoutLease().quarantined()).hasSize(1);
        }
    }

    @PostgresTest
    void aSequenceNeedsAPlaceAsATableDoes(TestDatabase db) {
        try (TestRole role = TestRole.in(db, "migrator")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + role.name());
            db.migrations("-- file: 1_s.sql\nCREATE SEQUENCE s;\n");
            as(role, db).applyWithoutLease();
            db.migrations("-- file: 2_drop.sql\n-- bellows:phase contract\nDROP SEQUENCE s;\n");

            assertThat(as(role, db).plan().refusals())
                    .singleElement()
                    .asString()
                    .contains("cannot-quarantine", "GRANT CREATE ON DATABASE " + db.name() + " TO " + role.name());
        }
    }

    @PostgresTest
    void anErrorOfOursSaysWhatItWasToKeep(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (id int);\n");
        db.apply();
        db.migrations(DROPS);
        db.sql("CREATE SCHEMA bellows_q_2");

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::applyAttested);

        assertThat(failed)
                .hasMessageContaining("to keep public.a: schema \"bellows_q_2\" already exists")
                .hasMessageContaining("mend that, then: bellows apply");
        assertThat(db.columns("a")).containsExactly("id");
    }
}
