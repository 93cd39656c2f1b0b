package dev.bellows.plan;

import dev.bellows.model.Phases;
import dev.bellows.model.Version;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far to go.
 *
 * @param to the last version to apply; null for all
 * @param waitForGate how long to wait until the gates of contracts are open; {@link Duration#ZERO} not to wait
 * @param attested why a person says that nothing old lives where the database cannot tell; null when nobody says so
 * @param requireAll whether a contract that stays held is an error
 */
public record Wish(
        Phases phases,
        @Nullable Version to,
        Duration waitForGate,
        @Nullable String attested,
        boolean requireAll) {
    /** Everything. */
    public static final Wish ALL = new Wish(Phases.ALL, null);

    public Wish {
        if (attested != null && attested.isBlank()) {
            throw new IllegalArgumentException(
                    "whoever attests that nothing old lives says how he knows: the reason is empty");
        }
    }

    /** A wish that takes gates as they are. */
    public Wish(Phases phases, @Nullable Version to) {
        this(phases, to, Duration.ZERO, null, false);
    }

    /** The same for these phases. */
    public Wish only(Phases some) {
        return new Wish(some, to, waitForGate, attested, requireAll);
    }

    /** The same up to this version. */
    public Wish upTo(Version last) {
        return new Wish(phases, last, waitForGate, attested, requireAll);
    }

    /** The same, waiting so long for gates. */
    public Wish waitingForGate(Duration atMost) {
        return new Wish(phases, to, atMost, attested, requireAll);
    }

    /** The same, with a person's word. */
    public Wish attesting(String reason) {
        return new Wish(phases, to, waitForGate, reason, requireAll);
    }

    /** The same, with nothing held at its end. */
    public Wish requiringAll() {
        return new Wish(phases, to, waitForGate, attested, true);
    }
}
