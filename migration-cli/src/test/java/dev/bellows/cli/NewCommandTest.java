package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Ended create(String... description) {
        String[] arguments = new String[description.length + 1];
        arguments[0] = "new";
        System.arraycopy(description, 0, arguments, 1, description.length);
        return new Caller(Map.of("BELLOWS_MIGRATIONS", folder.toString()), folder, null).call(arguments);
    }

    private void file(String name) throws IOException {
        Files.writeString(folder.resolve(name), "SELECT 1;");
    }

    @Test
    void anEmptyFolderStartsAtOne() {
        Ended ended = create("Add the e-mail (again)!");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines())
                .containsExactly(
                        folder.resolve("0001_add_the_e_mail_again.sql").toString(),
                        folder.resolve("0001_add_the_e_mail_again.down.sql").toString());
        assertThat(folder.resolve("0001_add_the_e_mail_again.sql")).content().isEqualTo("-- Add the e-mail (again)!\n");
    }

    @Test
    void theNextNumberIsAsWideAsTheNewest() throws IOException {
        file("001_a.sql");
        file("042_b.sql");
        file("R_view.sql");

        assertThat(create("c").out()).contains("043_c.sql", "043_c.down.sql");
    }

    @Test
    void aFolderOfGolangMigrateStaysOne() throws IOException {
        file("000009_a.up.sql");
        file("000009_a.down.sql");

        assertThat(create("b").out()).contains("000010_b.up.sql", "000010_b.down.sql");
    }

    @Test
    void aFolderOfTimestampsGetsATimestamp() throws IOException {
        file("20240131093000_a.sql");

        assertThat(create("b").out()).containsPattern("2[0-9]{13}_b\\.sql").doesNotContain("20240131093001");
    }

    @Test
    void nothingIsOverwrittenAndNothingIsLeftHalfDone() throws IOException {
        file("0001_a.sql");
        Files.createDirectory(folder.resolve("0002_b.down.sql"));
        Files.createDirectory(folder.resolve("sub"));

        Ended ended = create("b");

        // The folder's name counts as the newest version, so the next one is free.
        assertThat(ended.out()).contains("0003_b.sql");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Ended ended = new Caller(Map.of(), folder, null).call("new", "a", "--migrations", "nowhere");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("nowhere does not exist");
    }

    @Test
    void withoutAFolderNoneIsChosen() {
        Ended ended = new Caller(Map.of(), folder, null).call("new", "a");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--migrations FOLDER");
    }

    @Test
    void aDescriptionOfSignsIsNone() {
        assertThat(create("!!!").exit()).isEqualTo(2);
    }
}
