package dev.bellows.corpus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.schema.Schema;
import dev.bellows.sql.EmbeddedSql;
import dev.bellows.sql.PlpgsqlBody;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The schema that is folded from statements is the one that PostgreSQL has after it ran them. */
@Tag(InstalledPostgres.OWN)
class SchemaFoldTest {
    private final Schema schema = new Schema();
    private final List<String> refused = new ArrayList<>();

    @Test
    void ofAProductsMigrations() throws IOException, SQLException {
        foldsLikePostgres(files(TestData.folder("corpus/caracal/v2026.06.21"), ".up.sql"));
        assertThat(refused).isEmpty();
    }

    @Test
    void ofTenYearsOfAnotherProduct() throws IOException, SQLException {
        foldsLikePostgres(files(TestData.folder("corpus/crates.io"), "/up.sql"));
        // Folders in the order of their names are not quite in the order in which they were applied.
        assertThat(refused).hasSizeLessThan(20);
    }

    @Test
    void ofTheSample() throws IOException, SQLException {
        foldsLikePostgres(files(Path.of("..", "samples", "shop", "migrations"), ".sql").stream()
                .filter(file -> !file.toString().endsWith(".down.sql"))
                .toList());
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** What PostgreSQL refuses, for want of an extension or an order that another tool keeps, is not folded either. */
    private void foldsLikePostgres(List<Path> files) throws IOException, SQLException {
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres server = InstalledPostgres.start();
                TestDatabase database = server.newDatabase();
                Connection connection = database.connection()) {
            for (Path file : files) {
                schema.begin(false);
                run(file, connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("RESET ALL");
                }
            }
            FoldedCatalog catalog = new FoldedCatalog(connection);
            assertThat(catalog.of(schema)).isEqualTo(catalog.ofTablesIn(schema));
        }
    }

    /** A DO block's statements count as if they stood there; what it only computes is told by nobody. */
    private void fold(dev.bellows.sql.tree.Statement statement, SqlParser parser) throws IOException {
        schema.add(statement);
        if (statement instanceof DoBlock block && block.code() != null) {
            for (EmbeddedSql embedded : PlpgsqlBody.sql(block.code().text())) {
                if (embedded.kind() != EmbeddedSql.Kind.UNKNOWN) {
                    try (Splitter splitter = new Splitter("DO", new StringReader(embedded.text()))) {
                        StatementText text = requireNonNull(splitter.next());
                        schema.add(parser.parse("DO", text));
                    }
                }
            }
        }
    }

    private void run(Path file, Connection connection) throws IOException {
        SqlParser parser = new SqlParser(18);
        try (Reader reader = Files.newBufferedReader(file);
                Splitter splitter = new Splitter(file.toString(), reader)) {
            for (@Nullable StatementText text = splitter.next(); text != null; text = splitter.next()) {
                try (Statement statement = connection.createStatement()) {
                    statement.setEscapeProcessing(false);
                    dev.bellows.sql.tree.Statement parsed = parser.parse(file.toString(), text);
                    statement.execute(text.text());
                    fold(parsed, parser);
                } catch (SQLException e) {
                    refused.add(file.getFileName() + ": " + e.getMessage());
                }
            }
        }
    }
}
