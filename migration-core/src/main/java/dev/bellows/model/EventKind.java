package dev.bellows.model;

import java.util.Locale;

/** What a ledger entry records. */
public enum EventKind {
    /** Statements are in the database: all of them, or the first {@code done} of {@code total}. */
    APPLIED,
    /** A statement that PostgreSQL runs only outside a transaction is about to run. Last word: in doubt. */
    INTENT,
    /** A statement failed; what came before it in the same transaction is undone. */
    FAILED,
    /** A contract was passed over. */
    HELD,
    /** A contract's gate was opened. */
    OPENED,
    /** An opened gate was closed again without the contract. */
    WITHDRAWN,
    /** The down of a migration ran. */
    REVERTED,
    /** Everything up to this version counts as applied. */
    BASELINED,
    /** Applied by another tool before Bellows came. */
    ADOPTED,
    /** A person decided; the resolution says what. */
    RESOLVED,
    /** A column that the migration is to drop is being copied in batches. */
    COPYING,
    /** Something to which the database can be brought back was made before the migration ran. */
    RESTORE_POINT,
    /** Something that the migration dropped came back from quarantine. */
    RESTORED,
    /** Something that the migration dropped, or a copy in batches that nobody wants any more, was thrown away for good. */
    PURGED,
    /** The ledger's format was upgraded. */
    UPGRADED;

    /** The word in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
