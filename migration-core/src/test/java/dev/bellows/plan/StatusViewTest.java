package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Writer;
import dev.bellows.model.Build;
import dev.bellows.model.Decision;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.LedgerName;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Resolution;
import dev.bellows.model.Settings;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view {@code bellows_status} folds the ledger as the engine does, whatever happened in whatever order. */
class StatusViewTest {
    private static final LedgerTables TABLES = new LedgerTables("public", LedgerName.DEFAULT);
    private static final int STATEMENTS = 3;
    private static final int ENTRIES = 150;

    /** Versions with and without leading zeros are the same migration. */
    private static final List<List<String>> VERSIONS = List.of(
            List.of("0"), List.of("1", "01"), List.of("2"), List.of("0003", "3"), List.of("10"), List.of("R_names"));

    private static final List<String> OWNERS = List.of(MigrationId.MAIN, "billing");

    @ParameterizedTest(name = "seed {0}")
    @ExtendWith(PostgresExtension.class)
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aRandomHistoryReadsTheSame(long seed, TestDatabase db) throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = db.connection()) {
            Ledger.create(connection, TABLES.create());
            Writer writer = new Writer("run", "role", "host", "test", "1", "9", null);
            Ledger ledger = new Ledger(TABLES, writer, StandardCharsets.UTF_8, Ledger.read(connection, TABLES));
            connection.setAutoCommit(false);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < ENTRIES; i++) {
                append(connection, ledger, draft(random, History.of(entries)));
                entries = Ledger.read(connection, TABLES).entries();

                assertThat(view(connection))
                        .as("seed %d after %s", seed, told(entries))
                        .isEqualTo(folded(entries));
                assertThat(surveyed(entries))
                        .as("seed %d after %s", seed, told(entries))
                        .isSubsetOf(view(connection).values());
            }
        }
    }

    @PostgresTest
    void aBaselineIsSeenUntilSomethingHappensToItsVersion(TestDatabase db) {
        db.migrations("""
                -- file: 0001_a.sql
                CREATE TABLE a ();
                -- file: 0001_a.down.sql
                -- bellows:transaction off
                SELECT nothing;
                -- file: 2_b.sql
                CREATE TABLE b ();
                """);
        db.bellows().baseline("1");
        String states = "SELECT string_agg(version || ' ' || state, ', ' ORDER BY version) FROM bellows_status";
        assertThat(db.value(states)).isEqualTo("1 baselined");

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .hasMessageContaining("42703");
        assertThat(db.value(states)).as("nothing of it was undone").isEqualTo("1 baselined");

        db.bellows().resolve(Resolution.of("1", Decision.REVERTED, "by hand"));
        assertThat(db.value(states)).isEqualTo("0001 reverted");
    }

    @PostgresTest
    void theChecksumIsThatOfTheFileThatCounts(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (); -- a comment\n");
        db.bellows().resolve(Resolution.of("1", Decision.parse("accept-checksum"), "a comment"));

        assertThat(db.value("SELECT state || ' ' || position FROM bellows_status"))
                .isEqualTo("applied 1");
        assertThat(db.value("SELECT checksum FROM bellows_status"))
                .isEqualTo(db.value("SELECT checksum FROM bellows_ledger WHERE position = 2"))
                .isNotEqualTo(db.value("SELECT checksum FROM bellows_ledger WHERE position = 1"));
    }

    private static void append(Connection connection, Ledger ledger, Draft draft) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet fence = statement.executeQuery(ledger.fenceSql())) {
            ledger.fenced(fence);
        }
        Entry entry = ledger.append(connection, draft);
        connection.commit();
        ledger.committed(entry);
    }

    /** What may happen to some migration next; some of it never would, and reads the same all the same. */
    private static Draft draft(Random random, History history) {
        String owner = one(random, OWNERS);
        String version = one(random, one(random, VERSIONS));
        @Nullable Standing standing = history.of(MigrationId.parse(owner, version));
        EventKind event = one(random, List.of(EventKind.values()));
        if (event == EventKind.BASELINED && version.startsWith("R_")) {
            event = EventKind.APPLIED;
        }
        Draft draft = new Draft(
                event,
                null,
                new Draft.Subject(owner, version, "words", "expand", null, "1:" + random.nextInt(100)),
                null,
                null,
                null,
                null,
                null,
                null);
        int done = random.nextInt(STATEMENTS + 1);
        return switch (event) {
            case APPLIED -> draft.statements(done, STATEMENTS, null).direction(false);
            case REVERTED -> draft.statements(done, STATEMENTS, null).direction(true);
            case INTENT, FAILED ->
                draft.statements(random.nextInt(STATEMENTS), STATEMENTS, null).direction(random.nextBoolean());
            case RESOLVED -> resolved(random, draft, standing, done);
            default -> draft;
        };
    }

    private static Draft resolved(Random random, Draft draft, @Nullable Standing standing, int done) {
        return switch (random.nextInt(5)) {
            case 0 -> draft.statements(STATEMENTS, STATEMENTS, null).decided(Decision.APPLIED);
            case 1 -> draft.statements(0, STATEMENTS, null).decided(Decision.REVERTED);
            case 2 -> draft.decided(Decision.MISSING);
            // Only for what is applied: nothing else has a checksum to accept.
            case 3 ->
                draft.decided(standing != null && standing.applied() ? Decision.ACCEPT_CHECKSUM : Decision.MISSING);
            default ->
                draft.statements(done, STATEMENTS, null)
                        .direction(standing != null && standing.down())
                        .decided(Decision.resumeAt(done + 1));
        };
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<String, String> view(Connection connection) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT owner, version, state, statements_done, statements_total"
                        + " FROM bellows_status WHERE state <> 'baselined'")) {
            while (row.next()) {
                MigrationId id = MigrationId.parse(row.getString(1), row.getString(2));
                found.put(id.toString(), line(id, row.getString(3), row.getInt(4), row.getInt(5)));
            }
        }
        return found;
    }

    private static Map<String, String> folded(List<Entry> entries) {
        Map<String, String> found = new TreeMap<>();
        History.of(entries)
                .standings()
                .forEach((id, standing) -> found.put(
                        id.toString(),
                        line(id, standing.kind().name().toLowerCase(Locale.ROOT), standing.done(), standing.total())));
        return found;
    }

    /** What {@code bellows status} shows of a database whose files are not here. */
    private static List<String> surveyed(List<Entry> entries) {
        return new Survey(
                        new Build(List.of(), List.of()),
                        Settings.DEFAULT,
                        new Situation(entries, 0, 0, List.of(), null))
                .rows().stream()
                        .map(row -> line(
                                MigrationId.parse(row.owner(), row.version()),
                                row.state().word(),
                                row.done(),
                                row.total()))
                        .toList();
    }

    private static String line(MigrationId id, String state, int done, int total) {
        boolean counted = state.equals("failed") || state.equals("unfinished");
        return id.owner() + ":" + id.key() + " " + state + (counted ? " at " + done + "/" + total : "");
    }

    private static String told(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append('\n')
                .append(entry.label())
                .append(' ')
                .append(entry.event().word())
                .append(' ')
                .append(entry.direction())
                .append(' ')
                .append(entry.done())
                .append(' ')
                .append(entry.detail()));
        return text.toString();
    }
}
