package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Much data, many rows, and what goes wrong late. */
@Timeout(300)
class BigInputTest {
    @PostgresTest
    void copiesAHundredThousandRows(TestDatabase db) throws IOException {
        try (Writer file = Files.newBufferedWriter(db.folder().resolve("1_rows.sql"))) {
            file.write("CREATE TABLE rows (id int, name text);\nCOPY rows FROM STDIN;\n");
            for (int i = 0; i < 100_000; i++) {
                file.write(i + "\tn\u00e4me; 'of' " + i + "\n");
            }
            file.write("\\.\nCREATE INDEX rows_id ON rows (id);\n");
        }

        db.apply();

        assertThat(db.value("SELECT count(*) FROM rows")).isEqualTo("100000");
        assertThat(db.value("SELECT name FROM rows WHERE id = 99999")).isEqualTo("n\u00e4me; 'of' 99999");
        assertThat(db.ledger()).containsExactly("applied 1 3/3");
    }

    @PostgresTest
    void badDataInACopyUndoesAllAndNamesTheStatement(TestDatabase db) {
        db.migrations("""
                -- file: 1_rows.sql
                CREATE TABLE rows (id int);
                COPY rows FROM STDIN;
                1
                two
                \\.
                """);

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("1_rows.sql:2:1")
                .hasMessageContaining("22P02");
        assertThat(db.value("SELECT to_regclass('rows')")).isNull();
    }

    @PostgresTest
    void callsAFunctionForEveryRowOfASelect(TestDatabase db) {
        db.migrations("""
                -- file: 1_rows.sql
                CREATE SEQUENCE s;
                SELECT nextval('s'), repeat('x', 1000) FROM generate_series(1, 100000);
                """);

        db.apply();

        assertThat(db.value("SELECT last_value FROM s")).isEqualTo("100000");
    }

    @PostgresTest
    void aConstraintThatFailsAtCommitUndoesTheMigration(TestDatabase db) {
        db.migrations("""
                -- file: 1_late.sql
                CREATE TABLE a (i int PRIMARY KEY, parent int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO a VALUES (1, 2);
                """);

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("23503");
        assertThat(db.value("SELECT to_regclass('a')")).isNull();
        assertThat(db.ledger()).containsExactly("failed 1 0/2");
    }

    @PostgresTest
    @Tag("scenario-33")
    void aNulCharacterIsRefusedWithItsPlace(TestDatabase db) {
        db.migrations("-- file: 1_nul.sql\nCREATE TABLE a (i int);\nSELECT '\0';\n");

        assertThatThrownBy(db::apply).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.report().refusals().get(0).file()).endsWith("1_nul.sql");
            assertThat(e.report().refusals().get(0).line()).isEqualTo(2);
        });
    }

    @PostgresTest
    void fiftyMegabytesOfInsertsFitASmallHeap(TestDatabase db) throws IOException {
        String value = "x".repeat(300);
        int statements = 150_000;
        try (Writer file = Files.newBufferedWriter(db.folder().resolve("1_big.sql"))) {
            file.write("CREATE TABLE big (id int, value text);\n");
            for (int i = 0; i < statements; i++) {
                file.write("INSERT INTO big VALUES (" + i + ", '" + value + "');\n");
            }
        }
        try (OtherProcess process = OtherProcess.apply(db, "never", "-Xmx128m")) {
            assertThat(process.awaitEnd()).endsWith("applied 1\n");
        }
        assertThat(db.value("SELECT count(*) FROM big")).isEqualTo("" + statements);
    }
}
