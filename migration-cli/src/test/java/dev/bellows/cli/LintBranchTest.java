package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a branch adds to where it began is judged, and nothing else. */
class LintBranchTest {
    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);\n";
    private static final String INDEX = "CREATE INDEX orders_note ON orders (note);\n";
    private static final String COLUMN = "ALTER TABLE orders ADD COLUMN colour text;\n";

    @TempDir
    private Path folder = Path.of("");

    private Repository repository = new Repository(folder);

    @BeforeEach
    void anOldFolderOnTheMainBranch() {
        repository = Repository.in(folder.resolve("work"))
                .file("db/0001_orders.sql", TABLE)
                .file("db/0002_index.sql", INDEX)
                .commit("old");
    }

    private void branch() {
        repository.git("checkout", "-q", "-b", "change");
    }

    @Test
    void whatIsNewIsJudgedWithTheOldAsKnownSchema() {
        branch();
        repository
                .file("db/0003_index.sql", "CREATE INDEX orders_total ON orders (total);\n")
                .commit("new");

        assertThat(repository.lint("db")).hasSize(2);
        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error index-not-concurrent db/0003_index.sql");
    }

    @Test
    void whatIsNotCommittedIsNewToo() {
        branch();
        repository.file("db/0003_staged.sql", "DROP INDEX orders_note;\n").git("add", "-A");
        repository.file("db/0004_untracked.sql", "ALTER TABLE orders DROP COLUMN note;\n");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error drop-index db/0003_staged.sql", "error drop-column db/0004_untracked.sql");
    }

    @Test
    void whatTheBranchMadeItselfIsInUseByNobody() {
        branch();
        repository
                .file("db/0003_a.sql", "CREATE TABLE a (id bigint PRIMARY KEY, b text);\n")
                .file("db/0004_b.sql", "ALTER TABLE a DROP COLUMN b;\nCREATE INDEX a_id ON a (id);\n")
                .commit("new");

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
        assertThat(repository.lint("db", "--since", "3")).isEmpty();
        assertThat(repository.lint("db", "--since", "4"))
                .containsExactly("error drop-column db/0004_b.sql", "error index-not-concurrent db/0004_b.sql");
    }

    @Test
    void aBranchThatChangesNoMigrationHasNothingToSay() {
        branch();
        repository.file("src/Main.java", "class Main {}").commit("code");

        Ended ended = repository.call("lint", "db", "--git-base", "main");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("nothing to say in 0 migrations");
    }

    @Test
    void whatTheMainBranchDidMeanwhileIsNotTheBranchs() {
        branch();
        repository.file("db/0003_column.sql", COLUMN).commit("new");
        repository.git("checkout", "-q", "main");
        repository
                .file("db/0002_index.sql", "SELECT 'edited on main';")
                .file("db/0005_x.sql", INDEX)
                .commit("main");
        repository.git("checkout", "-q", "change");

        // It has to come after what is there now where it goes.
        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("warning older-than-base db/0003_column.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out()).contains("db/0005_x.sql at main");
    }

    @Test
    void aVersionThatTheMainBranchTookMeanwhileIsAnErrorThatNamesBoth() {
        branch();
        repository.file("db/0003_column.sql", COLUMN).commit("new");
        repository.git("checkout", "-q", "main");
        repository
                .file("db/03_size.sql", "ALTER TABLE orders ADD COLUMN size text;\n")
                .file("db/0004_more.sql", "SELECT 1;\n")
                .commit("main");
        repository.git("checkout", "-q", "change");
        repository.file("bellows.toml", "out-of-order = true\n");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error migration-file db/0003_column.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out())
                .contains("its version is also that of", "db/03_size.sql, which has come to main meanwhile")
                .contains("rename it to 0005 or later");
        assertThat(repository.lint("db/0001_orders.sql", "--git-base", "main")).isEmpty();
    }

    @Test
    void theSameFileOnBothSidesIsOneMigration() {
        branch();
        repository.file("db/0003_column.sql", COLUMN).commit("new");
        repository.git("checkout", "-q", "main");
        repository.file("db/0003_column.sql", COLUMN).commit("picked");
        repository.git("checkout", "-q", "change");

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
    }

    @Test
    void anEditedMigrationIsAnErrorAndItsOldTextIsTheSchema() {
        branch();
        repository
                .file("db/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n")
                .file("db/0003_drop.sql", "ALTER TABLE orders DROP COLUMN note;\n");

        Ended ended = repository.call("lint", "db", "--git-base", "main");

        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.out())
                .contains("error[edited-migration]: it was there at main with another content")
                .contains("error[drop-column]")
                .doesNotContain("no file here creates");
    }

    @Test
    void whatLeavesTheChecksumAsItWasIsNoEdit() {
        branch();
        repository.file("db/0001_orders.sql", "\uFEFF" + TABLE.replace("\n", "\r\n"));

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
    }

    @Test
    void aCheckoutWithOtherLineEndsIsNoEdit() throws IOException {
        repository.git("config", "core.autocrlf", "true");
        Files.delete(repository.root().resolve("db/0001_orders.sql"));
        repository.git("checkout", "-q", "--", ".");
        assertThat(repository.root().resolve("db/0001_orders.sql")).content().contains("\r\n");

        assertThat(repository.lint("db", "--git-base", "HEAD")).isEmpty();
    }

    @Test
    void reversesAndRepeatablesMayBeEdited() {
        repository
                .file("db/0001_orders.down.sql", "DROP TABLE orders;\n")
                .file("db/R_all.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT id FROM orders;\n")
                .commit("more");
        branch();
        repository
                .file("db/0001_orders.down.sql", "DROP TABLE IF EXISTS orders;\n")
                .file("db/R_all.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT id, note FROM orders;\n");

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
        repository.file("db/0001_orders.down.sql", "DROP TABEL orders;\n").file("db/R_all.sql", "TRUNCATE orders;\n");
        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error truncate db/R_all.sql", "error syntax-error db/0001_orders.down.sql");
    }

    @Test
    void aDeletedMigrationIsAnError() throws IOException {
        branch();
        Files.delete(repository.root().resolve("db/0002_index.sql"));

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error deleted-migration db/0002_index.sql");
    }

    @Test
    void aFolderThatIsGoneHeldMigrationsThatAreDeletedNow() {
        branch();
        repository.git("rm", "-q", "db/0001_orders.sql", "db/0002_index.sql");
        assertThat(repository.root().resolve("db")).doesNotExist();

        for (String named :
                new String[] {"db", "./db", repository.root().resolve("db").toString()}) {
            assertThat(repository.lint(named, "--git-base", "main"))
                    .containsExactly(
                            "error deleted-migration db/0001_orders.sql", "error deleted-migration db/0002_index.sql");
        }
        repository.file("bellows.toml", "migrations = \"db\"\n");
        assertThat(repository.lint("--git-base", "main")).hasSize(2);
        repository.file("db/README.md", "empty now");
        assertThat(repository.lint("--git-base", "main")).hasSize(2);
        repository.commit("gone");
        assertThat(repository.call("lint", "other", "--git-base", "main").exit())
                .isEqualTo(2);
    }

    @Test
    void inAFolderThatIsGoneItsLayoutIsStillKnown() {
        repository.file("flyway/V1__a.sql", TABLE).commit("flyway");
        branch();
        repository.git("rm", "-rq", "flyway");

        assertThat(repository.lint("flyway", "--git-base", "main"))
                .containsExactly("error deleted-migration flyway/V1__a.sql");
    }

    @Test
    void aNameOfSeveralCommitsIsRefusedWithTheirFullNames() {
        branch();
        repository.file("db/0003_index.sql", INDEX).commit("new");
        repository.git("tag", "-a", "-m", "same", "same", "main");
        repository.git("branch", "same", "main");
        assertThat(repository.lint("db", "--git-base", "same")).hasSize(1);
        repository.git("tag", "main");

        assertThat(wrong("main"))
                .contains("main is the name of several commits: refs/heads/main, refs/tags/main")
                .contains("next: say which is meant: --git-base refs/heads/main");
        assertThat(wrong("main~0")).contains("--git-base refs/heads/main~0");
        assertThat(repository.lint("db", "--git-base", "refs/heads/main")).hasSize(1);
        assertThat(repository.lint("db", "--git-base", "refs/tags/main")).isEmpty();
    }

    @Test
    void manyThatAreGoneAreToldTogether() throws IOException {
        for (int i = 10; i < 30; i++) {
            repository.file("db/00" + i + "_x.sql", "SELECT " + i + ";\n");
        }
        repository.commit("many");
        branch();
        for (int i = 10; i < 30; i++) {
            Files.delete(repository.root().resolve("db/00" + i + "_x.sql"));
        }

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error deleted-migration db/0010_x.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out())
                .contains("this and 19 more, up to")
                .contains("0029_x.sql");
    }

    @Test
    void anotherVersionOfTheSameTextIsARenamedMigration() {
        branch();
        repository.git("mv", "db/0002_index.sql", "db/0003_index.sql");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error deleted-migration db/0003_index.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out()).contains("it is what 0002 was at main");
    }

    @Test
    void otherWordsBehindTheVersionAreNoChange() {
        branch();
        repository.git("mv", "db/0002_index.sql", "db/02_index_of_notes.sql");

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
    }

    @Test
    void aFolderThatMovedHoldsWhatItHeld() {
        branch();
        repository.git("mv", "db", "migrations");
        repository.file("migrations/0003_column.sql", INDEX).commit("moved");

        assertThat(repository.lint("migrations", "--git-base", "main"))
                .containsExactly("error index-not-concurrent migrations/0003_column.sql");
    }

    @Test
    void aVersionBelowTheNewestIsAWarning() {
        repository.file("db/0009_column.sql", COLUMN).commit("more");
        branch();
        repository.file("db/0008_late.sql", "ALTER TABLE orders ADD COLUMN size text;\n");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("warning older-than-base db/0008_late.sql");
        repository.file("bellows.toml", "out-of-order = true\n");
        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
    }

    @Test
    void aSecondFileOfAVersionIsTheOneThatIsWrong() {
        branch();
        repository.file("db/0002_aaa.sql", COLUMN);

        assertThat(repository.lint("db", "--git-base", "main")).containsExactly("error migration-file db/0002_aaa.sql");
    }

    @Test
    void aContractThatComesWithItsExpandIsAWarning() {
        branch();
        repository
                .file("db/0003_cents.sql", "ALTER TABLE orders ADD COLUMN total_cents bigint;\n")
                .file("db/0004_drop.sql", "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN total;\n");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly(
                        "warning contract-with-its-expand db/0004_drop.sql", "note drop-column db/0004_drop.sql");
        repository.commit("expand").git("branch", "-f", "main", "change");
        repository.file("db/0005_drop.sql", "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN note;\n");
        assertThat(repository.lint("db", "--git-base", "main")).containsExactly("note drop-column db/0005_drop.sql");
    }

    @Test
    void aContractOfWhatTheBranchItselfMadeKeepsItsTag() {
        branch();
        repository
                .file("db/0003_a.sql", "CREATE TABLE a (id bigint PRIMARY KEY, b text);\n")
                .file("db/0004_b.sql", "-- bellows:phase contract\nALTER TABLE a DROP COLUMN b;\n")
                .file("db/0005_c.sql", "-- bellows:phase contract\nALTER TABLE orders ADD COLUMN c text;\n");

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly(
                        "warning contract-with-its-expand db/0004_b.sql", "warning tag-without-contract db/0005_c.sql");
    }

    @Test
    void aCommentOrTheConfigurationAllowsWhatIsAboutFiles() throws IOException {
        repository.file("db/0009_column.sql", COLUMN).commit("more");
        branch();
        repository.file("db/0008_late.sql", "-- bellows:allow older-than-base nobody runs 0009 yet\nSELECT 1;\n");
        repository.file("db/0001_orders.sql", TABLE + "-- edited");
        Files.delete(repository.root().resolve("db/0002_index.sql"));
        repository.file("bellows.toml", """
                [[allow]]
                rule = "edited-migration"
                version = "0001"
                reason = "a comment"
                [[allow]]
                rule = "deleted-migration"
                path = "0002_index"
                reason = "never released"
                """);

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
        // Without files to compare with, they silence nothing and are no slips.
        assertThat(repository.lint("db")).isEmpty();
        assertThat(repository.call("lint", "db").err()).isEmpty();
    }

    @Test
    void historyMayBeEditedAndDeletedAndLateOnesAreJudgedAllTheSame() throws IOException {
        repository
                .file("bellows.toml", "enforce-from = \"0003\"\n")
                .file("db/0005_column.sql", COLUMN)
                .commit("more");
        branch();
        repository.file("db/0001_orders.sql", TABLE + "-- edited");
        Files.delete(repository.root().resolve("db/0002_index.sql"));

        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
        repository.file("db/0000_late.sql", "DROP TABLE orders;\n");
        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("warning older-than-base db/0000_late.sql", "error drop-table db/0000_late.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out()).contains("enforce-from makes it history");
    }

    @Test
    void anOldFolderThatComesInAsHistoryIsHistory() {
        repository.git("checkout", "-q", "--orphan", "other");
        repository.git("rm", "-rfq", ".");
        repository.commit("empty");
        branch();
        repository
                .file("db/0001_orders.sql", TABLE)
                .file("db/0002_index.sql", INDEX)
                .file("bellows.toml", "enforce-from = \"0003\"\n")
                .commit("imported");

        assertThat(repository.lint("db", "--git-base", "other")).isEmpty();
        assertThat(repository.lint(
                        "db",
                        "--git-base",
                        "other",
                        "--config",
                        repository
                                .file("none.toml", "")
                                .root()
                                .resolve("none.toml")
                                .toString()))
                .as("all is new, and unused")
                .isEmpty();
    }

    @Test
    void beforeTheFirstCommitThereWasNothing() {
        repository.file("db/0003_x.sql", "TRUNCATE elsewhere;").commit("second");
        assertThat(repository.lint("db", "--git-base", "HEAD~2")).contains("error truncate db/0003_x.sql");
        repository.git("checkout", "-q", "--detach", "HEAD~1");

        for (String root : new String[] {"HEAD~1", "HEAD~", "HEAD^", repository.git("rev-parse", "HEAD") + "^1"}) {
            assertThat(repository.call("lint", "db", "--git-base", root).out())
                    .as(root)
                    .contains("in 2 migrations");
        }
        String emptyTree = repository.git("hash-object", "-t", "tree", "/dev/null");
        assertThat(repository.call("lint", "db", "--git-base", emptyTree).out()).contains("in 2 migrations");
        assertThat(wrong("HEAD~2")).contains("there is no commit HEAD~2").contains("git fetch");
    }

    @Test
    void aShallowCloneSaysWhatItLacks() {
        branch();
        repository.file("db/0003_column.sql", COLUMN).commit("new");
        Path clone = folder.resolve("clone");
        repository.git(
                "clone", "-q", "--depth", "1", "--branch", "change", "file://" + repository.root(), clone.toString());
        repository = new Repository(clone);

        assertThat(wrong("origin/main"))
                .contains("origin/main is not in this clone, which is shallow")
                .contains("fetch-depth: 0", "git fetch");
        assertThat(wrong("HEAD~1")).contains("shallow");
        repository.git("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main");
        assertThat(wrong("origin/main"))
                .contains("where this branch left origin/main is not in this clone")
                .contains("fetch-depth: 0");
        repository.git("fetch", "-q", "--unshallow", "origin");
        assertThat(repository.lint("db", "--git-base", "origin/main")).isEmpty();
    }

    @Test
    void whatGitCannotSayIsSaid() throws IOException {
        assertThat(wrong("nowhere")).contains("there is no commit nowhere in this repository");
        assertThat(wrong("-x")).contains("--git-base '-x' names no commit");
        assertThat(wrong("")).contains("names no commit");
        assertThat(wrong("0".repeat(40))).contains("pushed for the first time");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Ended ended = repository.call("lint", outside.toString(), "--git-base", "main");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("needs a git repository, and the folder is in none");
        repository.git("checkout", "-q", "--orphan", "alone");
        repository.commit("alone");
        assertThat(wrong("main")).contains("have no commit in common");
        assertThat(repository
                        .call("lint", "db", "--since", "1", "--git-base", "main")
                        .err())
                .contains("both say what is new");
    }

    @Test
    void aRepositoryOfSomebodyElseIsNotTrusted() {
        Map<String, String> environment = new HashMap<>(Map.of("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"));

        Ended ended = new Caller(environment, repository.root(), null).call("lint", "db", "--git-base", "main");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("git does not trust this repository")
                .contains("next: git config --global --add safe.directory " + repository.root());
    }

    @Test
    void theVariablesOfAHookDoNotLeadAstray() {
        branch();
        repository.file("db/0003_index.sql", INDEX);
        Map<String, String> hook = Map.of(
                "GIT_DIR",
                ".git",
                "GIT_INDEX_FILE",
                ".git/index.lock",
                "GIT_PREFIX",
                "db/",
                "GIT_WORK_TREE",
                "/nowhere");

        Ended ended = new Caller(hook, repository.root(), null).call("lint", "db", "--git-base", "main");

        assertThat(ended.out()).contains("index-not-concurrent");
    }

    @Test
    void namesOfFilesMayHoldAnything() {
        repository.file("d\u00e4 \"b\"/0001_a b.sql", TABLE).commit("names");
        branch();
        repository.file("d\u00e4 \"b\"/0001_a b.sql", TABLE + "--").file("d\u00e4 \"b\"/0002_\u4e2d'$x.sql", INDEX);

        assertThat(repository.lint("d\u00e4 \"b\"", "--git-base", "main"))
                .containsExactly(
                        "error edited-migration d\u00e4 \"b\"/0001_a b.sql",
                        "error index-not-concurrent d\u00e4 \"b\"/0002_\u4e2d'$x.sql");
    }

    @Test
    void aNameThatTheLocaleDoesNotHaveIsSaid() throws IOException {
        repository.file("db/0003_\u00e4.sql", "SELECT 1;").commit("name");
        ProcessBuilder builder = CalledProcess.builder("lint", "db", "--git-base", "main")
                .directory(repository.root().toFile());
        builder.environment().put("LC_ALL", "C");

        Processes.Ended ended = end(builder);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output())
                .contains("this locale cannot name the file 0003_")
                .contains("LC_ALL=C.UTF-8");
    }

    @Test
    void worktreesSubmodulesAndSparseCheckoutsAreWorkingCopiesToo() {
        Path worktree = folder.resolve("worktree");
        repository.git("worktree", "add", "-q", "-b", "change", worktree.toString());
        Repository other = new Repository(worktree).file("db/0003_index.sql", INDEX);
        assertThat(other.lint("db", "--git-base", "main"))
                .containsExactly("error index-not-concurrent db/0003_index.sql");

        Repository outer = Repository.in(folder.resolve("outer")).commit("empty");
        outer.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                repository.root().toString(),
                "sub");
        outer.file("sub/db/0003_index.sql", INDEX);
        assertThat(outer.lint("sub/db", "--git-base", "HEAD"))
                .containsExactly("error index-not-concurrent sub/db/0003_index.sql");

        repository.file("db/0003_index.sql", "CREATE INDEX more ON orders (total);");
        repository.git("sparse-checkout", "set", "--no-cone", "/db/0002*");
        assertThat(repository.root().resolve("db/0001_orders.sql")).doesNotExist();
        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error index-not-concurrent db/0003_index.sql");
        assertThat(repository.call("lint", "db", "--git-base", "main").out())
                .as("what is not on disk is known")
                .doesNotContain("no file here creates");
    }

    @Test
    void onlyTheFilesThatAreNamedAreJudged() {
        branch();
        repository.file("db/0003_a.sql", INDEX).file("db/0004_b.sql", INDEX).file("db/0001_orders.sql", "SELECT 1;");

        assertThat(repository.lint("db/0004_b.sql", "--git-base", "main"))
                .containsExactly("error index-not-concurrent db/0004_b.sql");
        assertThat(repository.lint("db/0002_index.sql", "--git-base", "main")).isEmpty();
    }

    @Test
    void withoutGitItIsSaidSo() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        ProcessBuilder builder = CalledProcess.builder("lint", "db", "--git-base", "main")
                .directory(repository.root().toFile());
        builder.environment().put("PATH", bin.toString());

        Processes.Ended ended = end(builder);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).contains("git cannot be called").contains("--since VERSION needs none");
    }

    @Test
    void aGitThatFailsIsQuoted() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path git = Files.writeString(bin.resolve("git"), "#!/bin/sh\necho 'fatal: out of order' >&2\nexit 9\n");
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = CalledProcess.builder("lint", "db", "--git-base", "main")
                .directory(repository.root().toFile());
        builder.environment().put("PATH", bin.toString());

        Processes.Ended ended = end(builder);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).contains("error: git cannot be asked: fatal: out of order");
    }

    private static Processes.Ended end(ProcessBuilder builder) throws IOException {
        try {
            return Processes.end(builder);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String wrong(String base) {
        Ended ended = repository.call("lint", "db", "--git-base", base);
        assertThat(ended.exit()).as(ended.out()).isEqualTo(2);
        return ended.err();
    }
}
