package dev.bellows.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Decision;
import dev.bellows.model.Resolution;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** docs/ledger.md is true: hashes recomputed by nothing but what it says, its query run, its columns compared. */
class LedgerPageTest {
    private static String page() throws IOException {
        Path here = Path.of("docs", "ledger.md");
        return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
    }

    private static String block(String language) throws IOException {
        String page = page();
        int start = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(start, page.indexOf("```", start));
    }

    private static void manyKindsOfEntries(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.down.sql
                DROP TABLE a;
                -- file: 2_\u540d\u524d_\u00e9t\u00e9.sql
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                -- file: 3_c.sql
                -- bellows:transaction off
                CREATE TABLE c (i int);
                SELECT nothing;
                """);
        assertThatThrownBy(db.bellows().release("1.4.0 \u2014 \ud83d\ude00")::apply)
                .isNotNull();
        db.bellows().resolve(Resolution.of("3", Decision.APPLIED, "it's \"done\"\n\\o/"));
    }

    @PostgresTest
    void theHashIsWhatThePageSays(TestDatabase db) throws Exception {
        manyKindsOfEntries(db);
        List<String> fields = block("fields").lines().toList();
        String columns = String.join(", ", fields).replace(" at,", " (extract(epoch FROM at) * 1000000)::bigint,");

        List<List<@Nullable String>> rows =
                db.query("SELECT hash, " + columns + " FROM bellows_ledger ORDER BY position");

        assertThat(rows).hasSize(6);
        for (List<@Nullable String> row : rows) {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            for (@Nullable String field : row.subList(1, row.size())) {
                if (field == null) {
                    encoded.write('-');
                } else {
                    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                    encoded.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                    encoded.writeBytes(bytes);
                }
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded.toByteArray());
            assertThat(row.get(0)).isEqualTo(HexFormat.of().formatHex(digest));
        }
    }

    @PostgresTest
    void thePageHasEveryColumnAndThoseThatAreNeverNull(TestDatabase db) throws IOException {
        manyKindsOfEntries(db);
        String page = page();

        List<String> columns = page.substring(page.indexOf("## Columns"), page.indexOf("## Events"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1] + " "
                        + line.split("\\|")[2]
                                .strip()
                                .replaceAll(",.*", "")
                                .replace("timestamptz", "timestamp with time zone"))
                .toList();

        assertThat(db.query("SELECT column_name || ' ' || data_type FROM information_schema.columns"
                        + " WHERE table_name = 'bellows_ledger' ORDER BY ordinal_position"))
                .extracting(row -> row.get(0))
                .isEqualTo(columns);
        assertThat(block("fields").lines().toList()).hasSize(columns.size() - 1).doesNotContain("hash");
    }

    @PostgresTest
    void theQueryOfThePageFindsBrokenLinks(TestDatabase db) throws IOException {
        manyKindsOfEntries(db);
        String query = block("sql");
        assertThat(db.query(query)).isEmpty();

        db.sql("ALTER TABLE bellows_ledger DISABLE TRIGGER guard; DELETE FROM bellows_ledger WHERE position = 2");
        assertThat(db.query(query)).extracting(row -> row.get(0)).containsExactly("3");

        db.sql("DELETE FROM bellows_ledger WHERE position > 4");
        assertThat(db.query(query)).extracting(row -> row.get(0)).contains("3", "6");
    }
}
