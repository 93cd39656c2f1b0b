package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.ledger.Sql;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Status;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Names of which SQL is built are just names, whatever they hold: of the schema, the ledger, the role, tables, columns and
 * indexes, of files, applications and releases.
 */
@Tag("scenario-33")
@Timeout(180)
class OddNamesTest {
    /** Their role, which goes with what it owns. */
    private record Odd(TestDatabase db, String name) implements AutoCloseable {
        /** The name with an end of its own, cut to what PostgreSQL keeps of it. */
        String with(String end, int bytes) {
            String cut = name;
            while ((cut + end).getBytes(StandardCharsets.UTF_8).length > bytes) {
                cut = cut.substring(0, cut.length() - 1);
            }
            return cut + end;
        }

        String role() {
            return with(db.name(), 63);
        }

        Bellows bellows() {
            PGSimpleDataSource source = db.dataSource();
            source.setUser(role());
            source.setPassword("p");
            source.setApplicationName(name);
            return Bellows.on(source)
                    .migrations(db.folder().toString())
                    .schema(name)
                    .ledger(Sql.quote(with(" L", 48)))
                    .application(name)
                    .release(name)
                    .attest(name);
        }

        void file(String version, String end, String sql) throws IOException {
            Path file = db.folder().resolve(version + "_" + name.replaceAll("[/\\p{Cntrl}]", "_") + end);
            Files.writeString(
                    file,
                    sql.replace("{t}", Sql.quote(name))
                            .replace("{c}", Sql.quote(with(" c", 63)))
                            .replace("{i}", Sql.quote(with(" i", 63))));
        }

        @Override
        public void close() {
            db.sql("DROP OWNED BY " + Sql.quote(role()) + " CASCADE; DROP ROLE " + Sql.quote(role()));
        }
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "x\"; drop table y; --",
                "x'; drop table y; --",
                "x\\'; drop table y; --",
                "\"",
                "\\",
                "%s %I %L 100%",
                "$$ $a$ $1",
                "two\nlines\r\n\tand a tab",
                "/* a comment",
                "-- another",
                "Upper Case",
                "select",
                "?::{0}:a",
                "ä ё 漢字 \uD83D\uDC18",
                "\u202Eright to left\u200F",
                " space ",
                "a.b",
                "äääääääääääääääääääääääääääääää",
            })
    void anOddNameIsJustAName(String name, TestDatabase db) throws IOException {
        try (Odd odd = new Odd(db, name)) {
            String role = Sql.quote(odd.role());
            db.sql("CREATE TABLE public.y (); CREATE ROLE " + role + " LOGIN PASSWORD 'p'; GRANT CREATE ON DATABASE "
                    + db.name() + " TO " + role + "; CREATE SCHEMA " + Sql.quote(name) + " AUTHORIZATION " + role);
            odd.file("0001", ".sql", """
                    CREATE TABLE {t} ({t} int PRIMARY KEY, {c} text);
                    INSERT INTO {t} VALUES (1, 'one');
                    """);
            odd.file("0001", ".down.sql", "DROP TABLE {t};\n");
            odd.file("0002", ".sql", "CREATE INDEX CONCURRENTLY {i} ON {t} ({c});\n");
            odd.file("0002", ".down.sql", "DROP INDEX CONCURRENTLY {i};\n");
            String table = Sql.quote(name, name);

            try (Lease lease = odd.bellows().apply()) {
                assertThat(lease.overtaken()).isFalse();
            }
            odd.file("0003", ".sql", "-- bellows:phase contract\nALTER TABLE {t} DROP COLUMN {c};\n");
            odd.file("0004", ".sql", "-- bellows:phase contract\nDROP TABLE {t};\n");
            odd.file("0004", ".down.sql", "SELECT 1;\n");
            assertThat(odd.bellows().gates()).hasSize(2);
            odd.bellows().requireAll().applyWithoutLease();
            odd.bellows().validateWithoutLease();
            assertThat(odd.bellows().status().rows())
                    .extracting(Status.Row::version)
                    .containsExactly("0001", "0002", "0003", "0004");

            assertThat(odd.bellows().quarantined()).hasSize(2);
            odd.bellows().restore("0004");
            odd.bellows().restore("0003");
            assertThat(db.query("SELECT * FROM " + table)).containsExactly(List.of("1", "one"));
            assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = "
                            + Sql.literal(Sql.quote(name, odd.with(" i", 63))) + "::regclass"))
                    .isEqualTo("t");

            odd.bellows().down(DownTarget.steps(4), (plan, losses) -> true);
            assertThat(db.value("SELECT to_regclass(" + Sql.literal(table) + ")"))
                    .isNull();
            assertThat(odd.bellows().purge(Duration.ZERO)).isNotEmpty();
            assertThat(db.value("SELECT count(*) FROM public.y")).isEqualTo("0");
        }
    }
}
