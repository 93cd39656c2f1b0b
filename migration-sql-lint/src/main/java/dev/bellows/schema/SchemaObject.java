package dev.bellows.schema;

import java.util.Set;

/** Something that shares the names of its schema with tables: PostgreSQL's relations. */
public sealed interface SchemaObject permits Index, Sequence, Table, View {
    /** What it is called. */
    ObjectName name();

    /** The number of the migration that made it; {@link Schema#ELSEWHERE} when none of the folder did. */
    int since();

    /** The names of the tables and views that it stands on or belongs to. */
    Set<ObjectName> pointsTo();

    /** The same with another name. */
    SchemaObject called(ObjectName other);
}
