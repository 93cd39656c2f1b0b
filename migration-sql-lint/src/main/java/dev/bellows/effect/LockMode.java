package dev.bellows.effect;

import java.util.Locale;

/**
 * The locks on tables, the weakest first: https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES. Each is at
 * least as strong as the one before it for those who read and write, though they do not form a line for each other.
 */
public enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** As LOCK TABLE writes it: SHARE UPDATE EXCLUSIVE. */
    public String words() {
        return name().replace('_', ' ');
    }

    /** As pg_locks shows it: ShareUpdateExclusiveLock. */
    public String inCatalog() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.append("Lock").toString();
    }

    /** Whether SELECT waits for it. */
    public boolean stopsReaders() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** Whether INSERT, UPDATE and DELETE wait for it. */
    public boolean stopsWriters() {
        return compareTo(SHARE) >= 0;
    }

    /** The stronger of two. */
    public LockMode and(LockMode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
