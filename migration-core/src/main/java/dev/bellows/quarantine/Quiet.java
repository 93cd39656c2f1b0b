package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would hear of an UPDATE that only brings values back, or keep it from them: triggers, rules, policies that apply to
 * the table's owner too, constraints that rows from before them may violate.
 *
 * @param off turns it off
 * @param on turns it on as it was, in order
 */
public record Quiet(String off, List<String> on) {
    private static final String FORCE = " FORCE ROW LEVEL SECURITY";

    /**
     * Of triggers {@code t}, those that are no part of a key. Up to 14, those that partitions have from their table count as
     * internal: https://www.postgresql.org/docs/14/catalog-pg-trigger.html
     */
    static final String MADE_BY_PEOPLE = """
            (NOT t.tgisinternal OR t.tgparentid <> 0 AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_constraint AS k WHERE k.oid = t.tgconstraint AND k.contype <> 't'))""";

    public Quiet {
        on = List.copyOf(on);
    }

    /** Whether it is no trigger or rule, but that policies are meant for the owner too. */
    public boolean ofPolicies() {
        return on.get(0).endsWith(FORCE);
    }

    /** All of a table and its partitions as they are now. */
    public static List<Quiet> of(Connection connection, String table) throws SQLException {
        String sql = """
                WITH RECURSIVE tree AS (
                    SELECT pg_catalog.to_regclass(?)::oid AS oid
                    UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
                ), it AS (
                    SELECT c.*, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name FROM tree JOIN pg_catalog.pg_class AS c
                        ON c.oid = tree.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                ), heard AS (
                    SELECT name, 'TRIGGER' AS kind, tgname AS own, tgenabled AS state FROM it
                        JOIN pg_catalog.pg_trigger AS t ON tgrelid = it.oid WHERE {people}
                    UNION ALL
                    SELECT name, 'RULE', rulename, ev_enabled FROM it JOIN pg_catalog.pg_rewrite ON ev_class = it.oid
                )
                SELECT pg_catalog.format('ALTER TABLE ONLY %s DISABLE %s %I', name, kind, own),
                    pg_catalog.format('ALTER TABLE ONLY %s ENABLE %s%s %I', name, CASE state WHEN 'A' THEN 'ALWAYS ' END, kind, own), NULL
                FROM heard WHERE state IN ('O', 'A')
                UNION ALL
                SELECT pg_catalog.format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', name),
                    pg_catalog.format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name), NULL
                FROM it WHERE relrowsecurity AND relforcerowsecurity
                UNION ALL
                SELECT pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname),
                    pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', name, conname, definition),
                    'COMMENT ON CONSTRAINT ' || pg_catalog.quote_ident(conname) || ' ON ' || name || ' IS '
                        || pg_catalog.quote_literal(pg_catalog.obj_description(k.oid, 'pg_constraint'))
                FROM it JOIN pg_catalog.pg_constraint AS k ON conrelid = it.oid CROSS JOIN LATERAL pg_catalog.pg_get_constraintdef(k.oid) AS definition
                WHERE contype IN ('c', 'n') AND NOT convalidated AND conislocal AND coninhcount = 0 AND definition NOT LIKE '%NOT ENFORCED'""".replace("{people}", MADE_BY_PEOPLE);
        List<Quiet> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    @Nullable String comment = row.getString(3);
                    found.add(new Quiet(
                            row.getString(1),
                            comment == null ? List.of(row.getString(2)) : List.of(row.getString(2), comment)));
                }
            }
        }
        return found;
    }
}
