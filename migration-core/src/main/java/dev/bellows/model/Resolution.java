package dev.bellows.model;

/**
 * A person's decision about a migration, for the ledger.
 *
 * @param migration which one
 * @param reason why, in the person's words; may be empty unless a checksum or a missing file is accepted
 */
public record Resolution(MigrationLabel migration, Decision decision, String reason) {
    public Resolution {
        boolean accepts = decision.equals(Decision.ACCEPT_CHECKSUM) || decision.equals(Decision.MISSING);
        if (accepts && reason.isBlank()) {
            throw new IllegalArgumentException(decision + " needs a reason: it is kept in the ledger");
        }
    }

    /**
     * A decision about a migration as commands name it.
     *
     * @param migration {@code 0042}, or {@code billing:0042} for another owner than {@code main}
     */
    public static Resolution of(String migration, Decision decision, String reason) {
        return new Resolution(MigrationLabel.parse(migration), decision, reason);
    }
}
