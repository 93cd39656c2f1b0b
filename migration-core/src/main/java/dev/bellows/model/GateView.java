package dev.bellows.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate of one pending contract sees.
 *
 * @param contract which one
 * @param after the version that every live build must ship
 * @param opened whether an earlier run opened it, and neither applied the contract nor withdrew
 * @param holders who keeps it closed; empty when it is open
 * @param instances the live instances by application, release and build
 */
public record GateView(
        MigrationLabel contract,
        String description,
        MigrationLabel after,
        boolean opened,
        List<Holder> holders,
        List<Instances> instances) {
    public GateView {
        holders = List.copyOf(holders);
        instances = List.copyOf(instances);
    }

    /** Whether the contract could run now. */
    public boolean open() {
        return holders.isEmpty();
    }

    /**
     * Live instances of one kind.
     *
     * @param release null when they say none
     * @param head the highest version of their build
     * @param ships whether their build ships what the contract needs
     * @param count how many
     * @param since when the first of them entered, on the server's clock
     */
    public record Instances(
            String application, @Nullable String release, String head, boolean ships, int count, Instant since) {}
}
