package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.effect.Prediction;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a statement does to tables that others use, in lines for people. */
final class EffectText {
    private EffectText() {}

    static List<String> of(Prediction effect, Schema schema) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<ObjectName, LockMode> lock : effect.locks().entrySet()) {
            LockMode mode = lock.getValue();
            ObjectName name = lock.getKey();
            if (mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0 && !schema.fresh(name)) {
                lines.add(mode.words() + " on " + name + ", " + stopped(mode) + work(effect, name));
            }
        }
        return lines;
    }

    private static String stopped(LockMode mode) {
        return mode.stopsReaders()
                ? "which stops readers and writers"
                : mode.stopsWriters() ? "which stops writers" : "which stops neither readers nor writers";
    }

    private static String work(Prediction effect, ObjectName name) {
        return effect.rewrites().contains(name)
                ? ", while the table is written anew"
                : effect.scans().contains(name) ? ", while every row is read" : "";
    }
}
