package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.sql.Quoting;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pieces of SQL for the ways that rules show. */
public final class Sql {
    private static final Pattern PLAIN_TYPE = Pattern.compile("[a-z_][a-z0-9_ ]*");
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_LIST = 8;

    private Sql() {}

    /** The name of an object of a kind that always has one. */
    static QualifiedName named(ObjectReference reference) {
        return Objects.requireNonNull(reference.name(), "only casts and transforms have no name");
    }

    /** A name made of others, as PostgreSQL makes them: {@code orders_total_key}. */
    public static String join(String... parts) {
        String name = String.join("_", parts);
        return quoted(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
    }

    /** A name as it must be written. */
    public static String quoted(String name) {
        return Quoting.identifier(name);
    }

    /** Things in a sentence; of many, the first and how many more. */
    static String list(List<String> words) {
        return words.size() <= LONGEST_LIST
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, LONGEST_LIST)) + " and " + (words.size() - LONGEST_LIST) + " more";
    }

    /** Names as they were written, in parentheses. */
    static String columns(List<Identifier> names) {
        return names.stream().map(Identifier::written).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Words of a statement in the middle of a sentence. */
    static String lower(String words) {
        return words.toLowerCase(Locale.ROOT);
    }

    /** A string as it must be written. */
    public static String string(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** The last part of a name: the object's own. */
    static Identifier last(QualifiedName name) {
        return name.parts().get(name.parts().size() - 1);
    }

    /** Another name in the schema that a name says, as the user would write it. */
    static String beside(QualifiedName name, Identifier other, Scope scope) {
        String written = scope.text(name);
        String own = last(name).written();
        return written.substring(0, written.length() - own.length()) + other.written();
    }

    /** A type as it must be written: {@code timestamp(3) with time zone}. */
    public static String type(DataType type) {
        String schema = type.schema() == null ? "" : quoted(type.schema()) + ".";
        String modifiers = type.modifiers().isEmpty() ? "" : "(" + String.join(", ", type.modifiers()) + ")";
        int space = type.name().indexOf(" with");
        // PostgreSQL's own types are key words, and must not be quoted.
        boolean plain = schema.isEmpty() && PLAIN_TYPE.matcher(type.name()).matches();
        String name = plain ? type.name() : quoted(type.name());
        return schema
                + (space < 0 ? name + modifiers : name.substring(0, space) + modifiers + name.substring(space))
                + "[]".repeat(type.dimensions());
    }
}
