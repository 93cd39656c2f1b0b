package dev.bellows.protocol;

import dev.bellows.protocol.Entry.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What is committed.
 *
 * @param ledger the entries; the head's position is their number
 * @param effects how often each migration's effect is there
 * @param entered whether an application ever took a lease
 */
record Database(List<Entry> ledger, List<Integer> effects, boolean entered) {
    Database {
        ledger = List.copyOf(ledger);
        effects = List.copyOf(effects);
    }

    int position() {
        return ledger.size();
    }

    boolean applied(int migration) {
        return has(Event.APPLIED, migration);
    }

    /** Whether the last word about it is an intent. */
    boolean inDoubt(int migration) {
        Event last = Event.BASELINED;
        for (Entry entry : ledger) {
            if (entry.migration() == migration && entry.event() != Event.OPENED && entry.event() != Event.WITHDRAWN) {
                last = entry.event();
            }
        }
        return last == Event.INTENT;
    }

    boolean has(Event event, int migration) {
        return count(event, migration) > 0;
    }

    int count(Event event, int migration) {
        int count = 0;
        for (Entry entry : ledger) {
            if (entry.event() == event && entry.migration() == migration) {
                count++;
            }
        }
        return count;
    }

    /** Whether a contract was opened or is applied: what bellows_contract holds. */
    boolean overtakes(int contract) {
        boolean there = false;
        for (Entry entry : ledger) {
            if (entry.migration() == contract) {
                there = switch (entry.event()) {
                    case OPENED, APPLIED -> true;
                    case WITHDRAWN -> false;
                    default -> there;
                };
            }
        }
        return there;
    }

    Database with(Entry entry) {
        List<Entry> all = new ArrayList<>(ledger);
        all.add(entry);
        return new Database(all, effects, entered);
    }

    int effect(int migration) {
        return effects.get(migration - 1);
    }

    Database withEffect(int migration) {
        List<Integer> all = new ArrayList<>(effects);
        all.set(migration - 1, all.get(migration - 1) + 1);
        return new Database(ledger, all, entered);
    }

    Database withEntered() {
        return new Database(ledger, effects, true);
    }
}
