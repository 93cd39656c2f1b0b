package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Over real migrations, and over the statements of PostgreSQL's own regression tests. */
class CorpusTest {
    private static final Pattern TYPES = Pattern.compile("\"types\": \\[\"([^\"]*)\"");
    private static final Pattern SAVEPOINT =
            Pattern.compile("(?i)^(--.*\\n|\\s)*(savepoint|release|rollback\\s+(work\\s+|transaction\\s+)?to)\\b");
    private static final Pattern SQL = Pattern.compile("\"sql\": \"((?:[^\"\\\\]|\\\\.)*+)\"");

    @Test
    void scannerAndGrammarReadTheSameTokensOfRealMigrations() throws IOException {
        for (Path file : migrations()) {
            TokenList.assertScannerEqualsGrammar(Files.readString(file));
        }
    }

    @Test
    void scannerAndGrammarReadTheSameTokensOfPostgresOwnTests() throws IOException {
        for (String statement : statements()) {
            TokenList.assertScannerEqualsGrammar(statement);
        }
    }

    @Test
    void everyRealMigrationIsTheSumOfItsParts() throws IOException {
        for (Path file : migrations()) {
            SplitterTest.assertPartsMakeTheWhole(Files.readString(file));
        }
    }

    @Test
    void everyStatementOfPostgresOwnTestsIsOneStatement() throws IOException {
        List<String> several = new ArrayList<>();
        for (String statement : statements()) {
            try (Splitter splitter = new Splitter("test.sql", new StringReader(statement))) {
                StatementText first = splitter.next();
                if (first == null
                        || (!(first.use() instanceof TransactionUse.CopyFromStdin) && splitter.next() != null)) {
                    several.add(statement);
                }
            } catch (SqlSyntaxException e) {
                several.add(e.getMessage() + "\n" + statement);
            }
        }
        assertThat(several).isEmpty();
    }

    /** The parser of PostgreSQL says of each statement what it is. */
    @Test
    void statementsAboutTransactionsAreThoseThatPostgresParsesAsSuch() throws IOException {
        List<String> different = new ArrayList<>();
        forEachLine(line -> {
            Matcher type = TYPES.matcher(line);
            if (type.find()) {
                String sql = sqlOf(line);
                TransactionUse use = SplitterTest.statements(sql).get(0).use();
                if (isAboutTransactions(type.group(1), sql) != isAboutTransactions(use)) {
                    different.add(type.group(1) + ": " + use + ": " + sql);
                }
            }
        });
        assertThat(different).isEmpty();
    }

    private static boolean isAboutTransactions(String type, String sql) {
        return type.equals("TransactionStmt") && !SAVEPOINT.matcher(sql).find();
    }

    private static boolean isAboutTransactions(TransactionUse use) {
        return use instanceof TransactionUse.Refused refused
                && refused.reason() == TransactionUse.Refused.Reason.ENDS_THE_TRANSACTION;
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(TestData.folder().resolve("corpus"))) {
            List<Path> migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            assertThat(migrations).isNotEmpty();
            return migrations;
        }
    }

    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        forEachLine(line -> statements.add(sqlOf(line)));
        assertThat(statements).isNotEmpty();
        return statements;
    }

    private static String sqlOf(String line) {
        Matcher sql = SQL.matcher(line);
        assertThat(sql.find()).as(line).isTrue();
        return JsonText.unescape(sql.group(1));
    }

    private static void forEachLine(Consumer<String> consumer) throws IOException {
        Path file = TestData.folder().resolve("conformance/statements.jsonl.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(line);
            }
        }
    }
}
