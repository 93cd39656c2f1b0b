package dev.bellows.ledger;

/** The two ways in which a word enters SQL that we build. */
public final class Sql {
    private Sql() {}

    /** The identifier in double quotes, whatever it holds. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Both parts in double quotes with a dot between. */
    public static String quote(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    /** The text as a literal; right whatever {@code standard_conforming_strings} says. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
