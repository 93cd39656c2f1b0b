package dev.bellows.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A migration that waits: a contract whose gate is closed, or what comes behind one and touches what it touches.
 *
 * @param migration which one
 * @param after the version that a build must ship to live beside it; of what waits behind a contract, that contract
 * @param holders who keeps the gate closed; nobody where it was passed over or waits behind another
 * @param behind whether it waits behind a contract
 */
public record Held(MigrationLabel migration, MigrationLabel after, List<Holder> holders, boolean behind) {
    public Held {
        holders = List.copyOf(holders);
    }

    /** A contract that is passed over, or that somebody holds. */
    public static Held contract(MigrationLabel migration, MigrationLabel after, List<Holder> holders) {
        return new Held(migration, after, holders, false);
    }

    /** What has to do with the same objects as a contract that is passed over or held. */
    public static Held behind(MigrationLabel migration, MigrationLabel contract) {
        return new Held(migration, contract, List.of(), true);
    }

    /** What is thrown where nothing may be held. */
    public static HeldException required(Report report) {
        List<Held> waiting = report.held().stream()
                .filter(held -> held.behind || !held.holders.isEmpty())
                .toList();
        Held first = waiting.isEmpty() ? report.held().get(0) : waiting.get(0);
        String others = waiting.size() < 2 ? "" : "; " + (waiting.size() - 1) + " more wait";
        String why = first.behind ? " behind " + first.after : first.holders.isEmpty() ? "" : ": " + first.because();
        String next =
                first.holders.isEmpty() ? "bellows gate" : first.holders.get(0).next();
        return new HeldException(first.migration + " is held" + why + others + "; next: " + next, report);
    }

    /** Who holds it, in one line; empty where nobody was asked. */
    public String because() {
        return holders.stream().map(Holder::toString).collect(Collectors.joining("; "));
    }
}
