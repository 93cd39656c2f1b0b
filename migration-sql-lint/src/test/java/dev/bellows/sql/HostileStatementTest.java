package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that are made to exhaust the parser: each is read, or refused with a place, on a small stack. */
@Timeout(60)
@Tag("scenario-33")
class HostileStatementTest {
    private static final int MANY = 200_000;
    private static final int SMALL_STACK = 512 * 1024;

    static List<String> deepOnes() {
        return List.of(
                "SELECT " + "(".repeat(MANY) + "1" + ")".repeat(MANY),
                "SELECT " + "(SELECT ".repeat(MANY),
                "SELECT 1 FROM " + "(".repeat(MANY),
                "SELECT " + "NOT ".repeat(MANY) + "a",
                "SELECT " + "- ".repeat(MANY) + "1",
                "SELECT " + "@ ".repeat(MANY) + "1",
                "SELECT " + "f(".repeat(MANY),
                "SELECT " + "CASE WHEN ".repeat(MANY),
                "SELECT ARRAY" + "[".repeat(MANY),
                "SELECT a" + "[a".repeat(MANY),
                "SELECT 1 FROM a" + " JOIN a".repeat(MANY),
                "SELECT 1" + "::int".repeat(MANY),
                "SELECT a" + " IS NULL".repeat(MANY),
                "SELECT a" + " COLLATE c".repeat(MANY),
                "SELECT f() OVER (ROWS BETWEEN " + "- (".repeat(MANY),
                "SELECT 1 GROUP BY " + "GROUPING SETS (".repeat(MANY / 2),
                "WITH a AS (".repeat(MANY / 2));
    }

    @ParameterizedTest
    @MethodSource("deepOnes")
    void depthIsRefusedWithItsPlace(String sql) throws InterruptedException {
        assertThat(onSmallStack(sql)).isInstanceOf(SqlSyntaxException.class).hasMessageContaining("too deeply");
    }

    static List<String> longOnes() {
        return List.of(
                "SELECT 1 WHERE a" + " AND a".repeat(MANY),
                "SELECT 1" + "+1".repeat(MANY),
                "SELECT 1" + "+1*2".repeat(MANY / 2),
                "SELECT 1" + "||1".repeat(MANY),
                "CREATE TABLE t (a int DEFAULT 1" + "+1".repeat(MANY) + ")",
                "SELECT 1" + " UNION SELECT 1".repeat(MANY / 2),
                "SELECT a IN (1" + ",1".repeat(MANY) + ")",
                "SELECT 1 FROM a" + " CROSS JOIN a".repeat(MANY / 2),
                "INSERT INTO t VALUES (1)" + ",(1)".repeat(MANY / 2),
                "ALTER TABLE t ADD a int" + ", ADD a int".repeat(MANY / 2),
                "SELECT a" + ".a".repeat(MANY),
                "/*".repeat(MANY) + "*/".repeat(MANY) + "SELECT 1",
                "CREATE RULE r AS ON SELECT TO t DO (" + ";".repeat(MANY) + ")");
    }

    @ParameterizedTest
    @MethodSource("longOnes")
    void lengthIsReadInOneGo(String sql) throws InterruptedException {
        assertThat(onSmallStack(sql)).isNull();
    }

    static List<String> tooLongOnes() {
        return List.of("SELECT 1" + ",1".repeat(2_000_000), "SELECT 1" + " = ANY(b)".repeat(MANY));
    }

    @ParameterizedTest
    @MethodSource("tooLongOnes")
    void moreThanThatIsRefused(String sql) throws InterruptedException {
        assertThat(onSmallStack(sql)).isInstanceOf(SqlSyntaxException.class).hasMessageContaining("too long");
    }

    private static Throwable onSmallStack(String sql) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        // A set, so that its hash is made: a record that is a deep chain would end the stack.
                        assertThat(new HashSet<>(List.of(SqlParserTest.parse(sql))))
                                .hasSize(1);
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                },
                "small stack",
                SMALL_STACK);
        thread.start();
        thread.join();
        return thrown.get();
    }
}
