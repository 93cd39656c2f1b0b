package dev.bellows.quarantine;

import java.util.Optional;

/** The values of a copied column: the statement that puts them back, and what is asked about it. Rows are {@code t}, copies {@code k}. */
public final class Values {
    private static final String WHAT = "its values";
    private static final String MATCHING = " AS k WHERE ";
    private static final String KNOWN = " AND (";

    private Values() {}

    /** What puts them back; a value that was NULL counts as one. */
    static Mend back(Column column, String place, String type) {
        String name = column.name();
        return new Mend(
                "UPDATE " + column.table() + " AS t SET " + name + " = k." + name + (column.asText() ? "::" + type : "")
                        + " FROM " + place + MATCHING + column.match() + KNOWN + "k." + name + " IS NOT NULL OR t."
                        + name
                        + " IS NOT NULL)",
                true,
                WHAT);
    }

    /** The statement that puts a thing's values back; empty for all but copied columns, and for one without a copy. */
    public static Optional<Mend> of(Stored stored) {
        return stored.restore().stream()
                .filter(mend ->
                        mend.needed() && mend.what().equals(WHAT) && mend.sql().startsWith("UPDATE "))
                .findFirst();
    }

    /** The column's name, quoted where it must be. */
    public static String column(Stored stored) {
        return stored.kept().object().substring(stored.table().length() + 1);
    }

    /** The same where the column takes no NULL: what was NULL stays as it is now. */
    public static String known(Mend values, Stored stored) {
        return values.sql() + " AND k." + column(stored) + " IS NOT NULL";
    }

    /** The same for values that others have overwritten. */
    public static String overwritten(String values, Stored stored) {
        String name = column(stored);
        return values + " AND t." + name + "::text IS DISTINCT FROM k." + name + "::text";
    }

    /** Asks how many values find no row. */
    public static String orphans(Mend values, Stored stored) {
        return "SELECT count(*) FROM " + stored.kept().place() + MATCHING + "k." + column(stored)
                + " IS NOT NULL AND NOT EXISTS (SELECT FROM " + stored.table() + " AS t WHERE " + match(values, stored)
                + ")";
    }

    /** Asks how many rows find no value, not even that it was NULL. */
    public static String without(Mend values, Stored stored) {
        return "SELECT count(*) FROM " + stored.table() + " AS t WHERE NOT EXISTS (SELECT FROM "
                + stored.kept().place() + MATCHING + match(values, stored) + ")";
    }

    private static String match(Mend values, Stored stored) {
        String from = " FROM " + stored.kept().place() + MATCHING;
        int begins = values.sql().indexOf(from) + from.length();
        return values.sql().substring(begins, values.sql().lastIndexOf(KNOWN));
    }

    /** Asks whether one of them that finds its row is NULL. */
    public static String anyUnknown(Mend values, Stored stored) {
        return "SELECT EXISTS (SELECT FROM " + stored.kept().place() + MATCHING + "k." + column(stored)
                + " IS NULL AND EXISTS (SELECT FROM " + stored.table() + " AS t WHERE " + match(values, stored) + "))";
    }
}
