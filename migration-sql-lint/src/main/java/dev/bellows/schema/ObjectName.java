package dev.bellows.schema;

import java.util.Comparator;

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
    public static final Comparator<ObjectName> ORDER =
            Comparator.comparing(ObjectName::schema).thenComparing(ObjectName::name);

    /** The same name in another schema. */
    public ObjectName in(String other) {
        return new ObjectName(other, name);
    }

    /** Another name in the same schema. */
    public ObjectName called(String other) {
        return new ObjectName(schema, other);
    }

    /** As a person would say it: without the schema that everybody is in. */
    @Override
    public String toString() {
        return schema.equals(PUBLIC) || schema.equals(TEMPORARY) ? name : schema + "." + name;
    }
}
