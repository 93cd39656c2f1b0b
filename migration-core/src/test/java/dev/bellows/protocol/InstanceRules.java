package dev.bellows.protocol;

import dev.bellows.protocol.Instance.At;
import dev.bellows.protocol.Instance.Lease;
import java.util.List;

/** What instances of the application do: the gate's SQL functions, and what becomes of leases and sessions. */
final class InstanceRules {
    private final boolean pooled;
    private final boolean sharesRow;
    private final boolean pauses;

    InstanceRules(Setting setting, Flaw flaw) {
        this.pooled = setting.pooledInstances();
        this.pauses = flaw == Flaw.PAUSES_LONGER_THAN_ITS_LEASE;
        this.sharesRow = flaw != Flaw.ENTERS_WITHOUT_THE_ROW;
    }

    void moves(World world, int number, List<Move> moves) {
        Instance me = world.instances().get(number);
        String who = me.fits() ? "the new instance" : "the old instance";
        boolean mayLook = !sharesRow || !world.rowIsTaken();
        boolean overtaken = !me.fits() && world.db().overtakes(World.CONTRACT);
        switch (me.at()) {
            case OFF -> {
                if (me.entries() > 0 && mayLook && world.db().position() > 0) {
                    moves.add(
                            overtaken
                                    ? new Move(Action.IS_REFUSED, who, world.instance(number, me.at(At.GONE)))
                                    : new Move(Action.ENTERS, who, world.instance(number, me.begins())));
                }
            }
            case ENTERING ->
                moves.add(new Move(
                        Action.HAS_ENTERED,
                        who,
                        world.instance(number, me.entered(!pooled))
                                .db(world.db().withEntered())));
            case SERVING -> {
                if (!me.fits()) {
                    serving(world, number, me, who, mayLook, overtaken, moves);
                }
            }
            case RENEWING -> {
                moves.add(new Move(Action.HAS_RENEWED, who, world.instance(number, me.entered(!pooled))));
                moves.add(new Move(Action.CRASHES, who, world.instance(number, me.at(At.GONE))));
            }
            case GONE -> {
                if (me.session()) {
                    moves.add(new Move(Action.SESSION_ENDS, who, world.instance(number, me.withoutSession())));
                }
            }
        }
        if (!me.fits() && me.lease() == Lease.IN_TIME && mayEnd(me)) {
            moves.add(new Move(Action.LEASE_ENDS, who, world.instance(number, me.lease(Lease.OVER))));
        }
    }

    /**
     * A lease can be over while its instance lives. Behind a pooler nothing would be seen of that one then, which is why the
     * page on the gate asks for a lifetime longer than any pause: only a renewal under way may take too long.
     */
    private boolean mayEnd(Instance me) {
        return !pooled || pauses || me.at() == At.RENEWING || me.at() == At.GONE;
    }

    private void serving(
            World world, int number, Instance me, String who, boolean mayLook, boolean overtaken, List<Move> moves) {
        if (me.lease() == Lease.IN_TIME) {
            moves.add(new Move(Action.RENEWS, who, world.instance(number, me.at(At.RENEWING))));
        } else if (me.entries() > 0 && mayLook) {
            Instance then = overtaken ? me.at(At.GONE) : me.begins().entered(!pooled);
            moves.add(new Move(Action.FINDS_NO_LEASE, who, world.instance(number, then)));
        }
        Lease left = me.lease() == Lease.NONE ? Lease.NONE : Lease.OVER;
        moves.add(new Move(
                Action.LEAVES,
                who,
                world.instance(number, me.at(At.GONE).withoutSession().lease(left))));
        moves.add(new Move(Action.CRASHES, who, world.instance(number, me.at(At.GONE))));
        if (!pooled) {
            // Its next one enters, as the pool's connectionInitSql.
            moves.add(new Move(
                    Action.SESSION_ENDS,
                    who,
                    world.instance(number, me.at(At.OFF).withoutSession())));
        }
    }
}
