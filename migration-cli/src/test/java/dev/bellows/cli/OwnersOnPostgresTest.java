package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.MigrationFiles;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A product's migrations and a customer's: interleaved by version, each with its owner, and none that is skipped in silence. */
class OwnersOnPostgresTest {
    private static Caller caller(TestDatabase db, String settings) throws IOException {
        Files.writeString(
                db.folder().resolve("bellows.toml"),
                "migrations = [\"product\", \"acme=customers/acme\"]\n" + settings);
        return Caller.on(db).with("BELLOWS_MIGRATIONS", "");
    }

    private static void files(TestDatabase db, String place, String text) throws IOException {
        Path there = Files.createDirectories(db.folder().resolve(place));
        MigrationFiles.write(there, text);
    }

    @PostgresTest
    void bothRunInOneOrderAndALateOneNeedsAWord(TestDatabase db) throws IOException {
        files(db, "product", """
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                -- file: 0003_total.sql
                ALTER TABLE orders ADD COLUMN total int;
                """);
        files(db, "customers/acme", """
                -- file: 0002_colour.sql
                ALTER TABLE orders ADD COLUMN colour text;
                """);
        Caller.Ended first = caller(db, "").call("apply");
        assertThat(first.out()).containsSubsequence("0001 orders", "acme:0002 colour", "0003 total");

        files(db, "customers/acme", "-- file: 0001_size.sql\nALTER TABLE orders ADD COLUMN size int;\n");
        Caller.Ended late = caller(db, "").call("apply");
        assertThat(late.exit()).isEqualTo(3);
        assertThat(late.err())
                .contains("version acme:0001 is pending, and 0003 is applied already")
                .contains("out-of-order = true in [owner.acme]");
        assertThat(caller(db, "").call("status").out()).contains("acme:0001").contains("out-of-order");

        Caller allowed = caller(db, "[owner.acme]\nout-of-order = true\n");
        assertThat(allowed.call("apply").exit()).isZero();
        assertThat(db.query("SELECT attname FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0"))
                .containsExactly(List.of("id"), List.of("colour"), List.of("total"), List.of("size"));

        files(db, "product", "-- file: 0002_late.sql\nSELECT 1;\n");
        assertThat(allowed.call("apply").err()).contains("version 0002 is pending, and 0003 is applied already");
    }
}
