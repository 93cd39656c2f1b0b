package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --classpath}: migrations in Java among the files of the command line. */
class ClassPathTest {
    private static final String USERS = """
            -- file: 0001_users.sql
            CREATE TABLE users (email text);
            -- file: 0001_users.down.sql
            DROP TABLE users;
            """;

    private static final String HASHES =
            CompiledCode.source("", "ALTER TABLE users ADD hash text", "ALTER TABLE users DROP hash");

    @TempDir
    private Path folder = Path.of("");

    private static void isPlain(Ended ended) {
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("error: ").doesNotContain("\tat ").doesNotContain("defect of Bellows");
    }

    @PostgresTest
    void everyCommandKnowsThem(TestDatabase db) throws IOException {
        db.migrations(USERS);
        Path jar =
                CompiledCode.jar(CompiledCode.folder(folder, HASHES, CompiledCode.CLASS), folder.resolve("acme.jar"));
        Caller caller = Caller.on(db).with("BELLOWS_CLASSPATH", jar.toString());

        assertThat(caller.call("apply", "--dry-run").out())
                .contains("2. 0002 hash emails  expand, in one transaction", "   Java, class com.acme.HashEmails\n");
        JsonNode step = caller.call("apply", "--dry-run", "--json")
                .json()
                .path("plan")
                .path("steps")
                .get(1);
        assertThat(step.path("class").asString()).isEqualTo("com.acme.HashEmails");
        assertThat(step.path("file").isNull()).isTrue();
        assertThat(caller.call("validate").exit()).isEqualTo(6);
        assertThat(caller.call("apply").lastLine()).isEqualTo("2 applied; the schema is current at 0002");
        assertThat(db.columns("users")).containsExactly("email", "hash");
        assertThat(caller.call("status").out()).contains("hash emails", "2 applied");
        assertThat(caller.call("validate").exit()).isZero();
        assertThat(caller.call("down", "--accept-data-loss").lastLine()).startsWith("1 reverted");
        assertThat(db.columns("users")).containsExactly("email");
    }

    @PostgresTest
    void aFolderOfClassesIsOneOfSeveralPlacesAndEnoughByItself(TestDatabase db) throws IOException {
        db.sql("CREATE TABLE users (email text)");
        db.bellows().baseline("1");
        Path classes = CompiledCode.folder(folder, HASHES, CompiledCode.CLASS);
        Caller caller = Caller.on(db).with("BELLOWS_MIGRATIONS", "");

        Ended ended = caller.call("apply", "--classpath", db.folder() + File.pathSeparator + classes);

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(db.columns("users")).containsExactly("email", "hash");
        assertThat(caller.call("status", "--classpath", classes.toString()).lastLine())
                .isEqualTo("next: nothing to do");
    }

    @PostgresTest
    void theConfigurationNamesThemFromItsOwnFolderAndFilesInsideAreFound(TestDatabase db) throws IOException {
        Path classes = CompiledCode.folder(folder, HASHES, CompiledCode.CLASS);
        Files.createDirectories(classes.resolve("db/migrations"));
        Files.writeString(classes.resolve("db/migrations/0001_users.sql"), "CREATE TABLE users (email text);\n");
        CompiledCode.jar(classes, db.folder().resolve("acme.jar"));
        Files.writeString(
                db.folder().resolve("bellows.toml"),
                "migrations = \"classpath:db/migrations\"\nclasspath = [\"acme.jar\"]\n");

        Ended ended = Caller.on(db).with("BELLOWS_MIGRATIONS", "").call("apply");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(db.columns("users")).containsExactly("email", "hash");
    }

    @PostgresTest
    void placesThatAreNotThereAreToldTogether(TestDatabase db) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
        String places = String.join(File.pathSeparator, "nowhere.jar", "", broken.toString());

        Ended ended = Caller.on(db).call("apply", "--classpath", places);

        isPlain(ended);
        assertThat(ended.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("nowhere.jar does not exist"))
                .anyMatch(line -> line.contains("is empty"))
                .anyMatch(line -> line.contains("broken.jar is neither a folder nor a jar that can be read"));
    }

    @PostgresTest
    void aServiceThatCannotBeLoadedIsNamed(TestDatabase db) throws IOException {
        db.migrations(USERS);
        Path classes = CompiledCode.folder(folder, HASHES, "com.acme.Missing");
        Ended missing = Caller.on(db).call("status", "--classpath", classes.toString());
        CompiledCode.folder(folder, HASHES, Main.class.getName());
        Ended wrong = Caller.on(db).call("status", "--classpath", classes.toString());
        CompiledCode.folder(
                folder,
                CompiledCode.source("if (true) throw new IllegalStateException(\"no key\");", "", ""),
                CompiledCode.CLASS);
        Ended throwing = Caller.on(db).call("status", "--classpath", classes.toString());
        CompiledCode.folder(
                folder, HASHES.replace("return \"1\"", "throw new IllegalStateException()"), CompiledCode.CLASS);
        Ended silent = Caller.on(db).call("status", "--classpath", classes.toString());
        CompiledCode.folder(folder, HASHES, CompiledCode.CLASS);
        Path compiled = classes.resolve("com/acme/HashEmails.class");
        byte[] bytes = Files.readAllBytes(compiled);
        bytes[7] = (byte) 200;
        Files.write(compiled, bytes);
        Ended newer = Caller.on(db).call("status", "--classpath", classes.toString());

        assertThat(missing.err()).contains("com.acme.Missing not found");
        assertThat(wrong.err()).contains("dev.bellows.cli.Main not a subtype");
        assertThat(throwing.err()).contains("com.acme.HashEmails could not be instantiated", "no key");
        assertThat(silent.err()).contains("com.acme.HashEmails: what it declares cannot be read");
        assertThat(newer.err()).contains("more recent version of the Java Runtime", "run with that Java");
        for (Ended ended : new Ended[] {missing, wrong, throwing, silent, newer}) {
            isPlain(ended);
        }
    }
}
