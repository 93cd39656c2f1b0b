package dev.bellows.protocol;

/** How the protocol can be broken, and what comes of it. */
enum Flaw {
    NONE(""),
    /** Transactions of ours do not begin with the head. */
    NO_FENCE("is in the database twice"),
    /** A lock that a migration released is still believed in. */
    LOST_LOCK_UNNOTICED("is in the database twice"),
    /** A transaction pooler lends a backend for each statement. */
    POOLER_UNDETECTED("is in the database twice"),
    /** A COMMIT without a reply counts as one that did not happen. */
    RETRIES_WITHOUT_READING("is in the database twice"),
    /** The ledger is read after a lost reply, and the old plan goes on at its newest position. */
    STALE_PLAN_AT_THE_NEWEST_HEAD("is in the database twice"),
    /** The entry is written in a transaction of its own. */
    ENTRY_APART_FROM_ITS_EFFECT("is there without its entry"),
    /** What runs outside a transaction has no intent. */
    NOT_ANNOUNCED("is there and nothing announced it"),
    /** Who resumes what is in doubt leaves the head where it is. */
    RESUMES_WITHOUT_A_WORD("is in the database twice"),
    /** Evidence is taken before and after the contract's statements, and no gate is opened. */
    CHECKED_AND_NOT_OPENED("while an instance serves that it breaks"),
    /** Evidence is taken before the gate's row, and not again. */
    EVIDENCE_BEFORE_THE_ROW("while an instance serves that it breaks"),
    /** Evidence is taken before the gate's row, and again before the contract's COMMIT. */
    EVIDENCE_BEFORE_THE_ROW_AND_AGAIN(""),
    /** Evidence is taken behind the gate's row, and not again. */
    NO_SECOND_LOOK(""),
    /** Who enters does not share the gate's row. */
    ENTERS_WITHOUT_THE_ROW("while an instance serves that it breaks"),
    /** A lease that is over counts for nothing, though its session is open. */
    SESSIONS_DO_NOT_COUNT("while an instance serves that it breaks"),
    /** An opening does not wait for renewals under way. */
    RENEWALS_NOT_WAITED_FOR("while an instance serves that it breaks"),
    /** Whether a lease is in time is asked anew after renewals were waited for. */
    LOOKS_BY_A_LATER_CLOCK("while an instance serves that it breaks"),
    /** What the documentation says cannot be known: behind a pooler, a process that is stopped for longer than its lease. */
    PAUSES_LONGER_THAN_ITS_LEASE("while an instance serves that it breaks"),
    /** A gate is closed again though a statement outside a transaction failed half-way. */
    WITHDRAWS_WHAT_HAS_BEGUN("while an instance serves that it breaks"),
    /** A database that is built in this run has no gates, and nobody looks who entered meanwhile. */
    NO_GATE_WHERE_BUILT_FROM_NOTHING("while an instance serves that it breaks");

    private final String harm;

    Flaw(String harm) {
        this.harm = harm;
    }

    /** How the story ends that shows it. */
    String harm() {
        return harm;
    }
}
