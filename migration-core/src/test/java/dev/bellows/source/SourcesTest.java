package dev.bellows.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Build;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.plan.Situation;
import dev.bellows.plan.Survey;
import dev.bellows.sql.Phase;
import dev.bellows.testkit.MigrationFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders become a build: its migrations in order, and what is wrong with the files. */
class SourcesTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderBecomesMigrationsInTheirOrder() {
        files("""
                -- file: R_b.sql
                SELECT 1;
                -- file: R_a.sql
                SELECT 1;
                -- file: 10_ten.sql
                SELECT 1;
                -- file: 9_nine.sql
                -- bellows:phase contract
                SELECT 1;
                -- file: 009_nine.down.sql
                SELECT 2;
                -- file: notes.txt
                not SQL
                -- file: .hidden.sql
                not SQL either
                -- file: more/11_more.sql
                SELECT 1;
                """);

        Build build = load();

        assertThat(build.refusals()).isEmpty();
        assertThat(build.migrations()).extracting(Migration::version).containsExactly("9", "10", "R_a", "R_b");
        assertThat(build.head()).hasToString("10");
        Migration nine = build.migrations().get(0);
        assertThat(nine.description()).isEqualTo("nine");
        assertThat(nine.phase()).isEqualTo(Phase.CONTRACT);
        assertThat(nine.script().name()).isEqualTo(folder.resolve("9_nine.sql").toString());
        assertThat(nine.script().outline().statements()).isEqualTo(1);
        assertThat(nine.down()).isNotNull();
        assertThat(nine.down().name()).endsWith("009_nine.down.sql");
        assertThat(build.migrations().get(1).down()).isNull();
    }

    @Test
    void golangMigratesFilesAreReadAsTheyAre() {
        files("""
                -- file: 0001_users.up.sql
                CREATE TABLE users (id int);
                -- file: 0001_users.down.sql
                DROP TABLE users;
                """);

        Migration users = load().migrations().get(0);

        assertThat(users.script().name()).endsWith("0001_users.up.sql");
        assertThat(users.down().name()).endsWith("0001_users.down.sql");
    }

    @Test
    void anEmptyFolderIsAnEmptyBuildThatSaysHowFilesAreNamed() {
        assertThat(load().migrations()).isEmpty();
        assertThat(load().refusals()).isEmpty();
        assertThat(load().notices())
                .singleElement()
                .asString()
                .startsWith("there are no migrations in " + folder + ": a file's name is such as 0");
        assertThat(load().head()).isNull();
    }

    @Test
    void aFolderInsideThatHoldsSqlIsNotOverlookedSilently() throws IOException {
        files("-- file: 1_a.sql\nSELECT 1;\n");
        Files.createDirectories(folder.resolve("docs"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git").resolve("a.sql"), "");
        Files.createDirectories(folder.resolve("2_b.sql"));
        Files.createDirectories(folder.resolve("old"));
        Files.writeString(folder.resolve("old").resolve("0_z.sql"), "SELECT 1;");

        assertThat(load().migrations()).hasSize(1);
        assertThat(load().notices())
                .containsExactly(
                        "the folder " + folder.resolve("2_b.sql") + " inside " + folder
                                + " is not read; if its files are migrations, name it too: --migrations "
                                + folder.resolve("2_b.sql"),
                        "the folder " + folder.resolve("old") + " inside " + folder
                                + " is not read; if its files are migrations, name it too: --migrations "
                                + folder.resolve("old"));
    }

    @Test
    void aPlaceThatCannotBeTakenApartIsShownWithoutWhatStringsHold() {
        files("-- file: 1_a.sql\nSELECT 1;\nCREATE ROLE a PASSWORD 'hunter2' VALID UNTIL 'never;\n");

        Refusal refusal = wrong(load()).get(0);

        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(46);
        assertThat(refusal.excerpt()).isEqualTo("CREATE ROLE a PASSWORD '*******' VALID UNTIL '");
    }

    @Test
    void severalFoldersAreMergedByVersion() {
        files("""
                -- file: app/0001_a.sql
                SELECT 1;
                -- file: app/0003_c.sql
                SELECT 1;
                -- file: extra/0002_b.up.sql
                SELECT 1;
                -- file: extra/0003_other.up.sql
                SELECT 1;
                """);

        Build build = load(
                settings(),
                new Location("main", folder.resolve("app").toString()),
                new Location("billing", folder.resolve("extra").toString()));

        assertThat(build.refusals()).isEmpty();
        assertThat(build.migrations())
                .extracting(migration -> migration.label().toString())
                .containsExactly("0001", "billing:0002", "billing:0003", "0003");
    }

    @Test
    @Tag("scenario-17")
    void oneVersionTwiceNamesBothFiles() {
        files("""
                -- file: app/0042_mine.sql
                SELECT 1;
                -- file: app/0042_mine.down.sql
                SELECT 1;
                -- file: extra/42_yours.sql
                SELECT 1;
                -- file: extra/42_yours.down.sql
                SELECT 1;
                """);
        Location app = new Location("billing", folder.resolve("app").toString());
        Location extra = new Location("billing", folder.resolve("extra").toString());

        assertThat(refusals(load(settings(), app, extra)))
                .containsExactly(
                        "duplicate-version billing:42 extra/42_yours.down.sql: version billing:42 is also that of"
                                + " app/0042_mine.down.sql; give one of them another version",
                        "duplicate-version billing:42 extra/42_yours.sql: version billing:42 is also that of"
                                + " app/0042_mine.sql; give one of them another version");
    }

    @Test
    @Tag("scenario-17")
    void aNameThatIsNoMigrationIsRefusedNotOverlooked() {
        files("""
                -- file: 1_a.sql
                SELECT 1;
                -- file: 2_b.SQL
                SELECT 1;
                -- file: V3_c.sql
                SELECT 1;
                """);

        String problem = ": its name is not a migration's in the layout 'bellows', which wants a number first, as in"
                + " 0042_add_email.sql; rename it, or move it out of the folder";
        assertThat(refusals(load()))
                .containsExactly("not-a-migration null 2_b.SQL" + problem, "not-a-migration null V3_c.sql" + problem);
    }

    @Test
    void aDownNeedsTheFileThatItReverses() {
        files("""
                -- file: 0042_x.down.sql
                SELECT 1;
                """);

        assertThat(refusals(load()))
                .containsExactly(
                        "down-without-up 0042 0042_x.down.sql: it reverses version 0042, which has no file of its"
                                + " own; put that file back, or remove this one");
    }

    @Test
    void whatIsWrongInsideFilesThatAreToRunIsFoundAtOnceAndNamesTheLine() {
        files("""
                -- file: 1_psql.sql
                SELECT 1;
                \\gexec
                -- file: 2_tag.sql

                -- bellows:phase contrat
                SELECT 1;
                -- file: 3_down.sql
                SELECT 1;
                -- file: 3_down.down.sql
                SELECT 'never closed;
                -- file: 4_unknown.sql
                -- bellows:fase contract
                SELECT 1;
                """);

        Build build = load();

        assertThat(wrong(build).stream().map(this::show))
                .containsExactlyInAnyOrder(
                        "syntax null 1_psql.sql:2: psql command \\gexec: Bellows runs SQL only; generate the statements"
                                + " beforehand, or run them with EXECUTE in a DO block.; correct the file",
                        "directive null 2_tag.sql:2: \"phase\" cannot be \"contrat\": write expand or contract.;"
                                + " correct the directive",
                        "syntax null 3_down.down.sql:1: The string that starts here is never closed. Add the missing quote"
                                + " ('), and double every quote inside the string ('').; correct the file",
                        "directive null 4_unknown.sql:1: \"fase\" is not a directive. Did you mean \"phase\"?; correct the"
                                + " directive");
        assertThat(build.migrations()).as("none is taken for a deleted one").hasSize(4);
    }

    @Test
    void bytesThatAreNotUtf8NameTheirLine() throws IOException {
        byte[] text = "-- a genuine \uFFFD does no harm\nSELECT 'caf#';\n".getBytes(UTF_8);
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '#' ? (byte) 0xE9 : text[i];
        }
        Files.write(folder.resolve("1_latin1.sql"), text);

        assertThat(wrong(load()).stream().map(this::show))
                .containsExactly("not-utf-8 null 1_latin1.sql:2: it holds bytes that are not UTF-8; save it as UTF-8");
    }

    @Test
    void aDirectiveIsFoundHoweverFarDownItStands() {
        files("-- file: 1_long.sql\n" + "-- words\n".repeat(10_000) + "-- bellows:phase contract\nDROP TABLE t;\n");

        assertThat(load().migrations()).extracting(Migration::phase).containsExactly(Phase.CONTRACT);
    }

    @Test
    void aContractDoesNotRunAgainAndAgain() {
        files("""
                -- file: R_view.sql
                -- bellows:phase contract
                DROP VIEW v;
                """);

        assertThat(refusals(load()))
                .containsExactly(
                        "contract-in-repeatable R_view R_view.sql: a repeatable cannot be a contract: it runs again"
                                + " at every change; put the contract into a versioned migration");
    }

    @Test
    void theSettingsSayWhatOldFilesCannot() {
        files("""
                -- file: 0041_old.sql
                -- caracal:phase contract
                SELECT 1;
                -- file: 0042_older.sql
                SELECT 1;
                -- file: 0100_new.sql
                -- bellows:phase contract
                SELECT 1;
                -- file: R_view.sql
                SELECT 1;
                """);

        Build build = load(
                settings().tagPrefix("caracal").enforceFrom(Version.of("100")).phase(Version.of("42"), Phase.CONTRACT),
                here());

        assertThat(build.migrations())
                .extracting(Migration::version, Migration::phase, Migration::history)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("0041", Phase.CONTRACT, true),
                        org.assertj.core.groups.Tuple.tuple("0042", Phase.CONTRACT, true),
                        org.assertj.core.groups.Tuple.tuple("0100", Phase.EXPAND, false),
                        org.assertj.core.groups.Tuple.tuple("R_view", Phase.EXPAND, false));
    }

    @Test
    void whatIsWrongInsideHistoryIsNotReported() {
        files("""
                -- file: 1_old.sql
                \\set x 1
                -- file: 2_new.sql
                SELECT 1;
                """);

        assertThat(load(settings().enforceFrom(Version.of("2")), here()).refusals())
                .isEmpty();
    }

    @Test
    void aFileThatChangesAfterLoadingFailsAtItsEnd() throws IOException {
        files("""
                -- file: 1_a.sql
                SELECT 1;
                """);
        Migration migration = load().migrations().get(0);
        files("""
                -- file: 1_a.sql
                SELECT 2;
                """);

        assertThatThrownBy(() -> {
                    try (Reader reader = migration.script().open()) {
                        reader.transferTo(new StringWriter());
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("its content changed while it was being read");
    }

    @Test
    void theFirstStatementsHaveAChecksumOfTheirOwn() {
        files("""
                -- file: 1_a.sql
                SELECT 1;
                -- between
                SELECT 2;
                SELECT 3;
                -- file: 2_b.sql
                SELECT 1; SELECT 2; SELECT 4;
                """);
        List<Migration> migrations = load().migrations();
        var one = migrations.get(0).script();
        var other = migrations.get(1).script();

        assertThat(one.prefixChecksum(2)).isEqualTo(other.prefixChecksum(2)).startsWith("1:");
        assertThat(one.prefixChecksum(3)).isNotEqualTo(other.prefixChecksum(3));
        assertThat(one.prefixChecksum(4)).as("the file has three").isEmpty();
    }

    @Test
    void aFolderThatIsNotOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        configurationError(folder + "/none", "does not exist (looked for " + folder + "/none)");
        configurationError(file.toString(), "is a file, not a folder");
        configurationError(loop.toString(), "cannot be read: Too many levels of symbolic links");
        configurationError("nul\0", "is not a path");
    }

    @Test
    void aFileThatCannotBeRead() throws Exception {
        Path loop = folder.resolve("1_loop.sql");
        Files.createSymbolicLink(loop, loop);
        Files.createSymbolicLink(folder.resolve("2_nowhere.sql"), folder.resolve("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("3_pipe.sql").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(refusals(load()))
                .hasSize(3)
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("unreadable-file null 1_loop.sql: it cannot be read: Too many levels of"
                                        + " symbolic links")
                                .endsWith("; make it readable"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "vanished-file null 2_nowhere.sql: it vanished while the folder was being read, or"
                                                + " is a link to nothing; run again; if it stays so, remove the link"),
                        one -> assertThat(one)
                                .isEqualTo("unreadable-file null 3_pipe.sql: it cannot be read: it is not a file with"
                                        + " content; make it readable"));
    }

    @Test
    @Tag("scenario-33")
    void aFileThatIsDeniedOrVanishesSaysSo() {
        assertThat(failure(() -> {
                    throw new java.nio.file.AccessDeniedException("1_a.sql");
                }))
                .isEqualTo("unreadable-file null 1_a.sql: this user may not read it; give read permission");
        assertThat(failure(() -> {
                    throw new IOException("the disk is on fire");
                }))
                .isEqualTo("unreadable-file null 1_a.sql: it cannot be read: the disk is on fire; make it readable");
    }

    private String failure(SourceFile.Opener opener) {
        try {
            SourceFile source = new SourceFile("1_a.sql", "1_a.sql", opener);
            TextFile file = new TextFile(Part.whole(MigrationName.versioned("1", "a"), source), "bellows");
            return "read " + file.name();
        } catch (UnreadableScriptException e) {
            return show(e.refusal());
        }
    }

    private void files(String text) {
        MigrationFiles.write(folder, text);
    }

    private static SettingsBuilder settings() {
        return Settings.DEFAULT.change();
    }

    private Location here() {
        return Location.of(folder.toString());
    }

    private Build load() {
        return load(settings(), here());
    }

    private static Build load(SettingsBuilder settings, Location... places) {
        return Sources.load(settings.migrations(Arrays.asList(places)).build(), SourcesTest.class.getClassLoader());
    }

    /** What an apply of everything would refuse. */
    private static List<Refusal> wrong(Build build) {
        return new Survey(build, settings().build(), new Situation(List.of(), 0, 0, List.of(), null)).wrongFiles();
    }

    private List<String> refusals(Build build) {
        return build.refusals().stream().map(this::show).toList();
    }

    private String show(Refusal refusal) {
        String place = refusal.file() + (refusal.line() > 0 ? ":" + refusal.line() : "");
        return (refusal.code() + " " + refusal.migration() + " " + place + ": " + refusal.cause() + "; "
                        + refusal.next())
                .replace(folder + "/", "");
    }

    private static void configurationError(String place, String problem) {
        assertThatThrownBy(() -> load(settings(), Location.of(place)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("the migrations folder " + place + " " + problem)
                .endsWith("; name the right one with --migrations");
    }
}
