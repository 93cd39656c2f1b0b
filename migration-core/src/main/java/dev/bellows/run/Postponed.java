package dev.bellows.run;

import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Pending;
import dev.bellows.quarantine.Stored;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What cannot come back yet because it needs something else. If that still waits, it comes with it, in the same transaction or in
 * a later one; if it is not there at all, a later statement of the file may make it. And what only follows from something that
 * cannot come, a comment on it: that is no loss of its own.
 */
final class Postponed {
    /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> NO_SUCH_COLUMN_OR_TABLE = Set.of("42703", "42P01");

    /** Also functions, types and other objects, schemas. */
    private static final Set<String> NO_SUCH_THING = Set.of("42703", "42P01", "42883", "42704", "3F000");

    private final Work work;
    private final Set<String> back = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<Mend> settled = new HashSet<>();
    private final List<Each> waiting = new ArrayList<>();
    private final List<Failed> awaiting = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();

    /** Of one transaction. */
    Postponed(Work work) {
        this.work = work;
    }

    private record Each(Stored of, Mend mend, Stored needs, boolean follows) {}

    private record Failed(Stored of, Mend mend) {}

    /** It comes back: what others have left for it. */
    List<Mend> with(Stored stored) {
        String name = stored.kept().name();
        back.add(name);
        List<Mend> left = waiting.stream()
                .filter(each -> each.needs().kept().name().equals(name))
                .map(Each::mend)
                .filter(mend -> !stored.restore().contains(mend))
                .toList();
        waiting.removeIf(each -> each.needs().kept().name().equals(name));
        return left;
    }

    /** It has brought back its own, or never will in this transaction. */
    void settle(Mend mend) {
        settled.add(mend);
    }

    /** What belongs to two columns is with both. */
    boolean settled(Mend mend) {
        return settled.contains(mend);
    }

    /**
     * Whether a statement only follows from one that could not bring back its own; if that comes later, so does this one.
     *
     * @param of what it belongs to
     */
    boolean follows(Stored of, Mend mend) {
        for (Each each : List.copyOf(waiting)) {
            if (each.of().equals(of) && names(mend, each.mend())) {
                waiting.add(new Each(of, mend, each.needs(), true));
                return true;
            }
        }
        if (awaiting.stream().anyMatch(each -> each.of().equals(of) && names(mend, each.mend()))) {
            return awaiting.add(new Failed(of, mend));
        }
        return failed.stream().anyMatch(each -> each.of().equals(of) && names(mend, each.mend()));
    }

    /** When nothing more will be made that it could need: what it lacked, to be tried once more. */
    List<Mend> awaited(Stored of) {
        closed.add(of.kept().name());
        List<Mend> mends = awaiting.stream()
                .filter(each -> each.of().equals(of))
                .map(Failed::mend)
                .toList();
        awaiting.removeIf(each -> each.of().equals(of));
        return mends;
    }

    /** Whether a statement that has failed can bring back its own later. */
    boolean takes(Stored of, Mend mend, SQLException error) throws SQLException {
        if (NO_SUCH_COLUMN_OR_TABLE.contains(Failures.state(error))) {
            String message = String.valueOf(error.getMessage());
            for (Stored other :
                    Inventory.all(work.session().connection(), work.ledger().tables())) {
                if (!back.contains(other.kept().name())
                        && mend.sql().contains(other.table())
                        && mentions(message, unquoted(other))) {
                    waiting.add(new Each(of, mend, other, false));
                    return true;
                }
            }
        }
        boolean awaits = NO_SUCH_THING.contains(Failures.state(error))
                && !closed.contains(of.kept().name());
        (awaits ? awaiting : failed).add(new Failed(of, mend));
        return awaits;
    }

    /** As the server's messages have it: the column alone, a table with its schema. */
    private static String unquoted(Stored stored) {
        String object = stored.kept().object();
        String name = stored.column() == null
                ? object
                : object.substring(stored.table().length() + 1);
        return name.replace("\"\"", "\0").replace("\"", "").replace('\0', '"');
    }

    private static boolean names(Mend mend, Mend before) {
        @Nullable String made = before.makes();
        return made != null && mentions(mend.sql(), made);
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .find();
    }

    /** What of a thing waits for others, each in a phrase. */
    List<String> of(Stored stored) {
        return waiting.stream()
                .filter(each -> each.of().equals(stored) && !each.follows())
                .map(each -> each.mend().what() + ": it needs "
                        + each.needs().kept().object()
                        + ", which waits too, and comes back with it: bellows quarantine restore "
                        + each.needs().kept().name())
                .toList();
    }

    /** For the entry: what comes back with something else. */
    List<Pending> left() {
        return waiting.stream()
                .map(each -> new Pending(each.needs().kept().name(), each.mend()))
                .toList();
    }
}
