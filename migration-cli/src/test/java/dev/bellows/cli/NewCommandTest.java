package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.scaffold.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    void aFolderOfAnotherToolIsLeftToThatTool() throws IOException {
        file("V1__a.sql");

        Ended ended = create("b");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("files of the layout flyway are not made by bellows new")
                .contains("docs/layouts.md");
        assertThat(folder.toFile().list()).containsExactly("V1__a.sql");
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

    private void shop() throws IOException {
        Files.writeString(folder.resolve("0001_shop.sql"), """
                CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, total int, number serial);
                CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
                CREATE TABLE mails (id int PRIMARY KEY, sender email);
                """);
    }

    @Test
    void aChangeIsAllTheMigrationsThatItNeeds() throws IOException {
        shop();

        Ended ended = create("rename-column", "orders.total", "total_cents");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines())
                .contains(folder.resolve("0002_rename_orders_total_1_add_total_cents.sql")
                        .toString())
                .contains(folder.resolve("0004_rename_orders_total_3_drop_total.sql")
                        .toString())
                .last()
                .asString()
                .startsWith("note: before the contract: a release that names only total_cents");
        assertThat(folder.resolve("0004_rename_orders_total_3_drop_total.sql"))
                .content()
                .startsWith("-- bellows:phase contract\n")
                .contains("DROP COLUMN total;");
        assertThat(new Caller(Map.of(), folder, null)
                        .call("lint", folder.toString())
                        .exit())
                .isZero();
    }

    @Test
    void aChangeIsWrittenWithTheTagsAndInTheLayoutOfItsFolder() throws IOException {
        Files.writeString(folder.resolve("01_shop.up.sql"), "CREATE TABLE shops (id int PRIMARY KEY, name text);");

        assertThat(create("drop-column", "shops.name", "--tag-prefix", "caracal")
                        .out())
                .contains("02_drop_shops_name_1_drop.up.sql");
        assertThat(folder.resolve("02_drop_shops_name_1_drop.up.sql"))
                .content()
                .startsWith("-- caracal:phase contract\n");
    }

    @ParameterizedTest
    @EnumSource
    void theHelpShowsEachChangeAsItsErrorsDo(Kind kind) {
        assertThat(create("--help").out()).contains("  " + kind.synopsis());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rename-column ordes.total cents | did you mean orders?",
                "rename-column orders.totals cents | did you mean total?",
                "rename-column orders.total id | has a column id already",
                "rename-column orders.id no | a key that others rely on",
                "rename-column orders.number no | is made by PostgreSQL",
                "change-type mails.sender text | is of a domain",
                "rename-column orders.total | bellows new rename-column orders.total total_cents",
                "rename-column total cents | a column is written with its table",
                "change-type orders.total numeric( | \"numeric(\" is not understood",
                "change-type orders.id bigint | a key that others rely on",
                "add-not-null customers.name | is NOT NULL already",
                "add-unique orders.total --using 1 | --using says nothing to add-unique",
                "add-foreign-key orders.total customers.name | bellows new add-unique customers.name",
                "drop-column customers.name | --using VALUE",
                "split customers.name first=x last=y | it may only be about name",
                "split customers.name first=name last=name | --back",
                "anything --using 1 | bellows new --help lists the changes",
            })
    void whatCannotBeMadeIsToldAndNothingIsMade(String arguments, String said) throws IOException {
        shop();

        Ended ended = create(arguments.split(" "));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains(said).contains("next: ");
        assertThat(folder).isDirectoryNotContaining("glob:**0002*");
    }
}
