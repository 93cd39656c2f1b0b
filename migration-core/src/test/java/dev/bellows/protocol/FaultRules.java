package dev.bellows.protocol;

import dev.bellows.protocol.Runner.At;
import java.util.List;

/** What goes wrong around runners, and what becomes of backends whose client is gone. */
final class FaultRules {
    private final Setting setting;

    FaultRules(Setting setting) {
        this.setting = setting;
    }

    void moves(World world, int number, List<Move> moves) {
        String who = RunnerRules.name(number);
        ghost(world, 2 + number, who, moves);
        Runner me = world.runner(number);
        if (world.faults() == 0 || me.slot() < 0 || !world.backend(me.slot()).there()) {
            return;
        }
        Backend mine = world.backend(me.slot());
        World less = world.fault();
        moves.add(new Move(Action.BACKEND_DIES, who, less.backend(me.slot(), Backend.NONE)));
        if (mine.effect() == World.EXPAND && mine.locks() > 0) {
            moves.add(new Move(Action.LOSES_LOCK, who, less.backend(me.slot(), mine.locked(0))));
        }
        if (me.at() == At.OUTSIDE && setting.contractOutside() && me.next() == World.CONTRACT) {
            World failed = less.runner(number, me.at(At.FAILED)).backend(me.slot(), mine.idle());
            moves.add(new Move(Action.FAILS, who, failed));
            moves.add(new Move(Action.FAILS_HALF_WAY, who, failed.db(world.db().withEffect(World.CONTRACT))));
        }
        if (me.at() == At.IN_TRANSACTION && mine.effect() == World.CONTRACT) {
            moves.add(new Move(
                    Action.FAILS,
                    who,
                    less.runner(number, me.at(me.gated() ? At.TO_WITHDRAW : At.GIVES_UP))
                            .backend(me.slot(), mine.idle())));
        }
        if (!world.backend(2 + number).there()) {
            cutOff(less, number, me, mine, who, moves);
        }
    }

    private void cutOff(World less, int number, Runner me, Backend mine, String who, List<Move> moves) {
        World without = less.backend(me.slot(), Backend.NONE);
        moves.add(new Move(Action.DIES, who, without.backend(2 + number, mine).runner(number, me.gone())));
        if (RunnerRules.mayCommit(me, mine)) {
            World sent = without.backend(2 + number, mine.sentCommit());
            moves.add(new Move(Action.DIES_AT_COMMIT, who, sent.runner(number, me.gone())));
            Entry entry = mine.writes();
            boolean asks =
                    entry != null && entry.event() != Entry.Event.WITHDRAWN && entry.event() != Entry.Event.FAILED;
            moves.add(new Move(
                    Action.LOSES_REPLY,
                    who,
                    sent.runner(number, asks && entry != null ? me.doubting(entry) : me.gone())));
        }
    }

    private static void ghost(World world, int slot, String who, List<Move> moves) {
        Backend ghost = world.backend(slot);
        if (!ghost.there()) {
            return;
        }
        moves.add(new Move(Action.GHOST_GOES, who, world.backend(slot, Backend.NONE)));
        if (ghost.committing()) {
            moves.add(new Move(Action.GHOST_COMMITS, who, world.commit(slot)));
        }
        if (ghost.outside() != 0) {
            moves.add(new Move(
                    Action.GHOST_ENDS_STATEMENT,
                    who,
                    world.db(world.db().withEffect(ghost.outside())).backend(slot, ghost.idle())));
        }
    }
}
