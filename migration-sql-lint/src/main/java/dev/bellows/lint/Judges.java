package dev.bellows.lint;

import dev.bellows.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Judges scripts on several threads. Each is judged on the schema that all before it have built, so each thread that judges builds a
 * schema of its own, also from the scripts that others judge: that is a small part of the work, and saves them from waiting for one
 * another. Every other thread only reads scripts, and needs none.
 */
final class Judges {
    /** The characters of scripts that are understood before they are judged; they take some thirty times as much memory. */
    private static final int AHEAD = 1 << 17;

    /** As each that judges builds the whole schema, more would bring little and take memory for it. */
    private static final int MOST = 8;

    private final List<LintScript> scripts;
    private final List<Rule> rules;
    private final LintSettings settings;
    private final @Nullable JudgedScript[] judged;

    /** The first script that nobody has begun to judge. */
    private final AtomicInteger next = new AtomicInteger();

    Judges(List<LintScript> scripts, List<Rule> rules, LintSettings settings) {
        this.scripts = scripts;
        this.rules = rules;
        this.settings = settings;
        this.judged = new @Nullable JudgedScript[scripts.size()];
    }

    /**
     * What is to be said of each script, in their order.
     *
     * @param threads how many work, at least 1: that of the caller is one of them
     */
    List<JudgedScript> judge(int threads) {
        int count = Math.max(1, Math.min(Math.min(threads, MOST), scripts.size()));
        List<Callable<ScriptReading>> readings = new ArrayList<>();
        scripts.forEach(script -> readings.add(() -> new ScriptReading(script, settings)));
        ReadAhead<ScriptReading> ahead = new ReadAhead<>(readings, ScriptReading::size, AHEAD);
        List<FutureTask<@Nullable Void>> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // To read is half of the work, so that two threads are done soonest when one of them judges.
            Runnable work = i % 2 == 0 ? new Judge(ahead.taker())::work : ahead::read;
            workers.add(new FutureTask<>(work, null));
        }
        for (int i = 1; i < count; i++) {
            Thread helper = new Thread(workers.get(i), "bellows-lint-" + i);
            helper.setDaemon(true);
            helper.start();
        }
        workers.get(0).run();
        workers.forEach(ReadAhead::result);
        return Arrays.stream(judged).map(Objects::requireNonNull).toList();
    }

    /** What one thread does. */
    private final class Judge {
        private final Schema schema = new Schema();
        private final ReadAhead<ScriptReading>.Taker readings;

        Judge(ReadAhead<ScriptReading>.Taker readings) {
            this.readings = readings;
        }

        void work() {
            try (readings) {
                int mine = next.getAndIncrement();
                for (int i = 0; mine < scripts.size(); i++) {
                    LintScript script = scripts.get(i);
                    ScriptReading reading = readings.take();
                    boolean down = script.role() == LintScript.Role.DOWN;
                    if (!down) {
                        schema.begin(script.role() != LintScript.Role.UNRELEASED);
                    }
                    if (i == mine) {
                        judged[i] = new ScriptLint(schema, rules, settings, script, reading).run();
                        mine = next.getAndIncrement();
                    } else if (!down) {
                        reading.foldInto(schema);
                    }
                }
            } finally {
                // Where it failed, the others need not go on.
                next.set(scripts.size());
            }
        }
    }
}
