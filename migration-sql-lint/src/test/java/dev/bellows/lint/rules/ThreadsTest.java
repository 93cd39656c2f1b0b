package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.lint.Findings;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    /** All examples as one folder, so that the schema grows from file to file. */
    @Test
    void howManyThreadsJudgeMakesNoDifferenceToWhatIsFound() {
        List<LintScript> scripts = examples();
        Linter linter = new Linter(Rules.all(), LintSettings.DEFAULT);
        LintReport one = linter.lint(scripts);

        assertThat(one.findings()).hasSizeGreaterThan(Rules.all().size());
        for (int threads = 2; threads < 6; threads++) {
            assertThat(linter.lint(scripts, List.of(), threads)).isEqualTo(one);
        }
    }

    /** A rule that is wrong must end the call, whichever thread asked it, and leave no thread behind. Of three, one only reads. */
    @Test
    void whatARuleThrowsReachesTheCallerAndEndsAllThreads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Thread caller = Thread.currentThread();
        Rule wrong = new Rule() {
            @Override
            public RuleInfo info() {
                return Rules.all().get(0).info();
            }

            @Override
            public void check(Statement statement, Scope scope, Findings findings) {
                threads.add(Thread.currentThread());
                if (Thread.currentThread() != caller) {
                    throw new IllegalStateException("a rule is wrong");
                }
                while (threads.size() < 2) {
                    // The other thread that judges has judged something, too.
                    Thread.onSpinWait();
                }
            }
        };

        assertThatThrownBy(() -> new Linter(List.of(wrong), LintSettings.DEFAULT).lint(examples(), List.of(), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a rule is wrong");

        threads.remove(caller);
        assertThat(threads).hasSize(1);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<LintScript> examples() {
        List<LintScript> scripts = new ArrayList<>();
        Rules.all().forEach(rule -> {
            scripts.add(script(scripts.size(), Examples.bad(rule.info().id())));
            scripts.add(script(scripts.size(), Examples.good(rule.info().id())));
        });
        return scripts;
    }

    private static LintScript script(int number, String text) {
        return new LintScript(
                number + "_x.sql", String.valueOf(number), LooseScript.Text.of(text), null, LintScript.Role.JUDGED);
    }
}
