package dev.bellows.protocol;

import java.util.List;

/**
 * Where the protocol plays, and within which bounds.
 *
 * @param ships what the builds of the two runners ship: everything up to that migration
 * @param contractOutside whether the contract, too, runs outside a transaction, and can fail half-way
 * @param fromNothing whether there is no ledger at first
 * @param pooledRunners whether runners come through a transaction pooler
 * @param pooledInstances whether instances do: their sessions prove nothing
 * @param faults how many things may go wrong
 * @param starts how often each runner may be started
 * @param entries how often the old instance may enter
 */
record Setting(
        List<Integer> ships,
        boolean contractOutside,
        boolean fromNothing,
        boolean pooledRunners,
        boolean pooledInstances,
        int faults,
        int starts,
        int entries) {
    static final Setting PLAIN =
            new Setting(List.of(World.CONTRACT, World.CONTRACT), false, false, false, false, 2, 2, 2);

    Setting rolledBack() {
        return new Setting(
                List.of(World.CONTRACT, World.OUTSIDE),
                contractOutside,
                fromNothing,
                pooledRunners,
                pooledInstances,
                faults,
                starts,
                entries);
    }

    Setting contractOutsideTransaction() {
        return new Setting(ships, true, fromNothing, pooledRunners, pooledInstances, faults, starts, entries);
    }

    Setting builtFromNothing() {
        return new Setting(ships, contractOutside, true, pooledRunners, pooledInstances, faults, starts, entries);
    }

    Setting withPooledRunners() {
        return new Setting(ships, contractOutside, fromNothing, true, pooledInstances, 0, starts, entries);
    }

    Setting withPooledInstances() {
        return new Setting(ships, contractOutside, fromNothing, pooledRunners, true, faults, starts, entries);
    }

    /** Fewer of everything. */
    Setting bounded(int faultsNow, int startsNow, int entriesNow) {
        return new Setting(
                ships, contractOutside, fromNothing, pooledRunners, pooledInstances, faultsNow, startsNow, entriesNow);
    }

    boolean outside(int migration) {
        return migration == World.OUTSIDE || (contractOutside && migration == World.CONTRACT);
    }

    World first() {
        List<Entry> ledger = fromNothing ? List.of() : List.of(new Entry(Entry.Event.BASELINED, 0, -1));
        Backend atFirst = pooledRunners ? Backend.IDLE : Backend.NONE;
        return new World(
                new Database(ledger, List.of(0, 0, 0), false),
                List.of(Runner.off(ships.get(0), starts), Runner.off(ships.get(1), starts)),
                List.of(atFirst, atFirst, Backend.NONE, Backend.NONE),
                List.of(Instance.off(false, entries), Instance.off(true, 1)),
                faults);
    }
}
