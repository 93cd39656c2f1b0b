package dev.bellows.protocol;

import java.util.ArrayList;
import java.util.List;

/** What can happen next. */
final class Rules {
    private final RunnerRules runners;
    private final FaultRules faults;
    private final InstanceRules instances;

    Rules(Setting setting, Flaw flaw) {
        this.runners = new RunnerRules(setting, flaw);
        this.faults = new FaultRules(setting);
        this.instances = new InstanceRules(setting, flaw);
    }

    List<Move> moves(World world) {
        List<Move> moves = new ArrayList<>();
        for (int runner = 0; runner < world.runners().size(); runner++) {
            runners.moves(world, runner, moves);
            faults.moves(world, runner, moves);
        }
        for (int instance = 0; instance < world.instances().size(); instance++) {
            instances.moves(world, instance, moves);
        }
        return moves;
    }

    /** Whether the old instance is seen to live, by one who noted at first whether its lease was in time. */
    static boolean seen(World world, boolean noted, Flaw flaw) {
        Instance old = world.old();
        return old.lease() != Instance.Lease.NONE
                && (old.lease() == Instance.Lease.IN_TIME
                        || (old.session() && flaw != Flaw.SESSIONS_DO_NOT_COUNT)
                        || (noted && flaw != Flaw.LOOKS_BY_A_LATER_CLOCK));
    }
}
