package dev.bellows.protocol;

import dev.bellows.protocol.Entry.Event;
import org.jspecify.annotations.Nullable;

/** What may never be. */
final class Properties {
    private Properties() {}

    static @Nullable String wrong(World world, Setting setting) {
        Database db = world.db();
        for (int migration = World.EXPAND; migration <= World.CONTRACT; migration++) {
            int entries = db.count(Event.APPLIED, migration);
            if (db.effect(migration) > 1) {
                return "migration " + migration + " is in the database twice";
            }
            if (entries > 1) {
                return "migration " + migration + " is recorded as applied twice";
            }
            if (entries == 1 && db.effect(migration) == 0) {
                return "migration " + migration + " is recorded, and its effect is not there";
            }
            if (entries == 0 && db.effect(migration) > 0 && !setting.outside(migration)) {
                return "the effect of migration " + migration + " is there without its entry";
            }
            if (db.effect(migration) > 0 && entries == 0 && !db.has(Event.INTENT, migration)) {
                return "the effect of migration " + migration + " is there and nothing announced it";
            }
        }
        if (db.effect(World.CONTRACT) > 0 && world.old().serves()) {
            return "the contract is in the database while an instance serves that it breaks";
        }
        return null;
    }
}
