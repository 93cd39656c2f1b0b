package dev.bellows.run;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables and columns that were there before a first run. Whose they are no ledger says, so they may not go: what a file names
 * is refused beforehand, what a function, a DO block or CASCADE takes along is seen here.
 */
final class Neighbours {
    private final Map<String, DataHolder> there;

    private Neighbours(Map<String, DataHolder> there) {
        this.there = there;
    }

    /** Where there is a ledger already: what goes is kept. */
    static Neighbours none() {
        return new Neighbours(new HashMap<>());
    }

    /** Those that are there now. */
    static Neighbours now(Session session) throws SQLException {
        return new Neighbours(new HashMap<>(DataHolder.all(session)));
    }

    boolean isEmpty() {
        return there.isEmpty();
    }

    /** Those that have gone since. */
    private List<DataHolder> gone(Session session) throws SQLException {
        return isEmpty() ? List.of() : DataHolder.gone(there, DataHolder.all(session));
    }

    /**
     * Asks before a transaction is committed.
     *
     * @throws GoneException when one would be gone
     */
    void require(Session session) throws SQLException {
        List<DataHolder> gone = gone(session);
        if (!gone.isEmpty()) {
            throw new GoneException(names(gone));
        }
    }

    /** The names of those that a statement without a transaction has taken; empty where all are there. They are not told again. */
    String taken(Session session) throws SQLException {
        List<DataHolder> gone = gone(session);
        there.keySet()
                .retainAll(
                        gone.isEmpty()
                                ? there.keySet()
                                : DataHolder.all(session).keySet());
        return names(gone);
    }

    private static String names(List<DataHolder> gone) {
        return gone.stream().map(DataHolder::name).collect(Collectors.joining(", "));
    }

    /** A transaction of a first run would drop what it has not made. */
    static final class GoneException extends RuntimeException {
        GoneException(String names) {
            super("it would drop " + names
                    + " without naming it, which was there before, and no ledger says where from");
        }

        String next() {
            return "nothing of that was done; leave it out, or drop it where it belongs; if migrations up to V made it: bellows baseline V";
        }
    }
}
