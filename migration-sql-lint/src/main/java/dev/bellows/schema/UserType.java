package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type that a migration made.
 *
 * @param values of an enum, in order; empty for other kinds
 * @param base what a domain is made of; null for other kinds
 * @param constrained whether a domain demands something of its values
 */
public record UserType(
        ObjectName name,
        Kind kind,
        List<String> values,
        @Nullable DataType base,
        boolean constrained,
        int since) {
    /** The kinds of types. */
    public enum Kind {
        ENUM,
        COMPOSITE,
        DOMAIN,
        OTHER
    }

    public UserType {
        values = List.copyOf(values);
    }

    UserType called(ObjectName other) {
        return new UserType(other, kind, values, base, constrained, since);
    }

    UserType values(List<String> others) {
        return new UserType(name, kind, others, base, constrained, since);
    }

    UserType constrained(boolean demands) {
        return new UserType(name, kind, values, base, demands, since);
    }
}
