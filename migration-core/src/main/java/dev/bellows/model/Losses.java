package dev.bellows.model;

import java.util.List;

/**
 * What a down would destroy, found by trying it and rolling back.
 *
 * @param losses each table and column that would go
 * @param unknown migrations whose down cannot be tried beforehand because it does not run in a transaction
 */
public record Losses(List<Loss> losses, List<MigrationLabel> unknown) {
    public Losses {
        losses = List.copyOf(losses);
        unknown = List.copyOf(unknown);
    }

    /** Whether data would go, or nobody can tell. */
    public boolean any() {
        return !unknown.isEmpty() || losses.stream().anyMatch(loss -> loss.count() > 0);
    }
}
