package dev.bellows.lint.rules;

import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Pieces of SQL for the ways that rules show. */
final class Sql {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int LONGEST_NAME = 63;

    private Sql() {}

    /** The name of an object of a kind that always has one. */
    static QualifiedName named(ObjectReference reference) {
        return Objects.requireNonNull(reference.name(), "only casts and transforms have no name");
    }

    /** A name made of others, as PostgreSQL makes them: {@code orders_total_key}. */
    static String join(String... parts) {
        String name = String.join("_", parts);
        return quoted(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
    }

    /** A name as it must be written. */
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Words of a statement in the middle of a sentence. */
    static String lower(String words) {
        return words.toLowerCase(Locale.ROOT);
    }
}
