package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.BellowsException;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Given random sequences of what makes, fills, drops, brings back, reverts and purges tables and columns, after each of them every
 * value is where the model says: still in a table or in quarantine, unless it was purged. Each value is a word of its own.
 */
class NothingIsLostTest {
    private static final int STEPS = 150;
    private static final List<String> TABLES = List.of("apples", "pears", "plums");
    private static final List<String> COLUMNS = List.of("a", "b", "c");

    private enum Doing {
        MAKE,
        FILL,
        FILL_AGAIN,
        DROP,
        DROP_AGAIN,
        RESTORE,
        DOWN,
        PURGE
    }

    @PostgresTest
    void noValueIsLostThatWasNotPurged(TestDatabase db) {
        long seed = Long.getLong("bellows.seed", System.nanoTime());
        Sequence sequence = new Sequence(db, new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            sequence.step("with -Dbellows.seed=" + seed + ", step " + i);
        }
        // A sequence in which everything is refused would prove nothing.
        assertThat(sequence.done).as("with -Dbellows.seed=" + seed).containsOnlyKeys(Doing.values());
    }

    private static final class Sequence {
        private final TestDatabase db;
        private final Random random;
        private final Set<String> alive = new TreeSet<>();
        private final Map<Doing, Integer> done = new EnumMap<>(Doing.class);
        private int version = 1;
        private int words;

        Sequence(TestDatabase db, Random random) {
            this.db = db;
            this.random = random;
            db.migrations("-- file: 0001_first.sql\nCREATE TABLE first (id int);\n");
            db.apply();
        }

        void step(String where) {
            Doing doing = any(List.of(Doing.values()));
            boolean did;
            try {
                did = act(doing);
            } catch (RefusedException e) {
                // Its name is taken, its table is not there: nothing has happened.
                did = false;
            } catch (BellowsException e) {
                // Another one with its name may have come back before it.
                if (doing != Doing.DOWN || !String.valueOf(e.getMessage()).contains("already exists")) {
                    throw new AssertionError(where + ": " + doing, e);
                }
                did = false;
            }
            if (did) {
                done.merge(doing, 1, Integer::sum);
            }
            assertThat(found(null)).as(where + ": " + doing).isEqualTo(alive);
        }

        private boolean act(Doing doing) {
            return switch (doing) {
                case MAKE -> make(any(TABLES));
                case FILL, FILL_AGAIN -> fill(any(TABLES));
                case DROP, DROP_AGAIN -> drop(any(TABLES));
                case RESTORE -> restore();
                case DOWN -> down();
                case PURGE -> random.nextBoolean() && purge();
            };
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private List<String> columns(String table) {
            return db
                    .query("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('" + table
                            + "') AND attnum > 0 AND NOT attisdropped")
                    .stream()
                    .map(row -> Objects.requireNonNull(row.get(0)))
                    .toList();
        }

        private boolean make(String table) {
            List<String> columns = columns(table);
            if (columns.isEmpty()) {
                migrate(
                        "",
                        "CREATE TABLE " + table + " (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text, b text)",
                        "DROP TABLE " + table);
                return true;
            }
            String column = any(COLUMNS);
            if (!columns.contains(column)) {
                migrate(
                        "",
                        "ALTER TABLE " + table + " ADD COLUMN " + column + " text",
                        "ALTER TABLE " + table + " DROP COLUMN " + column);
                return true;
            }
            return false;
        }

        private boolean fill(String table) {
            List<String> columns =
                    columns(table).stream().filter(COLUMNS::contains).toList();
            if (columns.isEmpty()) {
                return false;
            }
            String values = columns.stream().map(column -> word()).collect(Collectors.joining("', '", "'", "'"));
            db.sql("INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + values + ")");
            return true;
        }

        private String word() {
            String word = "word" + words++;
            alive.add(word);
            return word;
        }

        private boolean drop(String table) {
            List<String> columns =
                    columns(table).stream().filter(COLUMNS::contains).toList();
            if (columns.isEmpty() && columns(table).isEmpty()) {
                return false;
            }
            String way = random.nextBoolean() ? "-- bellows:quarantine rename\n" : "";
            migrate(
                    "-- bellows:phase contract\n" + way,
                    columns.isEmpty() || random.nextInt(3) == 0
                            ? "DROP TABLE " + table
                            : "ALTER TABLE " + table + " DROP COLUMN " + any(columns),
                    "");
            return true;
        }

        private void migrate(String directives, String up, String down) {
            version++;
            String name = "%04d_step".formatted(version);
            db.migrations("-- file: " + name + ".sql\n" + directives + up + ";\n"
                    + (down.isEmpty() ? "" : "-- file: " + name + ".down.sql\n" + down + ";\n"));
            db.applyAttested();
        }

        /** It is applied again at once, or never: later, what it makes may be there by other ways. */
        private boolean down() {
            boolean did = !db.bellows()
                    .down(DownTarget.steps(1), (plan, losses) -> !losses.any())
                    .steps()
                    .isEmpty();
            if (random.nextBoolean()) {
                db.applyAttested();
            } else if (did) {
                String last = Objects.requireNonNull(db.value(
                        "SELECT version FROM bellows_ledger WHERE event = 'reverted' ORDER BY position DESC LIMIT 1"));
                db.folder().resolve(last + "_step.sql").toFile().delete();
                db.folder().resolve(last + "_step.down.sql").toFile().delete();
            }
            return did;
        }

        private boolean restore() {
            List<Kept> waiting = db.bellows().quarantined();
            return !waiting.isEmpty()
                    && !db.bellows().restore(any(waiting).name()).isEmpty();
        }

        /** What is in a place that is purged and nowhere else is gone. */
        private boolean purge() {
            Set<String> gone = new HashSet<>();
            for (Kept kept : db.bellows().quarantined()) {
                gone.addAll(kept.way() == QuarantineWay.RENAMED ? hidden(kept) : found(kept.name()));
            }
            boolean any = !db.bellows().purge(Duration.ZERO).isEmpty();
            gone.removeAll(found(null));
            alive.removeAll(gone);
            return any;
        }

        private Set<String> hidden(Kept kept) {
            String column = kept.place().replaceFirst(".*\\.", "").replace("\"", "");
            Set<String> found = new TreeSet<>();
            db.query("SELECT attrelid::regclass FROM pg_attribute WHERE attname = '" + column + "'")
                    .forEach(row -> db.query("SELECT \"" + column + "\" FROM " + row.get(0) + " WHERE \"" + column
                                    + "\" IS NOT NULL")
                            .forEach(value -> found.add(Objects.requireNonNull(value.get(0)))));
            return found;
        }

        /** All words in a schema, or in all of them. */
        private Set<String> found(@org.jspecify.annotations.Nullable String schema) {
            return db
                    .query("""
                    SELECT DISTINCT w[1] FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        CROSS JOIN LATERAL query_to_xml(format('SELECT * FROM %%I.%%I', n.nspname, c.relname), true, true, '') AS x
                        CROSS JOIN LATERAL regexp_matches(x::text, 'word[0-9]+', 'g') AS w
                    WHERE c.relkind = 'r' AND c.relname NOT LIKE 'bellows%%' AND n.nspname %s""".formatted(
                                    schema == null
                                            ? "IN (SELECT nspname FROM pg_namespace WHERE nspname ~ '^(public$|bellows_q)')"
                                            : "= '" + schema + "'"))
                    .stream()
                    .map(row -> Objects.requireNonNull(row.get(0)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
