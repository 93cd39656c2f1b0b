package dev.bellows.cli.text;

import dev.bellows.model.Blocker;
import dev.bellows.model.CommandProgress;
import dev.bellows.model.CommandProgress.Counter;
import dev.bellows.model.Holder;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import dev.bellows.model.Script;
import dev.bellows.model.StepResult;
import dev.bellows.model.StepResult.Outcome;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Phase;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the engine would tell of a migration 0042, at a time that tests move. */
final class Events {
    static final Migration MIGRATION =
            new Migration("main", "0042", "add email", Phase.EXPAND, null, false, new Nothing(), null);

    private Instant now = Instant.parse("2026-11-21T14:35:02.5Z");

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static Progress planned(int steps) {
        return new Progress.Planned(steps);
    }

    static Progress started() {
        return new Progress.StepStarted(MIGRATION, 1, 1);
    }

    static Progress finished() {
        return new Progress.StepFinished(StepResult.of(MIGRATION, Outcome.APPLIED, 1, 1, Duration.ofMillis(12)));
    }

    static Blocker psql() {
        return new Blocker(
                4711,
                null,
                "app",
                "psql",
                null,
                "idle in transaction",
                Duration.ofSeconds(12),
                Duration.ofMinutes(3),
                "UPDATE orders SET note = '***'");
    }

    static Blocker prepared() {
        return new Blocker(0, "batch 7", "app", null, null, "prepared", Duration.ofDays(3), Duration.ofDays(3), "");
    }

    static Blocker vacuum() {
        return new Blocker(
                815,
                null,
                null,
                null,
                "autovacuum worker",
                "active",
                Duration.ofHours(2),
                Duration.ofHours(2),
                "autovacuum: VACUUM public.orders (to prevent wraparound)");
    }

    static Blocker secretive() {
        return new Blocker(99, null, "other", "cron", null, null, null, null, "");
    }

    static Progress waiting(Blocker... blockers) {
        return new Progress.WaitingForOthers(MIGRATION, List.of(blockers), Duration.ofSeconds(3));
    }

    static Progress building(String phase, int waitsFor, Counter... counters) {
        return new Progress.StatementProgress(
                MIGRATION, new CommandProgress("CREATE INDEX CONCURRENTLY", phase, List.of(counters), waitsFor));
    }

    static final Holder OLD = new Holder(
            Holder.Kind.LEASE,
            "2 instances of api 1.3.0 (head 0041) on web-1 and others",
            "api",
            "1.3.0",
            "0041",
            "web-1",
            2,
            Instant.parse("2026-11-21T14:01:02.345Z"),
            "roll it forward to a build that ships 0042, or stop it");

    static Progress held(Holder... holders) {
        return new Progress.GateHeld(MIGRATION, List.of(holders));
    }

    static Progress passedOver() {
        return new Progress.StepFinished(StepResult.of(MIGRATION, Outcome.HELD, 0, 1, Duration.ofMillis(12)));
    }

    /** A script that nobody reads. */
    private static final class Nothing implements Script {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String checksum() {
            return "";
        }

        @Override
        public Reader open() {
            return new StringReader("");
        }

        @Override
        public Outline outline() {
            return new Outline(Directives.NONE, 0, List.of());
        }

        @Override
        public String prefixChecksum(int statements) {
            return "";
        }
    }
}
