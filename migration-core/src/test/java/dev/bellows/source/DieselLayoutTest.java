package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diesel's folders, as they are. */
class DieselLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21-093000_add_email/up.sql       | 20261121093000: add email",
                "2026-11-21-093000_add_email/down.sql     | 20261121093000: add email, down",
                "2026-11-21-093000-0001_add_email/up.sql  | 20261121093000.0002: add email",
                "20261121093000_x y/up.sql                | 20261121093000: x y",
                "00000000000000_diesel_initial_setup/up.sql | 00000000000000: diesel initial setup",
                "1/up.sql                                 | 1:",
                "add_email/up.sql                         | nothing",
                "2026-11-21_x/notes.sql                   | nothing",
                "2026-11-21_x/more/up.sql                 | nothing",
                "up.sql                                   | nothing",
            })
    void namesSayVersionDescriptionAndDirection(String path, String reading) {
        assertThat(Readings.show(new DieselLayout().read(path))).isEqualTo(reading);
    }

    @Test
    void foldersRunInTheOrderOfTheirNames() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 2026-05-27-120000-0001_b with blanks/up.sql
                SELECT 1;
                -- file: 2026-05-27-120000-0000_a/up.sql
                SELECT 1;
                -- file: 2026-05-27-120000_without/up.sql
                SELECT 1;
                -- file: 20260527115959_before/up.sql
                SELECT 1;
                -- file: 2026-05-28-000000_c/up.sql
                SELECT 1;
                -- file: 2026-05-28-000000_c/down.sql
                SELECT 1;
                -- file: 2026-05-28-000000_c/notes.sql
                SELECT 1;
                -- file: 00000000000000_setup/up.sql
                SELECT 1;
                -- file: seed.sql
                SELECT 1;
                """);

        assertThat(read.migrations())
                .containsExactly(
                        "00000000000000 setup",
                        "20260527115959 before",
                        "20260527120000 without",
                        "20260527120000.0001 a",
                        "20260527120000.0002 b with blanks",
                        "20260528000000 c, down");
        assertThat(read.refusals()).isEmpty();
        assertThat(read.notices())
                .containsExactly("not read, because the folder's own tool leaves them alone: seed.sql,"
                        + " 2026-05-28-000000_c/notes.sql");
    }

    @Test
    void metadataSaysWhatRunsOutsideATransaction() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 2026-05-27-120000_a/up.sql
                CREATE INDEX CONCURRENTLY i ON t (c);
                -- file: 2026-05-27-120000_a/down.sql
                DROP INDEX CONCURRENTLY i;
                -- file: 2026-05-27-120000_a/metadata.toml
                # big
                run_in_transaction = false # really
                -- file: 2026-05-28-120000_b/up.sql
                SELECT 1;
                -- file: 2026-05-28-120000_b/metadata.toml
                run_in_transaction = true
                -- file: 2026-05-29-120000_c/up.sql
                SELECT 1;
                -- file: 2026-05-29-120000_c/metadata.toml
                author = "ann"
                """);

        assertThat(read.migrations())
                .containsExactly("20260527120000 a, outside, down", "20260528120000 b", "20260529120000 c");
    }

    @Test
    void whatCannotBeOrderedAndWhatCannotBeUnderstoodIsRefused() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 2026-05-27-120000_a/up.sql
                SELECT 1;
                -- file: 2026-05-27-120000_a/metadata.toml
                run_in_transaction = "no"
                -- file: late/up.sql
                SELECT 1;
                -- file: 2026-05-28-120000_b/down.sql
                SELECT 1;
                """);

        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "2026-05-27-120000_a/metadata.toml: run_in_transaction is \"no\", not true or false",
                        "late/up.sql: " + new DieselLayout().expectation(),
                        "2026-05-28-120000_b/down.sql: it reverses version 20260528120000, which has no file of its own");
    }

    @Test
    void settingsTakeAVersionAsTheFoldersAndAsDieselsTableHaveIt() {
        Version counted = Version.of("20260527120000.4");

        assertThat(new DieselLayout().version("2026-05-27-120000-0003")).isEqualTo(counted);
        assertThat(new DieselLayout().version("202605271200000003")).isEqualTo(counted);
        assertThat(new DieselLayout().version("20260527120000.0004")).isEqualTo(counted);
    }
}
