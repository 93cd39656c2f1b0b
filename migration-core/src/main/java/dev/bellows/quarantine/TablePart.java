package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Something of a table {@code t} with a name; and what says how it is made again. */
enum TablePart {
    CONSTRAINT("o.conkey", "pg_catalog.pg_constraint AS o ON o.conrelid = t.oid WHERE o.conname = ?"),
    /** Those of other tables that go with a constraint. */
    KEYS(
            "k.conkey",
            "pg_catalog.pg_constraint AS k ON k.conrelid = t.oid JOIN pg_catalog.pg_constraint AS o ON o.contype = 'f'"
                    + " AND o.confrelid = t.oid AND o.conindid = k.conindid AND o.conparentid = 0 AND o.oid <> k.oid WHERE k.conname = ?"),
    DEFAULT(
            "ARRAY[a.attnum]",
            "pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_attrdef AS o"
                    + " ON o.adrelid = t.oid AND o.adnum = a.attnum WHERE a.attname = ?"),
    NOT_NULL(
            "ARRAY[a.attnum]",
            "pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_constraint AS o"
                    + " ON o.conrelid = t.oid AND o.contype = 'n' AND a.attnum = ANY (o.conkey) WHERE a.attname = ?"),
    INDEX(
            "ARRAY(SELECT d.refobjsubid::int2 FROM pg_catalog.pg_depend AS d WHERE d.objid = o.oid AND d.refobjid = t.oid"
                    + " AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid)",
            "pg_catalog.pg_index AS x ON x.indrelid = t.oid JOIN pg_catalog.pg_class AS o ON o.oid = x.indexrelid WHERE o.relname = ?"),
    TRIGGER("ARRAY[]::int2[]", "pg_catalog.pg_trigger AS o ON o.tgrelid = t.oid WHERE o.tgname = ?"),
    POLICY("ARRAY[]::int2[]", "pg_catalog.pg_policy AS o ON o.polrelid = t.oid WHERE o.polname = ?"),
    RULE("ARRAY[]::int2[]", "pg_catalog.pg_rewrite AS o ON o.ev_class = t.oid WHERE o.rulename = ?"),
    PUBLISHED(
            "ARRAY[]::int2[]",
            "pg_catalog.pg_publication_rel AS o ON o.prrelid = t.oid JOIN pg_catalog.pg_publication AS p ON p.oid = o.prpubid"
                    + " WHERE p.pubname = ?");

    /** A check or a foreign key of a partitioned table comes to its partitions by itself. */
    private static final String CONSTRAINTS = """
            WITH RECURSIVE part AS (
                SELECT unnest(?::oid[]) AS oid
                UNION SELECT k.oid FROM part JOIN pg_constraint AS k ON k.conparentid = part.oid WHERE k.contype IN ('p', 'u', 'x')
            ) SELECT oid FROM part ORDER BY oid""";

    private static final String THEIR_INDEXES =
            "SELECT conindid FROM pg_constraint WHERE oid = ANY (?) AND contype IN ('p', 'u', 'x') ORDER BY conindid";

    private static final String INDEXES = """
            WITH RECURSIVE part AS (
                SELECT unnest(?::oid[]) AS oid UNION SELECT i.inhrelid FROM part JOIN pg_inherits AS i ON i.inhparent = part.oid
            ) SELECT oid FROM part ORDER BY oid""";

    private final String columns;
    private final String of;

    /** @param columns of the table that it needs */
    TablePart(String columns, String of) {
        this.columns = columns;
        this.of = of;
    }

    /** Of a partitioned table, also those of its partitions, which go along. */
    void define(Connection connection, Definitions definitions, List<Long> oids) throws SQLException {
        switch (this) {
            case CONSTRAINT -> {
                List<Long> all = find(connection, CONSTRAINTS, oids);
                definitions.constraints(all);
                definitions.propertiesOfIndexes(find(connection, THEIR_INDEXES, all));
            }
            case INDEX -> {
                List<Long> all = find(connection, INDEXES, oids);
                definitions.indexes(all);
                definitions.propertiesOfIndexes(all);
            }
            case KEYS, NOT_NULL -> definitions.constraints(oids);
            case DEFAULT -> definitions.defaults(oids);
            case TRIGGER -> definitions.triggers(oids);
            case POLICY -> definitions.policies(oids);
            case RULE -> definitions.rules(oids);
            case PUBLISHED -> definitions.publications(oids);
        }
    }

    private static List<Long> find(Connection connection, String sql, List<Long> oids) throws SQLException {
        return Definitions.find(connection, sql, connection.createArrayOf("oid", oids.toArray()));
    }

    /** Numbers of the columns that it needs, as an array. */
    String columns() {
        return columns;
    }

    /** What stands behind {@code JOIN}, with {@code o} for it and a parameter for its name. */
    String of() {
        return of;
    }
}
