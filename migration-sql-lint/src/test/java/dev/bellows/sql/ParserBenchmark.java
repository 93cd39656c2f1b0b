package dev.bellows.sql;

import com.sun.management.ThreadMXBean;
import dev.bellows.sql.grammar.StatementParser;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many statements of a folder are read in a second, warm, on one thread, by the time that this thread had a processor;
 * other programs do not count, collecting garbage does not either. Runs only when asked: docs/grammar.md says how.
 */
@EnabledIfSystemProperty(
        named = "bellows.benchmark",
        matches = ".+",
        disabledReason = "bellows.benchmark names no folder")
class ParserBenchmark {
    private static final int ROUNDS = 100;

    private final SqlParser parser = new SqlParser(SqlParser.NEWEST);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void statementsPerSecond() throws IOException {
        List<StatementText> statements = statements(Path.of(System.getProperty("bellows.benchmark")));

        measure("tokens", statements, each -> ParserTokens.of(each.text()).size());
        measure("and tree", statements, each -> StatementParser.parse(ParserTokens.of(each.text()), SqlParser.NEWEST)
                .getChildCount());
        measure("and records", statements, each -> parser.parse("", each)
                .place()
                .end());
    }

    private static List<StatementText> statements(Path folder) throws IOException {
        List<StatementText> statements = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Splitter splitter = new Splitter(file.toString(), new StringReader(Files.readString(file)));
                for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                    statements.add(next);
                }
            }
        }
        return statements;
    }

    private void measure(String what, List<StatementText> statements, ToIntFunction<StatementText> work) {
        long[] times = new long[ROUNDS];
        long memory = 0;
        int results = 0;
        for (int round = 0; round < ROUNDS; round++) {
            memory = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            for (StatementText statement : statements) {
                results += work.applyAsInt(statement);
            }
            times[round] = threads.getCurrentThreadCpuTime() - start;
            memory = threads.getCurrentThreadAllocatedBytes() - memory;
        }
        long[] warm = Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "grammar: %s: %,d statements/s (median of %d warm rounds; best %,d), %,d bytes a statement (%d)%n",
                what,
                perSecond(statements, warm[warm.length / 2]),
                warm.length,
                perSecond(statements, warm[0]),
                memory / statements.size(),
                results);
    }

    private static long perSecond(List<StatementText> statements, long nanoseconds) {
        return statements.size() * 1_000_000_000L / nanoseconds;
    }
}
