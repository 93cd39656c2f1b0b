package dev.bellows.ledger;

import dev.bellows.model.Decision;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.MigrationLabel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps what instances are compared with when they enter: each contract that was opened or is applied, and what it needs. It
 * follows the ledger, entry by entry, in the same transaction.
 */
final class ContractRows {
    private static final String CONTRACT = "contract";

    private final GateTables tables;

    ContractRows(GateTables tables) {
        this.tables = tables;
    }

    /** Does what follows from an entry; the gate's row is changed with whatever changes. */
    void follow(Connection connection, Entry entry) throws SQLException {
        if (!CONTRACT.equals(entry.phase())) {
            return;
        }
        if (overtakes(entry)) {
            add(connection, entry);
        } else if (undoes(entry)) {
            remove(connection, entry);
        }
    }

    private static boolean overtakes(Entry entry) {
        return entry.event() == EventKind.OPENED
                || (entry.event() == EventKind.APPLIED && entry.complete())
                || entry.event() == EventKind.ADOPTED
                || decided(entry, Decision.Kind.APPLIED);
    }

    private static boolean undoes(Entry entry) {
        return entry.event() == EventKind.WITHDRAWN
                || (entry.event() == EventKind.REVERTED && entry.complete())
                || decided(entry, Decision.Kind.REVERTED);
    }

    private static boolean decided(Entry entry, Decision.Kind kind) {
        Decision decision = entry.decision();
        return decision != null && decision.kind() == kind;
    }

    private void add(Connection connection, Entry entry) throws SQLException {
        MigrationLabel needed = entry.after() == null
                ? entry.label()
                : new MigrationLabel(entry.id().owner(), entry.after());
        String sql = """
                WITH added AS (
                    INSERT INTO {contract} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING position
                )
                UPDATE {gate} AS g SET position = added.position FROM added""";
        try (PreparedStatement statement = connection.prepareStatement(tables.named(sql))) {
            statement.setString(1, entry.id().owner());
            statement.setString(2, entry.id().key());
            statement.setString(3, entry.label().toString());
            statement.setString(4, needed.toString());
            statement.setString(5, needed.id().owner() + ":" + needed.id().key());
            statement.setLong(6, entry.position());
            statement.executeUpdate();
        }
    }

    private void remove(Connection connection, Entry entry) throws SQLException {
        String sql = """
                WITH removed AS (
                    DELETE FROM {contract} WHERE owner = ? AND key = ? RETURNING position
                )
                UPDATE {gate} AS g SET position = coalesce((SELECT max(c.position) FROM {contract} AS c
                        WHERE c.position NOT IN (SELECT r.position FROM removed AS r)), 0)
                    WHERE EXISTS (SELECT FROM removed)""";
        try (PreparedStatement statement = connection.prepareStatement(tables.named(sql))) {
            statement.setString(1, entry.id().owner());
            statement.setString(2, entry.id().key());
            statement.executeUpdate();
        }
    }
}
