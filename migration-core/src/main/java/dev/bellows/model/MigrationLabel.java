package dev.bellows.model;

/**
 * A migration as people and commands name it: its identity, with the version as it was written. Two labels that write the
 * same version differently ({@code 42}, {@code 0042}) name the same migration; {@link #id()} tells.
 *
 * @param owner {@link MigrationId#MAIN} unless a source names another
 * @param version as written, or a repeatable's name such as {@code R_active_users}
 */
public record MigrationLabel(String owner, String version) {
    /** Reads {@code 0042}, or {@code billing:0042} for another owner than {@code main}. */
    public static MigrationLabel parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new MigrationLabel(MigrationId.MAIN, text)
                : new MigrationLabel(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Which migration this names. */
    public MigrationId id() {
        return MigrationId.parse(owner, version);
    }

    /** As commands take it and messages show it: with the owner, unless that is {@code main}. */
    @Override
    public String toString() {
        return owner.equals(MigrationId.MAIN) ? version : owner + ":" + version;
    }
}
