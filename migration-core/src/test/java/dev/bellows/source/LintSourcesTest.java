package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.testkit.MigrationFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, of Bellows's layouts and of other tools', become what the linter reads, in the order in which it runs. */
class LintSourcesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatEnforceFromMakesHistoryIsKnown() {
        files("""
                -- file: 0001_a.sql
                SELECT 1;
                -- file: 0002_b.sql
                SELECT 2;
                -- file: 0002_b.down.sql
                SELECT 3;
                -- file: R_v.sql
                SELECT 4;
                """);

        assertThat(order(read(null, settings("0002"))))
                .containsExactly("KNOWN 0001_a.sql", "JUDGED 0002_b.sql", "DOWN 0002_b.down.sql", "REPEATABLE R_v.sql");
    }

    @Test
    void sinceAVersionAllIsNotReleasedYet() {
        files("""
                -- file: 0009_a.sql
                SELECT 1;
                -- file: 0009_a.down.sql
                SELECT 1;
                -- file: 0010_b.sql
                SELECT 2;
                -- file: 0011_c.sql
                SELECT 3;
                """);

        assertThat(order(read("10", Settings.DEFAULT)))
                .containsExactly("KNOWN 0009_a.sql", "UNRELEASED 0010_b.sql", "UNRELEASED 0011_c.sql");
        assertThatThrownBy(() -> read("v10", Settings.DEFAULT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--since v10 is not a version")
                .hasMessageContaining("such as 0009");
    }

    @Test
    void nothingIsReadBehindTheLastOneThatIsJudged() {
        files("""
                -- file: 0001_a.sql
                SELECT 1;
                -- file: 0002_b.sql
                SELECT 2;
                -- file: 0003_c.sql
                SELECT 3;
                """);

        LintSources sources = of(new LintPlace(place(), Set.of("0002_b.sql"), Map.of(), null));

        assertThat(order(sources)).containsExactly("KNOWN 0001_a.sql", "JUDGED 0002_b.sql");
    }

    @Test
    void aBufferTakesThePlaceOfItsFile() throws IOException {
        files("""
                -- file: 0001_a.sql
                SELECT 1;
                -- file: 0003_c.sql
                SELECT 3;
                """);
        byte[] text = "SELECT 'typed';".getBytes(StandardCharsets.UTF_8);

        LintSources instead = of(new LintPlace(place(), Set.of("0003_c.sql"), Map.of("0003_c.sql", text), null));
        LintSources between = of(new LintPlace(place(), Set.of("0002_b.sql"), Map.of("0002_b.sql", text), null));
        Location none = Location.of(folder.resolve("none").toString());
        LintSources alone = of(new LintPlace(none, Set.of("0002_b.sql"), Map.of("0002_b.sql", text), null));

        assertThat(order(instead)).containsExactly("KNOWN 0001_a.sql", "JUDGED 0003_c.sql");
        assertThat(text(instead, 1)).isEqualTo("SELECT 'typed';");
        assertThat(order(between)).containsExactly("KNOWN 0001_a.sql", "JUDGED 0002_b.sql");
        assertThat(order(alone)).containsExactly("JUDGED none/0002_b.sql");
    }

    @Test
    void flywaysFilesRunInTheOrderOfTheirParts() {
        files("""
                -- file: V1.10__j.sql
                SELECT 1;
                -- file: V1.9__i.sql
                SELECT 1;
                -- file: V2026_01__k.sql
                SELECT 1;
                -- file: V1__a.sql
                SELECT 1;
                -- file: U1.9__i.sql
                SELECT 1;
                -- file: R__view.sql
                SELECT 1;
                -- file: B1__baseline.sql
                SELECT 1;
                -- file: V3_slip.sql
                SELECT 1;
                """);

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources))
                .containsExactly(
                        "JUDGED V1__a.sql",
                        "JUDGED V1.9__i.sql",
                        "DOWN U1.9__i.sql",
                        "JUDGED V1.10__j.sql",
                        "JUDGED V2026_01__k.sql",
                        "REPEATABLE R__view.sql",
                        "JUDGED V3_slip.sql");
        assertThat(sources.findings()).singleElement().satisfies(each -> assertThat(
                        each.finding().message())
                .contains("Flyway's layout", "V42__add_email.sql"));
        assertThat(sources.notices()).anyMatch(notice -> notice.contains("B1__baseline.sql"));
        assertThat(sources.versions()).isEqualTo(new LintSources.Versions(4, "1", "2026.01", "2026.1.1"));
        assertThat(order(read(null, settings("1.10")))).contains("KNOWN V1.9__i.sql", "JUDGED V1.10__j.sql");
        assertThat(order(read("1.10", Settings.DEFAULT))).contains("KNOWN V1.9__i.sql", "UNRELEASED V1.10__j.sql");
    }

    @Test
    void aBaselineOfFlywayCountsWhereWhatItStandsForIsGone() {
        files("""
                -- file: B5__baseline.sql
                SELECT 1;
                -- file: V6__next.sql
                SELECT 1;
                """);

        assertThat(order(read(null, Settings.DEFAULT)))
                .containsExactly("JUDGED B5__baseline.sql", "JUDGED V6__next.sql");
        assertThat(read(null, Settings.DEFAULT).versions()).isEqualTo(new LintSources.Versions(2, "5", "6", "7"));
    }

    @Test
    void placeholdersOfFlywayAreNames() throws IOException {
        files("""
                -- file: V1__a.sql
                CREATE TABLE ${schema}.a (i int);
                """);

        assertThat(text(read(null, Settings.DEFAULT), 0)).isEqualTo("CREATE TABLE _________.a (i int);\n");
    }

    @Test
    void foldersOfDieselRunInTheOrderOfTheirNames() {
        files("""
                -- file: 2026-05-27-120000-0000_b with blanks/up.sql
                SELECT 1;
                -- file: 2026-05-27-120000_a/up.sql
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

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources))
                .containsExactly(
                        "JUDGED 00000000000000_setup/up.sql",
                        "JUDGED 2026-05-27-120000_a/up.sql",
                        "JUDGED 2026-05-27-120000-0000_b with blanks/up.sql",
                        "JUDGED 2026-05-28-000000_c/up.sql",
                        "DOWN 2026-05-28-000000_c/down.sql");
        assertThat(sources.findings()).isEmpty();
        assertThat(sources.notices()).anyMatch(notice -> notice.contains("seed.sql"));
        assertThat(sources.versions())
                .isEqualTo(new LintSources.Versions(4, "00000000000000", "20260528000000", "20260528000001"));
        assertThat(order(read(null, settings("20260528000000"))))
                .contains("KNOWN 2026-05-27-120000-0000_b with blanks/up.sql", "JUDGED 2026-05-28-000000_c/up.sql");
        assertThat(order(read("2026-05-27-120000-0000", Settings.DEFAULT)))
                .contains("UNRELEASED 2026-05-27-120000-0000_b with blanks/up.sql");
    }

    @Test
    void theVersionAfterADieselOneWithACounterIsATime() {
        files("""
                -- file: 2026-05-27-120000-0003_b/up.sql
                SELECT 1;
                """);

        LintSources.@Nullable Versions versions = read(null, Settings.DEFAULT).versions();

        assertThat(versions)
                .isEqualTo(new LintSources.Versions(1, "20260527120000.0004", "20260527120000.0004", "20260527120001"));
        assertThat(order(read(null, settings("20260527120001")))).isEmpty();
    }

    @Test
    void foldersOfPrismaAreMigrations() {
        files("""
                -- file: 20260527120000_init/migration.sql
                SELECT 1;
                -- file: 0_baseline/migration.sql
                SELECT 1;
                """);

        assertThat(order(read(null, Settings.DEFAULT)))
                .containsExactly("JUDGED 0_baseline/migration.sql", "JUDGED 20260527120000_init/migration.sql");
    }

    @Test
    void drizzlesJournalSaysTheOrder() throws IOException {
        files("""
                -- file: 0001_two.sql
                SELECT 1;--> statement-breakpoint
                SELECT 2;
                -- file: 0001_one.sql
                SELECT 1;
                -- file: 0000_zero.sql
                SELECT 1;
                -- file: 0002_not_in_it_yet.sql
                SELECT 1;
                -- file: meta/_journal.json
                {"entries": [{"idx": 0, "tag": "0000_zero"}, {"idx": 1, "tag": "0001_two"}, {"tag":"0001_one"}]}
                """);

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources))
                .containsExactly(
                        "JUDGED 0000_zero.sql",
                        "JUDGED 0001_two.sql",
                        "JUDGED 0001_one.sql",
                        "JUDGED 0002_not_in_it_yet.sql");
        assertThat(sources.findings()).singleElement().satisfies(each -> assertThat(
                        each.finding().message())
                .contains("meta/_journal.json does not name it"));
    }

    @Test
    void ofAFileWithItsReverseEachIsReadByItself() throws IOException {
        files("""
                -- file: 0001_goose.sql
                -- bellows:phase contract
                -- +goose no transaction
                -- +goose Up
                SELECT 'up';
                -- +goose Down
                DROP TABLE gone;
                """);

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources)).containsExactly("JUDGED 0001_goose.sql", "DOWN 0001_goose.sql");
        assertThat(text(sources, 0).lines())
                .containsExactly(
                        "-- bellows:phase contract",
                        "-- +goose no transaction",
                        "-- +goose Up",
                        "SELECT 'up';",
                        "              ",
                        "                ");
        assertThat(text(sources, 1).lines()).last().isEqualTo("DROP TABLE gone;");
        assertThat(sources.scripts()).allMatch(script -> script.text().outside());
    }

    /** Who only lints goes on running them with the tool that can. */
    @Test
    void whatOnlyTheFoldersOwnToolCanRunIsJudgedAndTold() throws IOException {
        files("""
                -- file: 1_a.sql
                --liquibase formatted sql
                --changeset a:1 context:test
                DROP TABLE a;
                """);

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources)).containsExactly("JUDGED 1_a.sql");
        assertThat(sources.findings()).isEmpty();
        assertThat(sources.notices())
                .containsExactly("bellows apply would refuse " + folder.resolve("1_a.sql")
                        + ":2: Liquibase's context:test is not one that Bellows knows");
    }

    @Test
    void twoLayoutsInOneFolderAreRefused() {
        files("""
                -- file: V1__a.sql
                SELECT 1;
                -- file: 0001_b.sql
                SELECT 1;
                """);

        assertThatThrownBy(() -> read(null, Settings.DEFAULT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more than one layout");
        Settings chosen = Settings.DEFAULT.change().layout("bellows").build();
        assertThat(order(read(null, chosen))).containsExactly("JUDGED 0001_b.sql", "JUDGED V1__a.sql");
    }

    @Test
    void whatOtherToolsHaveInFoldersInsideIsAnotherMatter() {
        files("""
                -- file: 0001_a.sql
                SELECT 1;
                -- file: 2024_old/0002_b.sql
                SELECT 1;
                -- file: flyway/V1__a.sql
                SELECT 1;
                -- file: 20240101000000_diesel/up.sql
                SELECT 1;
                """);

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources)).containsExactly("JUDGED 0001_a.sql");
        assertThat(sources.findings()).isEmpty();
        assertThat(sources.notices()).hasSize(3).allSatisfy(notice -> assertThat(notice)
                .contains("is not read; if its files are migrations"));
    }

    @Test
    void whatIsNotUtf8IsToldWithItsPlaceAndTheRestIsRead() throws IOException {
        byte[] head = "\uFEFF-- \uD83D\uDE00\r\n-- \uD83D\uDE00 ".getBytes(StandardCharsets.UTF_8);
        byte[] broken = {(byte) 0xE2, (byte) 0x82, '\n', (byte) 0xFF, 'S'};
        Files.write(
                folder.resolve("0001_a.sql"),
                ByteBuffer.allocate(head.length + broken.length)
                        .put(head)
                        .put(broken)
                        .array());
        Files.writeString(folder.resolve("0002_b.sql"), "SELECT 1;");

        LintSources sources = read(null, Settings.DEFAULT);

        assertThat(order(sources)).containsExactly("JUDGED 0001_a.sql", "JUDGED 0002_b.sql");
        assertThat(sources.findings()).singleElement().satisfies(each -> {
            assertThat(each.finding().message()).startsWith("the byte 0xE2 is not UTF-8, nor is 1 more place;");
            assertThat(each.finding().span().line()).isEqualTo(2);
            assertThat(each.finding().span().column()).isEqualTo(6);
        });
        LintSources known = read(null, settings("2"));
        assertThat(known.findings()).isEmpty();
        assertThat(order(known)).containsExactly("KNOWN 0001_a.sql", "JUDGED 0002_b.sql");
    }

    @Test
    void whatCannotBeReadIsAFindingWhereItIsJudgedAndANoticeWhereItIsKnown() throws IOException {
        Files.createSymbolicLink(folder.resolve("0001_a.sql"), folder.resolve("nothing"));
        Files.writeString(folder.resolve("0002_b.sql"), "SELECT 1;");

        assertThat(read(null, Settings.DEFAULT).findings())
                .singleElement()
                .satisfies(each -> assertThat(each.finding().message()).contains("a link to nothing"));
        LintSources known = read(null, settings("2"));
        assertThat(known.findings()).isEmpty();
        assertThat(known.notices()).anyMatch(notice -> notice.contains("0001_a.sql is not known"));
    }

    @Test
    void theTextBehindAByteOrderMarkIsTheText() throws IOException {
        Files.writeString(folder.resolve("0001_a.sql"), "\uFEFFSELECT 1;");

        assertThat(text(read(null, Settings.DEFAULT), 0)).isEqualTo("SELECT 1;");
    }

    private Location place() {
        return Location.of(folder.toString());
    }

    private LintSources read(@Nullable String since, Settings settings) {
        return LintSources.of(
                List.of(LintPlace.whole(place())), since, settings, LintSourcesTest.class.getClassLoader());
    }

    private static LintSources of(LintPlace place) {
        return LintSources.of(List.of(place), null, Settings.DEFAULT, LintSourcesTest.class.getClassLoader());
    }

    private static Settings settings(String enforceFrom) {
        return Settings.DEFAULT.change().enforceFrom(Version.of(enforceFrom)).build();
    }

    private List<String> order(LintSources sources) {
        return sources.scripts().stream().map(this::told).toList();
    }

    private String told(LintScript script) {
        Role role = script.role();
        return role + " " + folder.relativize(Path.of(script.name()));
    }

    private static String text(LintSources sources, int index) throws IOException {
        try (Reader reader = sources.scripts().get(index).text().open()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }

    private void files(String text) {
        MigrationFiles.write(folder, text);
    }
}
