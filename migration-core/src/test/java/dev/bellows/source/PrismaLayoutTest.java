package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prisma's folders, as they are. */
class PrismaLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachFolderIsAMigration() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 20260527120000_init/migration.sql
                SELECT 1;
                -- file: 0_baseline/migration.sql
                SELECT 1;
                -- file: 20260528120000_next/migration.sql
                SELECT 1;
                -- file: 20260528120000_next/down.sql
                SELECT 2;
                -- file: 20260528120000_next/snapshot.json
                {}
                -- file: migration_lock.toml
                provider = "postgresql"
                """);

        assertThat(read.migrations()).containsExactly("0 baseline", "20260527120000 init", "20260528120000 next, down");
        assertThat(read.refusals()).isEmpty();
        assertThat(read.notices()).isEmpty();
    }

    @Test
    void aFolderWithoutANumberIsRefused() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 20260527120000_init/migration.sql
                SELECT 1;
                -- file: late/migration.sql
                SELECT 1;
                """);

        assertThat(read.refusals()).containsExactly("late/migration.sql: " + new PrismaLayout().expectation());
    }

    @Test
    void whereTheLettersOfNamesSayAnotherOrderThanTheNumbersThatIsTold() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 9_a/migration.sql
                SELECT 1;
                -- file: 10_b/migration.sql
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("9 a", "10 b");
        assertThat(read.notices())
                .singleElement()
                .asString()
                .contains("9_a/migration.sql runs before 10_b/migration.sql");
    }
}
