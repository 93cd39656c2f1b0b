package dev.bellows.protocol;

import dev.bellows.protocol.Entry.Event;
import dev.bellows.protocol.Instance.Lease;
import dev.bellows.protocol.Runner.At;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What a runner does when nothing goes wrong around it. */
final class RunnerRules {
    private final Setting setting;
    private final Flaw flaw;

    RunnerRules(Setting setting, Flaw flaw) {
        this.setting = setting;
        this.flaw = flaw;
    }

    static String name(int number) {
        return number == 0 ? "runner A" : "runner B";
    }

    /** Whether all that is left of its transaction is COMMIT. */
    static boolean mayCommit(Runner me, Backend mine) {
        return me.at() == At.READY || (me.at() == At.IN_TRANSACTION && mine.effect() != World.CONTRACT);
    }

    void moves(World world, int number, List<Move> moves) {
        new Turn(world, number, moves).take();
    }

    /** One runner in one state. */
    private final class Turn {
        private final World world;
        private final int number;
        private final Runner me;
        private final List<Move> moves;

        Turn(World world, int number, List<Move> moves) {
            this.world = world;
            this.number = number;
            this.me = world.runner(number);
            this.moves = moves;
        }

        private void move(Action action, World to) {
            moves.add(new Move(action, name(number), to));
        }

        private World me(Runner now) {
            return world.runner(number, now);
        }

        void take() {
            if (me.slot() >= 0 && !world.backend(me.slot()).there()) {
                move(Action.FINDS_NO_BACKEND, me(me.gone()));
                return;
            }
            switch (me.at()) {
                case OFF -> start();
                case CONNECTED -> lock(At.LOCKED);
                case LOCKED -> move(Action.READS, me(planned()));
                case NEXT -> next();
                case OPENING -> barrier();
                case HAS_ROW -> waitForRenewals();
                case HAS_WAITED -> remove();
                case HAS_REMOVED -> look();
                case OPEN -> runContract();
                case IN_TRANSACTION -> inTransaction();
                case READY -> commit();
                case ANNOUNCED -> check();
                case CHECKED ->
                    on(slot -> move(
                            Action.SENDS,
                            me(me.at(At.OUTSIDE).in(slot))
                                    .backend(slot, world.backend(slot).running(me.next()))));
                case OUTSIDE ->
                    move(Action.ENDS, idle(me.at(At.RAN)).db(world.db().withEffect(me.next())));
                case RAN -> begin(Action.RECORDS, At.IN_TRANSACTION, entry(Event.APPLIED), 0);
                case FAILED -> failed();
                case TO_WITHDRAW -> begin(Action.WITHDRAWS, At.READY, entry(Event.WITHDRAWN), 0);
                case GIVES_UP -> move(Action.FINISHES, gone());
                case IN_DOUBT -> reconnect();
                case IN_DOUBT_CONNECTED -> settle();
            }
        }

        private Entry entry(Event event) {
            int about = event == Event.WITHDRAWN ? World.CONTRACT : me.next();
            return new Entry(event, about, number);
        }

        /** Does it with the backend that serves next: its own, or behind a pooler any that is free. */
        private void on(IntConsumer deed) {
            if (!setting.pooledRunners()) {
                deed.accept(me.slot());
                return;
            }
            for (int slot = 0; slot < 2; slot++) {
                if (!world.backend(slot).busy()) {
                    deed.accept(slot);
                }
            }
        }

        /** Its transaction or statement is over. */
        private World idle(Runner now) {
            World then = me(setting.pooledRunners() ? now.in(-1) : now);
            return then.backend(me.slot(), world.backend(me.slot()).idle());
        }

        private World gone() {
            return end(me.gone());
        }

        private World end(Runner now) {
            if (me.slot() < 0) {
                return me(now);
            }
            Backend left = setting.pooledRunners() ? world.backend(me.slot()).idle() : Backend.NONE;
            return me(now).backend(me.slot(), left);
        }

        private void start() {
            boolean turn = number == 0 || world.runner(0).starts() < setting.starts();
            if (me.starts() == 0 || !turn || !pending()) {
                return;
            }
            if (setting.pooledRunners()) {
                if (flaw == Flaw.POOLER_UNDETECTED) {
                    on(slot -> move(Action.CONNECTS, me(me.connected(At.CONNECTED, -1, slot, me.starts() - 1))));
                } else {
                    move(Action.REFUSES_POOLER, me(Runner.off(me.ships(), 0)));
                }
            } else {
                move(
                        Action.CONNECTS,
                        me(me.connected(At.CONNECTED, number, number, me.starts() - 1))
                                .backend(number, Backend.IDLE));
            }
        }

        private boolean pending() {
            return !world.db().applied(me.ships()) || leftOpen();
        }

        /** Whether a run that ended left a gate open, of a contract that this build does not ship and of which nothing ran. */
        private boolean leftOpen() {
            Database db = world.db();
            return me.ships() < World.CONTRACT
                    && db.overtakes(World.CONTRACT)
                    && !db.applied(World.CONTRACT)
                    && !db.has(Event.INTENT, World.CONTRACT);
        }

        private void lock(At then) {
            on(slot -> {
                if (world.lockIsFreeFor(slot)) {
                    Backend backend = world.backend(slot);
                    move(Action.TAKES_LOCK, me(me.at(then)).backend(slot, backend.locked(backend.locks() + 1)));
                }
            });
        }

        private Runner planned() {
            Database db = world.db();
            int first = World.EXPAND;
            while (first <= me.ships() && db.applied(first)) {
                first++;
            }
            boolean doubtful = first <= me.ships() && db.inDoubt(first);
            return me.planned(db.position(), first, doubtful, db.position() > 0);
        }

        private void next() {
            if (leftOpen()) {
                begin(Action.WITHDRAWS, At.READY, entry(Event.WITHDRAWN), 0);
            } else if (me.next() > me.ships()) {
                finish();
            } else if (me.next() == World.CONTRACT && me.gated() && flaw != Flaw.CHECKED_AND_NOT_OPENED) {
                begin(Action.OPENS, At.OPENING, null, 0);
            } else {
                run();
            }
        }

        private void finish() {
            if (setting.pooledRunners()) {
                on(slot -> {
                    Backend backend = world.backend(slot);
                    move(
                            Action.FINISHES,
                            me(me.gone()).backend(slot, backend.locked(Math.max(0, backend.locks() - 1))));
                });
            } else {
                move(Action.FINISHES, gone());
            }
        }

        private void run() {
            int migration = me.next();
            Database db = world.db();
            boolean asked = me.inDoubt() || db.has(Event.FAILED, migration);
            if (!setting.outside(migration)) {
                boolean apart = flaw == Flaw.ENTRY_APART_FROM_ITS_EFFECT;
                begin(Action.RUNS, At.IN_TRANSACTION, apart ? null : entry(Event.APPLIED), migration);
            } else if (asked && db.effect(migration) > 0) {
                move(Action.FINDS_DONE, me(me.at(At.RAN)));
            } else if (flaw == Flaw.NOT_ANNOUNCED || (me.inDoubt() && flaw == Flaw.RESUMES_WITHOUT_A_WORD)) {
                move(Action.GOES_ON, me(me.at(At.ANNOUNCED)));
            } else {
                begin(Action.ANNOUNCES, At.IN_TRANSACTION, entry(Event.INTENT), 0);
            }
        }

        /** A file that runs statement by statement looks before it announces; one transaction looks before its COMMIT. */
        private void runContract() {
            if (setting.outside(World.CONTRACT) && seesBefore()) {
                move(Action.IS_TOO_LATE, me(me.at(At.FAILED)));
            } else {
                run();
            }
        }

        private boolean seesBefore() {
            return flaw != Flaw.EVIDENCE_BEFORE_THE_ROW && flaw != Flaw.NO_SECOND_LOOK && sees();
        }

        private boolean sees() {
            return Rules.seen(world, me.noted(), flaw);
        }

        /** The fence, and then the lock: as the engine sends them. */
        private void begin(Action action, At then, @Nullable Entry entry, int effect) {
            on(slot -> {
                Backend backend = world.backend(slot);
                boolean fenced = flaw != Flaw.NO_FENCE && !(entry == null && effect != 0);
                if (fenced && !world.headIsFree()) {
                    return;
                }
                if (fenced && world.db().position() != me.position()) {
                    move(Action.IS_FENCED, gone());
                } else if (!stillHeld(slot) || !world.lockIsFreeFor(slot)) {
                    move(Action.MISSES_LOCK, gone());
                } else {
                    move(action, me(me.at(then).in(slot)).backend(slot, backend.begun(fenced, entry, effect)));
                }
            });
        }

        private boolean stillHeld(int slot) {
            return flaw == Flaw.LOST_LOCK_UNNOTICED
                    || (slot == me.home() && world.backend(slot).locks() > 0);
        }

        private void barrier() {
            if (early() && world.backend(me.slot()).writes() == null) {
                look();
                return;
            }
            if (rowIsFree()) {
                At then = early() ? At.READY : At.HAS_ROW;
                move(
                        Action.TAKES_ROW,
                        me(me.at(then))
                                .backend(me.slot(), world.backend(me.slot()).withRow()));
            }
        }

        private boolean early() {
            return flaw == Flaw.EVIDENCE_BEFORE_THE_ROW || flaw == Flaw.EVIDENCE_BEFORE_THE_ROW_AND_AGAIN;
        }

        private boolean rowIsFree() {
            return !world.rowIsTaken() && (flaw == Flaw.ENTERS_WITHOUT_THE_ROW || !world.rowIsShared());
        }

        private void waitForRenewals() {
            if (flaw == Flaw.RENEWALS_NOT_WAITED_FOR) {
                look();
            } else if (!renewedTooLate()) {
                move(Action.WAITS_FOR_RENEWALS, me(me.at(At.HAS_WAITED)));
            }
        }

        private boolean renewedTooLate() {
            return world.old().lease() == Lease.OVER && world.old().at() == Instance.At.RENEWING;
        }

        private void remove() {
            Instance old = world.old();
            boolean dead = old.lease() == Lease.OVER && !old.session();
            if (!dead || !renewedTooLate()) {
                World then = me(me.at(At.HAS_REMOVED).noting(old.lease() == Lease.IN_TIME));
                move(Action.REMOVES, dead ? then.instance(0, old.lease(Lease.NONE)) : then);
            }
        }

        private void look() {
            if (sees() || !world.db().entered()) {
                move(Action.SEES_SOMEBODY, held());
            } else {
                At then = early() ? At.OPENING : At.READY;
                move(
                        Action.SEES_NOBODY,
                        me(me.at(then))
                                .backend(me.slot(), world.backend(me.slot()).writing(entry(Event.OPENED))));
            }
        }

        /** A gate that an earlier run left open is closed again, unless something of the contract ran. */
        private World held() {
            if (!world.db().overtakes(World.CONTRACT)) {
                return end(me.again());
            }
            return idle(me.at(mayWithdraw() ? At.TO_WITHDRAW : At.GIVES_UP));
        }

        private boolean mayWithdraw() {
            return flaw == Flaw.WITHDRAWS_WHAT_HAS_BEGUN
                    ? !me.inDoubt()
                    : !world.db().has(Event.INTENT, World.CONTRACT);
        }

        /** It failed, or was not begun because somebody old has appeared. */
        private void failed() {
            if (me.gated() && mayWithdraw()) {
                begin(Action.WITHDRAWS, At.READY, entry(Event.WITHDRAWN), 0);
            } else {
                begin(Action.LEAVES_OPEN, At.READY, entry(Event.FAILED), 0);
            }
        }

        private void inTransaction() {
            Backend mine = world.backend(me.slot());
            if (mine.effect() != World.CONTRACT) {
                commit();
            } else if (!me.gated() && !mine.row()) {
                // Whoever writes that a contract is applied changes the gate's row: ContractRows.follow.
                if (rowIsFree()) {
                    boolean inTime = world.old().lease() == Lease.IN_TIME;
                    move(Action.TAKES_ROW, me(me.noting(inTime)).backend(me.slot(), mine.withRow()));
                }
            } else if (seesBefore() && (me.gated() || flaw != Flaw.NO_GATE_WHERE_BUILT_FROM_NOTHING)) {
                move(Action.IS_TOO_LATE, idle(me.at(me.gated() ? At.TO_WITHDRAW : At.GIVES_UP)));
            } else {
                move(Action.LOOKS_AGAIN, me(me.at(At.READY)));
            }
        }

        private void commit() {
            Entry entry = world.backend(me.slot()).writes();
            World committed = world.commit(me.slot());
            Runner then = entry == null
                    ? me.at(At.RAN)
                    : me.after(entry, flaw == Flaw.NO_FENCE ? committed.db().position() : me.position() + 1);
            move(Action.COMMITS, committed.runner(number, setting.pooledRunners() ? then.in(-1) : then));
        }

        private void check() {
            on(slot -> {
                if (!stillHeld(slot)) {
                    move(Action.MISSES_LOCK, gone());
                } else if (flaw != Flaw.NO_FENCE && world.db().position() != me.position()) {
                    move(Action.IS_FENCED, gone());
                } else {
                    move(Action.CHECKS, me(me.at(At.CHECKED)));
                }
            });
        }

        private void reconnect() {
            if (!world.backend(number).there()) {
                move(
                        Action.RECONNECTS,
                        me(me.connected(At.IN_DOUBT_CONNECTED, number, number, me.starts()))
                                .backend(number, Backend.IDLE));
            }
        }

        /** The lock waits for the old backend; the ledger tells. The plan, however, is of before. */
        private void settle() {
            Entry mine = me.doubt();
            if (mine == null || !world.lockIsFreeFor(me.slot())) {
                return;
            }
            Database db = world.db();
            World locked = world.backend(me.slot(), world.backend(me.slot()).locked(1));
            int newest = db.position();
            boolean goesAlong = flaw == Flaw.STALE_PLAN_AT_THE_NEWEST_HEAD || flaw == Flaw.NO_FENCE;
            boolean recorded =
                    newest > me.position() && db.ledger().get(me.position()).equals(mine);
            if (flaw == Flaw.RETRIES_WITHOUT_READING) {
                move(Action.REFUTES, locked.runner(number, me.planned(newest, me.next(), me.inDoubt(), me.gated())));
            } else if (recorded) {
                int head = goesAlong ? newest : me.position() + 1;
                move(Action.CONFIRMS, locked.runner(number, me.after(mine, head)));
            } else if (mine.event() == Event.OPENED) {
                int head = goesAlong ? newest : me.position();
                move(Action.REFUTES, locked.runner(number, me.planned(head, me.next(), me.inDoubt(), me.gated())));
            } else {
                move(Action.REFUTES, gone());
            }
        }
    }
}
