package dev.bellows.schema;

import dev.bellows.sql.Quoting;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object with the schema that it is in, both as PostgreSQL understands them.
 *
 * @param schema {@link #TEMPORARY} for what goes with its session
 */
public record ObjectName(String schema, String name) {
    /** The schema that every session has for itself. */
    public static final String TEMPORARY = "pg_temp";

    /** Where objects go when nobody says otherwise. */
    public static final String PUBLIC = "public";

    /** One order for everybody. */
    public static final Comparator<ObjectName> ORDER = ObjectName::order;

    /** The same name in another schema. */
    public ObjectName in(String other) {
        return new ObjectName(other, name);
    }

    /** Another name in the same schema. */
    public ObjectName called(String other) {
        return new ObjectName(schema, other);
    }

    private static int order(ObjectName one, ObjectName other) {
        int schemas = one.schema.compareTo(other.schema);
        return schemas != 0 ? schemas : one.name.compareTo(other.name);
    }

    /** Written out: names are looked up with every statement, and what a record brings by itself is slow until it is compiled. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectName that && name.equals(that.name) && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
    }

    /** As it must be written in SQL, without the schema that everybody is in. */
    public String written() {
        String own = Quoting.identifier(name);
        return schema.equals(PUBLIC) || schema.equals(TEMPORARY) ? own : Quoting.identifier(schema) + "." + own;
    }

    /** As a person would say it: without the schema that everybody is in. */
    @Override
    public String toString() {
        return schema.equals(PUBLIC) || schema.equals(TEMPORARY) ? name : schema + "." + name;
    }
}
