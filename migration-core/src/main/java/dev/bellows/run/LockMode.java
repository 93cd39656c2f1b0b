package dev.bellows.run;

import dev.bellows.sql.Name;
import dev.bellows.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strongest table lock that a statement takes on tables that were there before, as far as its first words tell; used
 * to see who would be in its way before it queues. From https://www.postgresql.org/docs/18/explicit-locking.html.
 */
enum LockMode {
    SHARE(
            "'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'"),
    SHARE_ROW_EXCLUSIVE("'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',"
            + " 'ExclusiveLock', 'AccessExclusiveLock'"),
    ACCESS_EXCLUSIVE("'AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',"
            + " 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'");

    private final String conflicts;

    LockMode(String conflicts) {
        this.conflicts = conflicts;
    }

    /** The modes that conflict, as a list of literals. */
    String conflicts() {
        return conflicts;
    }

    /**
     * A statement's mode and the names that stand in it.
     *
     * @param mode null when it stops nobody, or cannot be told
     * @param names that may be those of its tables
     * @param heirs whether it locks the partitions of those as well
     */
    record Reach(@Nullable LockMode mode, List<Name> names, boolean heirs) {}

    static Reach of(String sql) {
        List<Name> names = Tokens.identifiers(sql);
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add(name.schema() == null ? name.name() : ""));
        LockMode mode = mode(words);
        // CREATE TABLE needs its parent, not its siblings.
        boolean heirs = mode == SHARE || (!words.isEmpty() && !words.get(0).equals("create"));
        return new Reach(mode, names, heirs);
    }

    private static @Nullable LockMode mode(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        return switch (first) {
            case "create" -> created(words);
            case "alter" ->
                words.contains("foreign") || words.contains("references") ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE;
            case "drop", "truncate", "lock", "refresh", "cluster", "reindex" -> ACCESS_EXCLUSIVE;
            default -> null;
        };
    }

    private static @Nullable LockMode created(List<String> words) {
        List<String> leading = words.subList(0, Math.min(5, words.size()));
        if (leading.contains("index")) {
            return SHARE;
        }
        if (leading.contains("trigger")) {
            return SHARE_ROW_EXCLUSIVE;
        }
        if (leading.contains("rule") || leading.contains("policy")) {
            return ACCESS_EXCLUSIVE;
        }
        if (leading.contains("table") && words.contains("partition") && words.contains("of")) {
            return ACCESS_EXCLUSIVE;
        }
        return leading.contains("table") && words.contains("references") ? SHARE_ROW_EXCLUSIVE : null;
    }
}
