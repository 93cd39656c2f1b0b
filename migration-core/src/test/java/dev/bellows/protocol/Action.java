package dev.bellows.protocol;

/** What can happen, and which class or SQL function of the engine it stands for. */
enum Action {
    CONNECTS("opens a session", "Session.open, PoolerProbe"),
    REFUSES_POOLER("refuses: transaction-pooler", "Fitness.require"),
    TAKES_LOCK("takes the advisory lock", "LockWait.acquire, RunnerLock.tryAcquire"),
    READS("reads the ledger under the lock and plans", "UnderLock.unless, Reading.refresh, Planner.apply"),
    FINISHES("has nothing left to do, releases the lock and goes", "UnderLock.close"),
    IS_FENCED("finds the head moved, and stops", "Ledger.fenced, Endings.fenced"),
    MISSES_LOCK("finds its lock or backend gone, and stops", "FencedTransaction.begin, RunnerLock.stillHeldSql"),
    FINDS_NO_BACKEND("finds its connection broken, and stops", "Endings.lost"),
    RUNS("begins a transaction at the head and runs the migration in it", "FencedTransaction.begin, TransactionalStep"),
    ANNOUNCES("begins the transaction of an intent entry", "StatementwiseStep.outside, Drafts.intent"),
    GOES_ON("goes on with the statement, announcing nothing", "no code: only where the protocol is broken"),
    CHECKS("sees that lock and head are still its own", "RunnerLock.stillHeld, Ledger.requireUnmoved"),
    SENDS("sends the statement that runs outside a transaction", "OutsideStatement.once"),
    ENDS("gets the statement's reply", "OutsideStatement.run"),
    FINDS_DONE("finds what was in doubt done", "Probes.done"),
    RECORDS("begins the transaction of its progress", "StatementwiseStep.record"),
    OPENS("begins to open the gate", "Gatekeeper.open, FencedTransaction.beginCancellable"),
    TAKES_ROW("takes the gate's row", "Gate.take"),
    WAITS_FOR_RENEWALS("has waited for renewals of leases that are over", "Gate.REMOVE_THE_DEAD, FOR UPDATE"),
    REMOVES("removes leases that are over and have no session", "Gate.REMOVE_THE_DEAD, DELETE"),
    SEES_NOBODY("sees nobody old, and writes 'opened'", "Witnesses.of, Gatekeeper.open"),
    SEES_SOMEBODY("sees somebody who holds, and rolls back", "Witnesses.of, Runner.hold"),
    LOOKS_AGAIN("sees nobody old before its commit", "Gatekeeper.look"),
    IS_TOO_LATE("sees somebody old before its commit, and rolls back", "Gatekeeper.look, GateClosedException"),
    WITHDRAWS("begins the transaction of 'withdrawn'", "Gatekeeper.withdrawIfOpen, UnderLock.withdraw"),
    LEAVES_OPEN("gives up a contract that is partly there, and leaves its gate open", "Runner.hold, Endings.failed"),
    FAILS_HALF_WAY(
            "gets an error from a statement that has begun its work", "DETACH PARTITION or DROP INDEX CONCURRENTLY"),
    FAILS("gets an error from the statement", "Endings.failed"),
    COMMITS("commits, and gets the reply", "FencedTransaction.commit"),
    LOSES_REPLY("sends COMMIT, and the connection breaks", "FencedTransaction.CommitInDoubtException"),
    RECONNECTS("opens another session to find out", "CommitDoubt.reconnect"),
    CONFIRMS("has the lock again, and finds its entry", "CommitDoubt.ask"),
    REFUTES("has the lock again, and finds no entry of its own", "CommitDoubt.ask, Endings.notCommitted"),
    DIES("is killed", "SIGKILL"),
    DIES_AT_COMMIT("is killed when it has sent COMMIT", "SIGKILL"),
    LOSES_LOCK("runs a function that releases the lock", "pg_advisory_unlock_all in a migration"),
    BACKEND_DIES("loses its backend", "pg_terminate_backend"),
    GHOST_COMMITS("'s old backend gets the COMMIT", "the server"),
    GHOST_ENDS_STATEMENT("'s old backend ends its statement", "the server"),
    GHOST_GOES("'s old backend notices that its client is gone", "client_connection_check_interval"),
    ENTERS("begins to enter: shares the gate's row and compares its build", "bellows_enter"),
    HAS_ENTERED("has its lease, and serves", "bellows_enter, COMMIT"),
    IS_REFUSED("is refused: BW001", "bellows_enter"),
    RENEWS("begins to renew", "bellows_renew"),
    HAS_RENEWED("has renewed", "bellows_renew, COMMIT"),
    FINDS_NO_LEASE("finds that its lease was over, and has to enter again", "bellows_renew"),
    LEASE_ENDS("'s lease is over, by the server's clock", "bellows_lease.expires"),
    LEAVES("ends its lease and its sessions", "bellows_leave"),
    CRASHES("is killed", "SIGKILL"),
    SESSION_ENDS("'s last session ends", "pg_stat_activity");

    private final String words;
    private final String place;

    Action(String words, String place) {
        this.words = words;
        this.place = place;
    }

    @Override
    public String toString() {
        return words + "   [" + place + "]";
    }
}
