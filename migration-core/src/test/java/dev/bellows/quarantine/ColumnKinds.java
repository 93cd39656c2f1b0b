package dev.bellows.quarantine;

import static dev.bellows.quarantine.Kind.kind;

import java.util.List;

/** Kinds of columns; where it is not the last one, it comes back as the last one. */
final class ColumnKinds {
    private ColumnKinds() {}

    /** What both ways keep. */
    static final List<Kind> BOTH = List.of(
            kind("plain", """
                    CREATE TABLE t (id int PRIMARY KEY, c numeric(10, 2) NOT NULL DEFAULT 1.5); INSERT INTO t VALUES (1, 2.5), (2, 3);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("nulls and a default", """
                    CREATE TABLE t (id int PRIMARY KEY, c text DEFAULT 'x'); INSERT INTO t VALUES (1, NULL), (2, 'y'), (3, DEFAULT);
                    """, "ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS c"),
            kind("serial", """
                    CREATE TABLE t (id int PRIMARY KEY, c serial); INSERT INTO t VALUES (1), (2); GRANT USAGE ON t_c_seq TO {reader};
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("unique, and part of one", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int UNIQUE, UNIQUE (a, c)); INSERT INTO t VALUES (1, 1, 1), (2, 1, NULL);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("unique nulls not distinct", """
                    CREATE TABLE t (id int PRIMARY KEY, c int UNIQUE NULLS NOT DISTINCT); INSERT INTO t VALUES (1, 1), (2, NULL);
                    CREATE UNIQUE INDEX i ON t (c) NULLS NOT DISTINCT;
                    """, "ALTER TABLE t DROP COLUMN c")
                    .since(15),
            kind("indexes of every sort", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c text); INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y');
                    CREATE INDEX i1 ON t (c DESC NULLS LAST) WITH (fillfactor = 70); CREATE INDEX i2 ON t (a) WHERE c = 'x';
                    CREATE UNIQUE INDEX i3 ON t (coalesce(c, '')); ALTER INDEX i3 ALTER 1 SET STATISTICS 10;
                    CREATE INDEX i4 ON t (a) INCLUDE (c); CREATE INDEX i5 ON t USING hash (c); COMMENT ON INDEX i1 IS 'i1';
                    CREATE INDEX i6 ON t (c text_pattern_ops, a); ALTER TABLE t CLUSTER ON i6;
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("excluded", """
                    CREATE TABLE t (id int PRIMARY KEY, c int4range, EXCLUDE USING gist (c WITH &&)); INSERT INTO t VALUES (1, '[1,2)');
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("checks over several columns", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int CHECK (c > 0), CONSTRAINT pair CHECK (a < c));
                    COMMENT ON CONSTRAINT pair ON t IS 'both'; INSERT INTO t VALUES (1, 1, 2);
                    ALTER TABLE t ADD CONSTRAINT later CHECK (c > 5) NOT VALID;
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("a named not null", """
                    CREATE TABLE t (id int PRIMARY KEY, c int CONSTRAINT something NOT NULL); INSERT INTO t VALUES (1, 1);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("foreign keys out, every action", """
                    CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE (id, b)); INSERT INTO p VALUES (1, 1), (2, 2);
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int REFERENCES p ON DELETE CASCADE,
                        FOREIGN KEY (c) REFERENCES p ON DELETE SET NULL ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED,
                        CONSTRAINT pair FOREIGN KEY (c, a) REFERENCES p (id, b) ON UPDATE CASCADE);
                    COMMENT ON CONSTRAINT pair ON t IS 'pair'; INSERT INTO t VALUES (1, 1, 1), (2, 2, 2);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("a foreign key to its own table", """
                    CREATE TABLE t (id int PRIMARY KEY, c int REFERENCES t); INSERT INTO t VALUES (1, NULL), (2, 1);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("grants and options", """
                    CREATE TABLE t (id int PRIMARY KEY, c text); INSERT INTO t VALUES (1, 'x');
                    GRANT SELECT (c), UPDATE (c) ON t TO {reader} WITH GRANT OPTION; GRANT SELECT (c) ON t TO PUBLIC;
                    ALTER TABLE t ALTER c SET STATISTICS 500, ALTER c SET STORAGE EXTERNAL, ALTER c SET COMPRESSION pglz,
                        ALTER c SET (n_distinct = 5, n_distinct_inherited = -0.5); COMMENT ON COLUMN t.c IS 'it''s';
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("statistics", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int); INSERT INTO t VALUES (1, 1, 1); CREATE STATISTICS s ON a, c FROM t;
                    ALTER STATISTICS s SET STATISTICS 77; COMMENT ON STATISTICS s IS 's'; ALTER STATISTICS s OWNER TO {owner};
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("types of every sort", """
                    CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN short AS text COLLATE "C" CHECK (length(VALUE) < 5);
                    CREATE TYPE pair AS (a float8, b text);
                    CREATE TABLE t (id int PRIMARY KEY, m mood, s short, p pair, ms mood[], h hstore, x citext, f float8, b bytea,
                        c text COLLATE "POSIX", i interval(3) DEFAULT '1 day', w "char", bits bit(3));
                    INSERT INTO t VALUES (1, 'happy', 'x', (0.1, 'y"'), '{sad,NULL}', 'a=>NULL', 'X', 0.1, '\\x00ff', 'c', '1s', 'w', '101'),
                        (2, NULL, NULL, NULL, NULL, NULL, NULL, 'NaN', '', '', NULL, '', NULL);
                    """, """
                    ALTER TABLE t DROP bits; ALTER TABLE t DROP w; ALTER TABLE t DROP i; ALTER TABLE t DROP c; ALTER TABLE t DROP b;
                    ALTER TABLE t DROP f; ALTER TABLE t DROP x; ALTER TABLE t DROP h; ALTER TABLE t DROP ms; ALTER TABLE t DROP p;
                    ALTER TABLE t DROP s; ALTER TABLE t DROP m"""),
            kind("of a partitioned table", """
                    CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1), (2);
                    CREATE TABLE t (id int PRIMARY KEY, c int NOT NULL DEFAULT 1 REFERENCES p CHECK (c > 0)) PARTITION BY RANGE (id);
                    CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10);
                    CREATE TABLE t2 PARTITION OF t (c DEFAULT 2) FOR VALUES FROM (10) TO (20) PARTITION BY HASH (id);
                    CREATE TABLE t20 PARTITION OF t2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                    CREATE INDEX i ON t (c); ALTER INDEX t1_c_idx RENAME TO another; CREATE INDEX own ON t1 (c, id);
                    COMMENT ON INDEX another IS 'of a partition'; COMMENT ON COLUMN t1.c IS 'of a partition';
                    ALTER TABLE t20 ADD CONSTRAINT own CHECK (c < 9); ALTER TABLE t1 ALTER c SET STATISTICS 7;
                    GRANT SELECT (c) ON t1 TO {reader}; INSERT INTO t VALUES (1, 1), (11, 2);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("a table with triggers, rules and forced policies", """
                    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''fired''; END';
                    CREATE TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1), (2, 2);
                    CREATE TRIGGER fires BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
                    CREATE TRIGGER always AFTER UPDATE ON t EXECUTE FUNCTION f(); ALTER TABLE t ENABLE ALWAYS TRIGGER always;
                    CREATE RULE nothing AS ON UPDATE TO t DO INSTEAD NOTHING;
                    ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
                    ALTER TABLE t OWNER TO {owner};
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("of a partitioned table, unique where something holds", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int) PARTITION BY RANGE (id);
                    CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (5) PARTITION BY RANGE (id);
                    CREATE TABLE t11 PARTITION OF t1 FOR VALUES FROM (0) TO (5);
                    CREATE UNIQUE INDEX i ON t (id, a) WHERE c IS NOT NULL; INSERT INTO t VALUES (1, 1, 1), (2, 1, NULL);
                    COMMENT ON INDEX i IS 'i';
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("of a partitioned table, unique nulls not distinct", """
                    CREATE TABLE t (id int PRIMARY KEY, c int, UNIQUE NULLS NOT DISTINCT (id, c)) PARTITION BY RANGE (id);
                    CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (5); INSERT INTO t VALUES (1, 1), (2, NULL);
                    """, "ALTER TABLE t DROP COLUMN c")
                    .since(15),
            kind("a partitioned table with triggers", """
                    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF TG_OP = ''UPDATE'' THEN RAISE EXCEPTION ''fired''; END IF; RETURN NEW; END';
                    CREATE TABLE t (id int PRIMARY KEY, c int) PARTITION BY RANGE (id);
                    CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);
                    CREATE TRIGGER fires AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t2 DISABLE TRIGGER fires;
                    CREATE TRIGGER own AFTER UPDATE ON t1 FOR EACH ROW EXECUTE FUNCTION f(); INSERT INTO t VALUES (1, 1), (11, 2);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind(
                    "quoted \"and\" long names",
                    """
                    CREATE TABLE "T" ("the key" int, "a""b" text, "the name of this column is as long as the name of a column may be" int
                        CONSTRAINT "it's" CHECK ("the name of this column is as long as the name of a column may be" > 0), PRIMARY KEY ("the key", "a""b"));
                    INSERT INTO "T" VALUES (1, 'x', 2);
                    """,
                    "ALTER TABLE \"T\" DROP \"the name of this column is as long as the name of a column may be\""),
            kind("unlogged, of another owner", """
                    CREATE UNLOGGED TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1); ALTER TABLE t OWNER TO {owner};
                    """, "ALTER TABLE t DROP COLUMN c"));

    /** What only a copy keeps. */
    static final List<Kind> COPIED = List.of(
            kind("not the last column", """
                    CREATE TABLE t (id int PRIMARY KEY, c int, d int); INSERT INTO t VALUES (1, 2, 3);
                    """, "ALTER TABLE t DROP COLUMN c").but("its place among the columns", "t"),
            kind("first of its statistics", """
                    CREATE TABLE t (id int PRIMARY KEY, c int, d int, e int); INSERT INTO t VALUES (1, 2, 3, 4);
                    CREATE STATISTICS s ON d, c FROM t; CREATE STATISTICS last ON c, (d + 1) FROM t;
                    """, "ALTER TABLE t DROP COLUMN c")
                    .but("its place among the columns", "t")
                    .but("the order of the columns of the statistics", ".s ON"),
            kind(
                            "of a partition that has an order of its own",
                            """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int, d int) PARTITION BY LIST (id);
                    CREATE TABLE t1 (c int, id int PRIMARY KEY, d int, a int); CREATE TABLE t2 (id int PRIMARY KEY, gone int, a int, c int, d int);
                    ALTER TABLE t2 DROP gone; ALTER TABLE t ATTACH PARTITION t1 FOR VALUES IN (1);
                    ALTER TABLE t ATTACH PARTITION t2 FOR VALUES IN (2); INSERT INTO t VALUES (1, 2, 3, 4), (2, 3, 4, 5);
                    """,
                            "ALTER TABLE t DROP COLUMN c; ALTER TABLE t DROP COLUMN d")
                    .but(
                            "its place among the columns of \"of a partition that has an order of its own\".t1: it comes last",
                            "t1"),
            kind("two at once, with what is over both", """
                    CREATE TABLE t (id int PRIMARY KEY, b int, c int, CHECK (b < c), UNIQUE (b, c)); CREATE INDEX i ON t (c, b);
                    INSERT INTO t VALUES (1, 2, 3);
                    """, "ALTER TABLE t DROP COLUMN b, DROP COLUMN c"),
            kind("identity always, at a later value", """
                    CREATE TABLE t (id int PRIMARY KEY, c int GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 3 CACHE 2 CYCLE));
                    INSERT INTO t (id) VALUES (1), (2); GRANT USAGE ON t_c_seq TO {reader}; COMMENT ON SEQUENCE t_c_seq IS 'counts';
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("identity by default, restarted", """
                    CREATE TABLE t (id int PRIMARY KEY, c bigint GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "other name"));
                    ALTER TABLE t ALTER c RESTART WITH 77;
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("generated", """
                    CREATE TABLE t (a int, c text COLLATE "C" GENERATED ALWAYS AS (a::text COLLATE "C") STORED NOT NULL); CREATE INDEX i ON t (c);
                    INSERT INTO t VALUES (1), (2); COMMENT ON COLUMN t.c IS 'twice'; GRANT SELECT (c) ON t TO {reader};
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("virtual", """
                    CREATE TABLE t (a int, c int GENERATED ALWAYS AS (a * 2) VIRTUAL); INSERT INTO t VALUES (1), (2);
                    """, "ALTER TABLE t DROP COLUMN c").since(18),
            kind("part of the primary key, another key stays", """
                    CREATE TABLE t (id int NOT NULL UNIQUE, c int, PRIMARY KEY (id, c)); INSERT INTO t VALUES (1, 1), (2, 1);
                    ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey; COMMENT ON CONSTRAINT t_pkey ON t IS 'key';
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("the key of a partitioned table, another one stays", """
                    CREATE TABLE t (id int NOT NULL UNIQUE, c int, CONSTRAINT pk PRIMARY KEY (id, c)) PARTITION BY LIST (id);
                    CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); ALTER INDEX t1_pkey RENAME TO other_name; INSERT INTO t VALUES (1, 1);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("included in a key", """
                    CREATE TABLE t (id int NOT NULL UNIQUE, a int, c int, PRIMARY KEY (a) INCLUDE (c)); INSERT INTO t VALUES (1, 1, 1);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("foreign keys in", """
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int, UNIQUE (a, c)); CREATE UNIQUE INDEX i ON t (c); INSERT INTO t VALUES (1, 1, 1);
                    CREATE TABLE child (a int, c int REFERENCES t (c) ON DELETE SET NULL, FOREIGN KEY (a, c) REFERENCES t (a, c));
                    COMMENT ON CONSTRAINT child_c_fkey ON child IS 'c'; INSERT INTO child VALUES (1, 1);
                    """, "ALTER TABLE t DROP COLUMN c CASCADE"),
            kind("a foreign key that sets one column null", """
                    CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); INSERT INTO p VALUES (1, 1);
                    CREATE TABLE t (id int PRIMARY KEY, a int, c int, FOREIGN KEY (a, c) REFERENCES p ON DELETE SET NULL (c));
                    INSERT INTO t VALUES (1, 1, 1);
                    """, "ALTER TABLE t DROP COLUMN c")
                    .since(15),
            kind("a key whose operator is in another schema", """
                    CREATE TABLE t (id apart.ltree PRIMARY KEY, c int); INSERT INTO t VALUES ('a.b', 1), ('a', 2);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("a key of many columns", """
                    CREATE TABLE t (a int, b text COLLATE "C", d date, c int, PRIMARY KEY (a, b, d)); INSERT INTO t VALUES (1, 'x', now(), 2);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("published", """
                    CREATE TABLE t (id int PRIMARY KEY, c text); INSERT INTO t VALUES (1, 'x'); CREATE PUBLICATION copied_p FOR TABLE t;
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("published by its name", """
                    CREATE TABLE t (id int PRIMARY KEY, c text); INSERT INTO t VALUES (1, 'x'); CREATE PUBLICATION copied_c FOR TABLE t (id, c);
                    """, "ALTER TABLE t DROP COLUMN c CASCADE")
                    .since(15),
            kind("triggers upon it", """
                    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1);
                    CREATE TRIGGER of_c BEFORE UPDATE OF c ON t FOR EACH ROW WHEN (new.c > 1) EXECUTE FUNCTION f();
                    ALTER TABLE t DISABLE TRIGGER of_c; COMMENT ON TRIGGER of_c ON t IS 'of c';
                    """, "ALTER TABLE t DROP COLUMN c CASCADE"),
            kind("views, rules, policies upon it", """
                    CREATE TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1);
                    CREATE VIEW seen AS SELECT c FROM t; CREATE MATERIALIZED VIEW again AS SELECT c FROM seen;
                    CREATE POLICY asks ON t USING (c > 0); CREATE RULE notes AS ON UPDATE TO t WHERE new.c > 5 DO INSTEAD NOTHING;
                    """, "ALTER TABLE t DROP COLUMN c CASCADE")
                    .but("view \"views, rules, policies upon it\".seen", "seen")
                    .but("materialized view \"views, rules, policies upon it\".again", "again"));

    /** What only another name keeps. */
    static final List<Kind> RENAMED = List.of(
            kind("not the last column", """
                    CREATE TABLE t (c int, d int); INSERT INTO t VALUES (2, 3);
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("inherited", """
                    CREATE TABLE t (id int, c int NOT NULL DEFAULT 1 CHECK (c > 0)); CREATE TABLE heir (d int) INHERITS (t);
                    INSERT INTO t VALUES (1, 2); INSERT INTO heir VALUES (2, 3, 4); ALTER TABLE heir ALTER c SET DEFAULT 5;
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("a row type that others use", """
                    CREATE TABLE t (id int, c int); CREATE TABLE other (t t); INSERT INTO other VALUES ((1, 2));
                    """, "ALTER TABLE t DROP COLUMN c"),
            kind("unique by an expression", """
                    CREATE TABLE t (id int, c text); CREATE UNIQUE INDEX i ON t (coalesce(c, '')); CREATE UNIQUE INDEX j ON t (id) WHERE c IS NULL;
                    COMMENT ON INDEX i IS 'i'; INSERT INTO t VALUES (1, 'x');
                    """, "ALTER TABLE t DROP COLUMN c"));
}
