package dev.bellows.sql;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script's comments ask of Bellows; a component is null where the script does not say.
 *
 * @param phase expand or contract
 * @param after for a contract: the version that every live build must ship, as written
 * @param transaction false for a script that runs outside a transaction
 * @param lockTimeout how long one lock may be waited for; zero for no limit
 * @param statementTimeout how long one statement may run; zero for no limit
 * @param maxBlocking how long the whole migration may block others; zero for no limit
 * @param quarantine how dropped data is kept
 * @param allowances the accepted hazards, in the order of the script
 * @param squashes for a baseline: the migrations that it stands for, in the order of the script
 */
public record Directives(
        @Nullable Phase phase,
        @Nullable String after,
        @Nullable Boolean transaction,
        @Nullable Duration lockTimeout,
        @Nullable Duration statementTimeout,
        @Nullable Duration maxBlocking,
        @Nullable Quarantine quarantine,
        List<Allowance> allowances,
        List<Squashed> squashes) {

    /** A script without directives. */
    public static final Directives NONE = new Directives(null, null, null, null, null, null, null, List.of());

    public Directives {
        allowances = List.copyOf(allowances);
        squashes = List.copyOf(squashes);
    }

    /** Those of a script that is no baseline. */
    public Directives(
            @Nullable Phase phase,
            @Nullable String after,
            @Nullable Boolean transaction,
            @Nullable Duration lockTimeout,
            @Nullable Duration statementTimeout,
            @Nullable Duration maxBlocking,
            @Nullable Quarantine quarantine,
            List<Allowance> allowances) {
        this(phase, after, transaction, lockTimeout, statementTimeout, maxBlocking, quarantine, allowances, List.of());
    }

    /** The phase, which is expand for a script that does not say. */
    public Phase phaseOrExpand() {
        return phase == null ? Phase.EXPAND : phase;
    }
}
