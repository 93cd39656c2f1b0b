package dev.bellows.quarantine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Three tables with what random choices give them, in a schema of their own, and contracts that drop some of it: {@code p}, to which
 * {@code t} refers, and {@code u}, which refers to {@code t}.
 */
final class RandomShape {
    private static final List<String> TYPES = List.of(
            "int",
            "text",
            "numeric(12, 3)",
            "timestamptz",
            "text[]",
            "jsonb",
            "int4range",
            "bytea",
            "varchar(40)",
            "smallint",
            "{schema}.mood",
            "{schema}.short",
            "{schema}.pair",
            "bool",
            "uuid",
            "text COLLATE \"C\"",
            "date",
            "bigint");

    private final Random random;
    private final String schema;
    private final List<String> made = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> special = new ArrayList<>();
    private boolean partitioned;

    RandomShape(long seed, int number) {
        this.random = new Random(seed * 1_000_003 + number);
        this.schema = "shape_" + number;
        make();
    }

    String schema() {
        return schema;
    }

    /** What makes it; each statement by itself, as a choice may be none that PostgreSQL takes. */
    List<String> made() {
        return made.stream().map(sql -> sql.replace("{schema}", schema)).toList();
    }

    private boolean rarely() {
        return random.nextInt(5) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String column() {
        return any(columns);
    }

    private void make() {
        made.add("CREATE TYPE mood AS ENUM ('sad', 'happy')");
        made.add("CREATE DOMAIN short AS text CHECK (length(VALUE) < 50)" + (rarely() ? " DEFAULT 'dd'" : ""));
        made.add("CREATE TYPE pair AS (a int, b text)");
        made.add("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        made.add("CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE (id, b))");
        made.add("INSERT INTO p SELECT g, g FROM generate_series(1, 9) AS g");
        partitioned = rarely();
        table();
        made.add("CREATE TABLE u (id serial PRIMARY KEY, t int REFERENCES t" + action() + ", n text)");
        int extras = 2 + random.nextInt(9);
        for (int i = 0; i < extras; i++) {
            extra(i);
        }
        made.add("INSERT INTO t (id) SELECT g FROM generate_series(1, 6) AS g ON CONFLICT DO NOTHING");
        for (int i = 0; i < columns.size(); i++) {
            made.add("UPDATE t SET " + columns.get(i) + " = " + value(types.get(i)) + " WHERE id <> "
                    + random.nextInt(7));
        }
        made.add("INSERT INTO u (t, n) SELECT id, 'u' || id FROM t");
    }

    private String value(String type) {
        return switch (type) {
            case "int", "bigint", "smallint", "numeric(12, 3)" -> "1 + id % 9";
            case "timestamptz", "date" -> "timestamptz '2026-01-01 UTC' + id * interval '1 day'";
            case "text[]" -> "ARRAY['a' || id, NULL]";
            case "jsonb" -> "jsonb_build_object('k', id)";
            case "int4range" -> "int4range(id * 10, id * 10 + 5)";
            case "bytea" -> "decode(lpad(id::text, 4, '0'), 'hex')";
            case "{schema}.mood" -> "(CASE WHEN id % 2 = 0 THEN 'sad' ELSE 'happy' END)::mood";
            case "{schema}.pair" -> "ROW(id, 'x\"' || id)::pair";
            case "bool" -> "id % 2 = 0";
            case "uuid" -> "md5(id::text)::uuid";
            default -> "'v' || id";
        };
    }

    private void table() {
        StringBuilder sql = new StringBuilder("CREATE " + (rarely() ? "UNLOGGED " : "") + "TABLE t (");
        boolean idFirst = random.nextInt(4) > 0;
        String id = "id int PRIMARY KEY";
        if (idFirst) {
            sql.append(id).append(", ");
        }
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String name = any(List.of(
                    "c",
                    "\"Odd \"\"name\"",
                    "größe",
                    "\"select\"",
                    "x",
                    "very_long_name_of_a_column_that_nearly_fills_all_63_bytes"));
            name = name.startsWith("\"") ? name.substring(0, name.length() - 1) + i + "\"" : name + i;
            String type = any(TYPES);
            sql.append(name).append(' ').append(type).append(option(type, name)).append(", ");
            columns.add(name);
            types.add(type);
        }
        if (rarely()) {
            special.add("g");
            sql.append("g int GENERATED ALWAYS AS (id * 2) STORED, ");
        }
        if (rarely()) {
            special.add("ident");
            sql.append("ident bigint GENERATED ")
                    .append(any(List.of("ALWAYS", "BY DEFAULT")))
                    .append(" AS IDENTITY (START 100 INCREMENT 5), ");
        }
        if (rarely()) {
            special.add("ser");
            sql.append("ser serial, ");
        }
        if (!idFirst) {
            sql.append(id).append(", ");
        }
        sql.setLength(sql.length() - 2);
        sql.append(partitioned ? ") PARTITION BY RANGE (id)" : ")" + (rarely() ? " WITH (fillfactor = 70)" : ""));
        made.add(partitioned ? sql.toString().replace("UNLOGGED ", "") : sql.toString());
        if (partitioned) {
            made.add("CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (MINVALUE) TO (4)");
            made.add("CREATE TABLE t_high PARTITION OF t FOR VALUES FROM (4) TO (MAXVALUE)");
        }
    }

    private String option(String type, String name) {
        boolean number = type.equals("int") || type.equals("bigint");
        return switch (random.nextInt(9)) {
            case 0 -> " NOT NULL DEFAULT " + value(type).replaceAll("\\bid\\b", "7");
            case 1 -> " DEFAULT NULL";
            case 2 -> number ? " CHECK (" + name + " > 0)" : "";
            case 3 -> type.equals("int") ? " REFERENCES p" + action() : "";
            case 4 -> partitioned ? "" : " UNIQUE";
            default -> "";
        };
    }

    private String action() {
        return any(List.of(
                "",
                " ON DELETE CASCADE",
                " ON DELETE SET NULL ON UPDATE CASCADE",
                " DEFERRABLE INITIALLY DEFERRED",
                " ON UPDATE RESTRICT"));
    }

    private void extra(int i) {
        String a = column();
        String b = column();
        String part = partitioned && random.nextBoolean() ? "t_low" : "t";
        made.add(
                switch (random.nextInt(28)) {
                    case 0 -> "CREATE INDEX i" + i + " ON " + part + " (" + a + ")";
                    case 1 -> "CREATE INDEX i" + i + " ON t (" + a + " DESC NULLS LAST, id) INCLUDE (" + b + ")";
                    case 2 -> "CREATE UNIQUE INDEX i" + i + " ON t (id, " + a + ") WHERE " + b + " IS NOT NULL";
                    case 3 -> "CREATE INDEX i" + i + " ON t ((" + a + "::text || 'x'))";
                    case 4 ->
                        "ALTER TABLE t ADD CONSTRAINT k" + i + " CHECK (" + a + " IS NOT NULL OR " + b
                                + " IS NULL OR id > 0)";
                    case 5 -> "ALTER TABLE t ADD CONSTRAINT k" + i + " CHECK (" + a + " IS NOT NULL) NOT VALID";
                    case 6 ->
                        "ALTER TABLE t ADD CONSTRAINT k" + i + " UNIQUE (id, " + a + ")"
                                + (rarely() ? " DEFERRABLE" : "");
                    case 7 -> "ALTER TABLE t ADD CONSTRAINT k" + i + " FOREIGN KEY (" + a + ") REFERENCES p" + action();
                    case 8 ->
                        "CREATE TRIGGER r" + i + " BEFORE UPDATE OF " + a
                                + " ON t FOR EACH ROW EXECUTE FUNCTION touch('arg''s')";
                    case 9 ->
                        "CREATE TRIGGER r" + i + " AFTER INSERT ON " + part + " FOR EACH ROW WHEN (NEW." + a
                                + " IS NOT NULL) EXECUTE FUNCTION touch()";
                    case 10 -> "CREATE POLICY o" + i + " ON t FOR SELECT TO {reader} USING (" + a + " IS NOT NULL)";
                    case 11 -> "ALTER TABLE t ENABLE ROW LEVEL SECURITY";
                    case 12 -> "CREATE STATISTICS s" + i + " ON " + a + ", id FROM " + part;
                    case 13 -> "GRANT SELECT (" + a + "), UPDATE (" + b + ") ON t TO {reader}";
                    case 14 -> "GRANT SELECT, INSERT ON t TO {reader} WITH GRANT OPTION";
                    case 15 -> "COMMENT ON COLUMN t." + a + " IS 'it''s'";
                    case 16 -> "COMMENT ON TABLE " + part + " IS 'a table'";
                    case 17 -> "ALTER TABLE t ALTER " + a + " SET STATISTICS 33, ALTER " + b + " SET (n_distinct = 4)";
                    case 18 -> "ALTER TABLE t ALTER " + a + " SET STORAGE EXTERNAL";
                    case 19 -> "ALTER TABLE t ALTER " + a + " SET COMPRESSION pglz";
                    case 20 -> "ALTER TABLE t REPLICA IDENTITY FULL";
                    case 21 -> "ALTER TABLE t CLUSTER ON t_pkey";
                    case 22 -> "CREATE RULE w" + i + " AS ON UPDATE TO t WHERE NEW." + a + " IS NULL DO ALSO SELECT 1";
                    case 23 -> !rarely() ? "SELECT 1" : "CREATE TABLE child" + i + " (z int) INHERITS (t)";
                    case 24 -> "CREATE VIEW v" + i + " AS SELECT id, n FROM u";
                    case 25 ->
                        "CREATE PUBLICATION {schema}_" + i + " FOR TABLE "
                                + (random.nextBoolean() ? "t (id, " + a + ")" : "t");
                    case 26 -> "ALTER TABLE t ALTER " + a + " SET NOT NULL";
                    default -> "ALTER TABLE t OWNER TO {owner}";
                });
    }

    /** The statements of one contract each; what they drop may need what an earlier one dropped. */
    List<List<String>> contracts() {
        List<String> drops = new ArrayList<>();
        List<String> all = new ArrayList<>(columns);
        all.addAll(special);
        Collections.shuffle(all, random);
        int count = 1 + random.nextInt(Math.min(4, all.size()));
        for (int i = 0; i < count; i++) {
            boolean two = i + 1 < count && rarely();
            drops.add("ALTER TABLE t DROP COLUMN " + all.get(i) + (rarely() ? " CASCADE" : "")
                    + (two ? ", DROP COLUMN " + all.get(++i) : ""));
        }
        if (random.nextInt(3) == 0) {
            drops.add("DROP TABLE u" + (rarely() ? " CASCADE" : ""));
            if (random.nextBoolean()) {
                drops.add("DROP TABLE t");
            }
        }
        if (rarely()) {
            drops.add("DROP TABLE p CASCADE");
        }
        List<List<String>> contracts = new ArrayList<>();
        for (String drop : drops) {
            if (contracts.isEmpty() || random.nextBoolean()) {
                contracts.add(new ArrayList<>());
            }
            contracts.get(contracts.size() - 1).add(drop);
        }
        return contracts;
    }

    /** Whether its columns stay under other names. */
    boolean renames() {
        return random.nextInt(4) == 0;
    }

    Random random() {
        return random;
    }
}
