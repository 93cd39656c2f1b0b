package dev.bellows.chaos;

import java.util.List;
import java.util.Random;

/** What an expand of a random folder does; each can run whatever came before it, and be undone whatever came after it. */
enum Kind {
    TABLE {
        @Override
        Recipe recipe(String id, Random random) {
            return Recipe.of(
                    List.of("CREATE TABLE made_" + id + " (id int PRIMARY KEY, what text DEFAULT 'x')", nap(random)),
                    List.of("DROP TABLE made_" + id));
        }
    },
    COLUMN {
        @Override
        Recipe recipe(String id, Random random) {
            String table = table(random);
            return Recipe.of(
                    List.of(nap(random), "ALTER TABLE " + table + " ADD COLUMN c_" + id + " int"),
                    List.of("ALTER TABLE " + table + " DROP COLUMN c_" + id));
        }
    },
    FILL {
        @Override
        Recipe recipe(String id, Random random) {
            String table = table(random);
            return Recipe.of(
                    List.of("UPDATE " + table + " SET filled = " + id.length() + " WHERE id % 7 = 0", nap(random)),
                    List.of("UPDATE " + table + " SET filled = NULL WHERE id % 7 = 0"));
        }
    },
    INDEX {
        @Override
        Recipe recipe(String id, Random random) {
            return Recipe.of(
                    List.of("CREATE INDEX CONCURRENTLY i_" + id + " ON " + table(random) + " (keep)"),
                    List.of("DROP INDEX CONCURRENTLY i_" + id));
        }
    },
    STATEMENTS {
        @Override
        Recipe recipe(String id, Random random) {
            return new Recipe(
                    OUTSIDE,
                    List.of(
                            "CREATE TABLE step_" + id + " (id int)",
                            nap(random),
                            "ALTER TABLE step_" + id + " ADD COLUMN two int"),
                    "",
                    List.of("ALTER TABLE step_" + id + " DROP COLUMN two", "DROP TABLE step_" + id));
        }
    },
    MAINTENANCE {
        @Override
        Recipe recipe(String id, Random random) {
            String table = table(random);
            return Recipe.of(
                    List.of("REINDEX INDEX CONCURRENTLY " + table + "_pkey", "VACUUM " + table), List.of("SELECT 1"));
        }
    },
    VIEW {
        @Override
        Recipe recipe(String id, Random random) {
            String table = table(random);
            return Recipe.of(
                    List.of(
                            "CREATE VIEW v_" + id + " AS SELECT id, keep FROM " + table + " WHERE filled IS NULL",
                            nap(random),
                            "CREATE MATERIALIZED VIEW m_" + id + " AS SELECT count(*) AS many FROM v_" + id),
                    List.of("DROP MATERIALIZED VIEW m_" + id, "DROP VIEW v_" + id));
        }
    },
    FOREIGN_KEY {
        @Override
        Recipe recipe(String id, Random random) {
            int from = random.nextInt(Thing.TABLES.size());
            int to = (from + 1 + random.nextInt(Thing.TABLES.size() - 1)) % Thing.TABLES.size();
            String alter = "ALTER TABLE " + Thing.TABLES.get(from);
            return new Recipe(
                    "-- bellows:allow add-foreign-key nobody deletes rows, or adds others\n"
                            + (random.nextBoolean() ? OUTSIDE : ""),
                    List.of(
                            alter + " ADD CONSTRAINT fk_" + id + " FOREIGN KEY (id) REFERENCES " + Thing.TABLES.get(to)
                                    + " (id) NOT VALID",
                            alter + " VALIDATE CONSTRAINT fk_" + id),
                    "",
                    List.of(alter + " DROP CONSTRAINT fk_" + id));
        }
    },
    PARTITIONED {
        @Override
        Recipe recipe(String id, Random random) {
            String table = "parted_" + id;
            return Recipe.of(
                    List.of(
                            "CREATE TABLE " + table
                                    + " (id bigint REFERENCES t1 (id), at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                            "CREATE TABLE " + table + "_1 PARTITION OF " + table + " FOR VALUES FROM (0) TO (100)",
                            nap(random),
                            "CREATE TABLE " + table + "_2 PARTITION OF " + table + " DEFAULT",
                            "INSERT INTO " + table + " SELECT i, i FROM generate_series(1, 200) AS i"),
                    List.of("DROP TABLE " + table));
        }
    },
    PARTITION {
        @Override
        Recipe recipe(String id, Random random) {
            int from = 2 * Integer.parseInt(id.replaceAll("\\D", "")) + (id.matches("\\d+") ? 0 : 1);
            return Recipe.of(
                    List.of(
                            "CREATE TABLE part_" + id + " PARTITION OF parted FOR VALUES FROM (" + from + ") TO ("
                                    + (from + 1) + ")",
                            nap(random)),
                    // What waits has the constraint that a concurrent detach leaves, and psql's partition has not.
                    List.of(
                            "ALTER TABLE parted DETACH PARTITION part_" + id + " CONCURRENTLY",
                            "ALTER TABLE part_" + id + " DROP CONSTRAINT IF EXISTS part_" + id + "_at_check",
                            "DROP TABLE part_" + id));
        }
    },
    /** Nobody but a person can tell whether a procedure that commits came to its end. */
    PROCEDURE {
        @Override
        Recipe recipe(String id, Random random) {
            return new Recipe(
                    OUTSIDE,
                    List.of(
                            "CREATE PROCEDURE walk_" + id + "() LANGUAGE plpgsql AS $$ BEGIN FOR i IN 0..4 LOOP UPDATE "
                                    + table(random)
                                    + " SET filled = i WHERE id % 10 = i; COMMIT; PERFORM pg_sleep(0.2);"
                                    + " END LOOP; INSERT INTO chaos.walked VALUES ('" + id + "'); END $$",
                            "CALL walk_" + id + "()",
                            "DROP PROCEDURE walk_" + id + "()"),
                    OUTSIDE,
                    List.of("DELETE FROM chaos.walked WHERE id = '" + id + "'"));
        }
    },
    CODE {
        @Override
        Recipe recipe(String id, Random random) {
            throw new IllegalStateException("it is no text");
        }
    };

    private static final String OUTSIDE = "-- bellows:transaction off\n";

    /** What a migration and its reverse consist of; the directives stand before the statements. */
    record Recipe(String directives, List<String> up, String downDirectives, List<String> down) {
        static Recipe of(List<String> up, List<String> down) {
            return new Recipe("", up, "", down);
        }
    }

    /** @param id what the names of what it makes end with */
    abstract Recipe recipe(String id, Random random);

    private static String table(Random random) {
        return Thing.TABLES.get(random.nextInt(Thing.TABLES.size()));
    }

    static String nap(Random random) {
        return "SELECT pg_sleep(0." + (1 + random.nextInt(8)) + ")";
    }
}
