package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Blocker;
import dev.bellows.model.CommandProgress.Counter;
import dev.bellows.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a log gets. */
class PlainOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Events events = new Events();
    private final PlainOutput output = new PlainOutput(new ProgressText.Place(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Display.PLAIN,
            text -> text.replace("hunter2", "***"),
            events::now));

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            events.pass(Duration.ofSeconds(1));
            output.tick();
        }
    }

    @Test
    void aQuickMigrationIsOneLineWithItsTime() {
        output.on(Events.started());
        output.tick();
        output.on(Events.finished());
        pass(100);

        assertThat(out()).isEqualTo("2026-11-21T14:35:02Z 0042 add email  expand  applied in 12 ms (1 statement)\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void whatIsHeldOnceIsToldWhenTheRunEnds() {
        output.on(Events.started());
        output.on(Events.held(Events.OLD));
        output.on(Events.passedOver());
        pass(100);

        assertThat(out()).isEqualTo("2026-11-21T14:35:02Z 0042 add email  expand  held\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void aGateThatIsWaitedForIsToldWhenItsHoldersChangeAndEveryHalfMinute() {
        output.on(Events.held(Events.OLD));
        output.on(Events.passedOver());
        for (int i = 0; i < 40; i++) {
            pass(1);
            output.on(Events.held(Events.OLD));
            output.on(Events.passedOver());
        }
        output.on(Events.held());
        output.on(new Progress.GateOpened(Events.MIGRATION));
        pass(100);

        assertThat(out()).isEqualTo("2026-11-21T14:35:02Z 0042 add email  expand  held\n");
        assertThat(err()).isEqualTo("""
                2026-11-21T14:35:03Z waiting for the gate of 0042, 1 s so far, held
                2026-11-21T14:35:03Z   by 2 instances of api 1.3.0 (head 0041) on web-1 and others, since 2026-11-21 14:01:02 UTC
                2026-11-21T14:35:03Z     next: roll it forward to a build that ships 0042, or stop it
                2026-11-21T14:35:33Z waiting for the gate of 0042, 31 s so far, held
                2026-11-21T14:35:33Z   by 2 instances of api 1.3.0 (head 0041) on web-1 and others, since 2026-11-21 14:01:02 UTC
                2026-11-21T14:35:33Z     next: roll it forward to a build that ships 0042, or stop it
                2026-11-21T14:35:42Z waiting for the gate of 0042, 40 s so far, held
                """);
    }

    @Test
    void anInstanceThatWasOvertakenIsTold() {
        output.on(new Progress.Overtaken("the contract 0042 has overtaken this build"));

        assertThat(err()).isEqualTo("2026-11-21T14:35:02Z the contract 0042 has overtaken this build\n");
    }

    @Test
    void aSlowOneShowsLifeEveryHalfMinute() {
        output.on(Events.started());
        pass(20);
        output.on(new Progress.StatementStarted(Events.MIGRATION, 2, 3));
        output.on(Events.building("building index: scanning table", 0, new Counter("blocks", 1200, 4000)));
        pass(20);
        output.on(Events.finished());

        assertThat(err())
                .isEqualTo("2026-11-21T14:35:03Z running: 0042 add email  expand, 1 s\n"
                        + "2026-11-21T14:35:33Z running: 0042 add email  expand, 31 s, statement 2 of 3;"
                        + " CREATE INDEX CONCURRENTLY, building index: scanning table, 30 % (1,200 of 4,000 blocks)\n");
    }

    @Test
    void aWaitIsToldAtOnceWhenOthersAreInTheWayAndEveryHalfMinute() {
        output.on(Events.started());
        output.on(Events.waiting(Events.psql()));
        output.on(Events.waiting(Events.psql()));
        pass(30);
        output.on(Events.waiting(Events.prepared(), Events.vacuum()));
        output.on(new Progress.WaitOver(Events.MIGRATION, Duration.ofSeconds(65)));

        assertThat(err().lines())
                .containsExactly(
                        "2026-11-21T14:35:02Z running: 0042 add email  expand, 0 s; waiting, 3 s so far, for pid 4711, role"
                                + " app, application psql, idle in transaction for 12 s, its transaction open for"
                                + " 3 min 00 s: UPDATE orders SET note = '***'",
                        "2026-11-21T14:35:32Z running: 0042 add email  expand, 30 s; waiting, 33 s so far, for pid 4711,"
                                + " role app, application psql, idle in transaction for 42 s, its transaction open for"
                                + " 3 min 30 s: UPDATE orders SET note = '***'",
                        "2026-11-21T14:35:32Z running: 0042 add email  expand, 30 s; waiting, 3 s so far, for",
                        "2026-11-21T14:35:32Z   the prepared transaction 'batch 7', role app, prepared for 3 days:"
                                + " COMMIT PREPARED or ROLLBACK PREPARED ends it",
                        "2026-11-21T14:35:32Z   pid 815, autovacuum worker, active for 2 h 00 min: autovacuum: VACUUM"
                                + " public.orders (to prevent wraparound)",
                        "2026-11-21T14:35:32Z 0042 goes on after a wait of 1 min 05 s");
    }

    @Test
    void theHolderOfTheRunnersLockIsNamedWithWhatItRuns() {
        Blocker runner = new Blocker(
                9,
                null,
                "migrator",
                "bellows 0001 @ ci",
                null,
                "active",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "CREATE INDEX hunter2");
        output.on(new Progress.WaitingForLock(runner, Duration.ofSeconds(4)));
        output.on(new Progress.WaitingForLock(null, Duration.ofSeconds(9)));

        assertThat(err().lines())
                .containsExactly(
                        "2026-11-21T14:35:02Z waiting for another runner, 4 s so far: pid 9, role migrator, application"
                                + " bellows 0001 @ ci, active for 5 s: CREATE INDEX ***",
                        "2026-11-21T14:35:02Z waiting for another runner, 9 s so far; the server does not tell for whom");
    }

    @Test
    void retriesAreNotToldEachTime() {
        output.on(Events.started());
        for (int attempt = 1; attempt < 20; attempt++) {
            output.on(new Progress.Retrying(
                    Events.MIGRATION, attempt, "a lock was not to be had", Duration.ofMillis(800)));
            pass(1);
        }

        assertThat(err().lines().filter(line -> line.contains("undone")))
                .containsExactly("2026-11-21T14:35:02Z 0042: a lock was not to be had; undone, and tried again"
                        + " (attempt 2) after 800 ms");
    }

    @Test
    void whatASessionDoesIsNotToldToEverybody() {
        output.on(Events.waiting(Events.secretive()));

        assertThat(err()).contains("pid 99, role other, application cron; a role with pg_read_all_stats is told");
    }

    @Test
    void noNoticeSteersTheTerminalOrTellsAPassword() {
        output.on(new Progress.Notice("hunter2 \u001b[31m"));

        assertThat(err()).isEqualTo("2026-11-21T14:35:02Z notice: *** \uFFFD[31m\n");
    }
}
