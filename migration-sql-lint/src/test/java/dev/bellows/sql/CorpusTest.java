package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over real migrations, and over the statements of PostgreSQL's own regression tests. */
class CorpusTest {
    private static final Pattern SAVEPOINT =
            Pattern.compile("(?i)^(--.*\\n|\\s)*(savepoint|release|rollback\\s+(work\\s+|transaction\\s+)?to)\\b");

    @Test
    void scannerAndGrammarReadTheSameTokensOfRealMigrations() throws IOException {
        for (Path file : migrations()) {
            TokenList.assertScannerEqualsGrammar(Files.readString(file));
        }
    }

    @Test
    void scannerAndGrammarReadTheSameTokensOfPostgresOwnTests() throws IOException {
        for (Conformance.Case one : Conformance.cases()) {
            TokenList.assertScannerEqualsGrammar(one.sql());
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
        for (Conformance.Case one : Conformance.cases()) {
            String statement = one.sql();
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
        for (Conformance.Case one : Conformance.cases()) {
            if (one.accepted()) {
                TransactionUse use = SplitterTest.statements(one.sql()).get(0).use();
                if (isAboutTransactions(one.type(), one.sql()) != isAboutTransactions(use)) {
                    different.add(one.type() + ": " + use + ": " + one.sql());
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static boolean isAboutTransactions(String type, String sql) {
        return type.equals("TransactionStmt") && !SAVEPOINT.matcher(sql).find();
    }

    private static boolean isAboutTransactions(TransactionUse use) {
        return use instanceof TransactionUse.Refused refused
                && refused.reason() == TransactionUse.Refused.Reason.ENDS_THE_TRANSACTION;
    }

    static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(TestData.folder().resolve("corpus"))) {
            List<Path> migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            assertThat(migrations).isNotEmpty();
            return migrations;
        }
    }
}
