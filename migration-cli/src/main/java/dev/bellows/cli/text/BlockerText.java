package dev.bellows.cli.text;

import dev.bellows.model.Blocker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who is in the way: who it is, what it does and for how long, so that a person can find it and end it. */
final class BlockerText {
    private BlockerText() {}

    /**
     * Who it is and what it does, without its query.
     *
     * @param since how long ago the server told this: what was 3 s old then is older now
     */
    static String who(Blocker blocker, Duration since) {
        StringBuilder who = new StringBuilder();
        if (blocker.pid() == 0) {
            who.append("the prepared transaction ")
                    .append(
                            blocker.prepared() == null
                                    ? "that pg_prepared_xacts shows"
                                    : "'" + blocker.prepared() + "'");
            append(who, "role", blocker.role());
            lasts(who, ", prepared", blocker.inTransaction(), since);
            return Cells.plain(who.toString());
        }
        who.append("pid ").append(blocker.pid());
        append(who, "role", blocker.role());
        append(who, "application", blocker.application());
        append(who, "", blocker.kind());
        if (blocker.state() == null && blocker.inTransaction() == null) {
            return Cells.plain(who.append("; a role with pg_read_all_stats is told what it does")
                    .toString());
        }
        lasts(who, ", " + (blocker.state() == null ? "" : blocker.state()), blocker.inState(), since);
        if (!sameAge(blocker)) {
            lasts(who, ", its transaction open", blocker.inTransaction(), since);
        }
        return Cells.plain(who.toString());
    }

    /** Whether its transaction is no older than its state, within a second, or it has none. */
    private static boolean sameAge(Blocker blocker) {
        return blocker.inTransaction() == null
                || (blocker.inState() != null
                        && blocker.inTransaction().minus(blocker.inState()).toMillis() < 1000);
    }

    private static void append(StringBuilder who, String what, @Nullable String value) {
        if (value != null) {
            who.append(", ").append(what).append(what.isEmpty() ? "" : " ").append(value);
        }
    }

    private static void lasts(StringBuilder who, String what, @Nullable Duration duration, Duration since) {
        who.append(what).append(duration == null ? "" : " for " + Words.elapsed(duration.plus(since)));
    }

    /** Its query in one line; what ends a prepared transaction, which has none. */
    static String query(Blocker blocker) {
        if (blocker.pid() == 0 && blocker.prepared() != null) {
            return "COMMIT PREPARED or ROLLBACK PREPARED ends it";
        }
        return Cells.plain(blocker.query());
    }

    /** All of it in one line. */
    static String line(Blocker blocker, Duration since) {
        String query = query(blocker);
        return who(blocker, since) + (query.isEmpty() ? "" : ": " + query);
    }
}
