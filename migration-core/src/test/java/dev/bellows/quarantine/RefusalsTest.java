package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Given what cannot be kept, when a contract drops it, then it is refused with a reason and a way on, and nothing has changed. */
class RefusalsTest {
    private static final String COPY = "";
    private static final String RENAME = "-- bellows:quarantine rename\n";

    /** What the plan refuses. */
    private record Case(String name, String way, String made, String drop, String reason, String next) {
        Case(String name, String way, String made, String drop, String reason) {
            this(
                    name,
                    way,
                    made,
                    drop,
                    reason,
                    way.equals(COPY) ? "-- bellows:quarantine off" : "-- bellows:quarantine");
        }
    }

    private static final List<Case> AT_PLANNING = List.of(
            new Case("no key", COPY, """
                    CREATE TABLE t (id int UNIQUE, c int); CREATE UNIQUE INDEX ON t (c) WHERE c > 0; INSERT INTO t VALUES (1, 1);
                    """, "ALTER TABLE t DROP c", "has no primary key, nor another"),
            new Case("the only key", COPY, """
                    CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1);
                    """, "ALTER TABLE t DROP id", "has no primary key, nor another"),
            new Case("the key goes too", COPY, """
                    CREATE TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1);
                    """, "ALTER TABLE t DROP c, DROP id", "has no primary key, nor another"),
            new Case("inherited", COPY, """
                    CREATE TABLE t (id int PRIMARY KEY, c int); CREATE TABLE heir () INHERITS (t); INSERT INTO heir VALUES (1, 1);
                    """, "ALTER TABLE t DROP c", "tables inherit it"),
            new Case("generated and inherited", COPY, """
                    CREATE TABLE t (id int, c int GENERATED ALWAYS AS (id) STORED); CREATE TABLE heir () INHERITS (t);
                    """, "ALTER TABLE t DROP c", "tables inherit it"),
            new Case(
                    "in rows elsewhere",
                    COPY,
                    """
                    CREATE TABLE t (id int PRIMARY KEY, c int); INSERT INTO t VALUES (1, 1);
                    CREATE DOMAIN listed AS t[]; CREATE TYPE pair AS (a int, b listed); CREATE TABLE u (p pair);
                    """,
                    "ALTER TABLE t DROP c",
                    "u.p holds rows of \"in rows elsewhere\".t"),
            new Case(
                    "too big, and its key has an order of its own",
                    COPY,
                    """
                    CREATE TABLE t (id text NOT NULL, c int); CREATE UNIQUE INDEX ON t (id text_pattern_ops);
                    UPDATE pg_class SET reltuples = 1e9 WHERE oid = 't'::regclass; INSERT INTO t VALUES (1, 1);
                    """,
                    "ALTER TABLE t DROP c",
                    "takes about 1000 s",
                    "-- bellows:max-blocking"),
            new Case(
                    "what is generated from it goes too",
                    COPY,
                    """
                    CREATE TABLE t (id int PRIMARY KEY, c int, g int GENERATED ALWAYS AS (c) STORED);
                    """,
                    "ALTER TABLE t DROP c CASCADE",
                    "CASCADE would take column"),
            new Case(
                    "two that are generated from it go too",
                    COPY,
                    """
                    CREATE TABLE t (id int PRIMARY KEY, c int, g int GENERATED ALWAYS AS (c) STORED, h int GENERATED ALWAYS AS (c) STORED);
                    """,
                    "ALTER TABLE t DROP c CASCADE",
                    "column \"two that are generated from it go too\".t.g, column \"two that are generated from it go too\".t.h along with",
                    "drop them by their names first"),
            new Case(
                    "a column of its row type goes too",
                    COPY,
                    """
                    CREATE TABLE t (id int); CREATE TABLE u (t t); INSERT INTO u VALUES ('(1)');
                    """,
                    "DROP TABLE t CASCADE",
                    "CASCADE would take column",
                    ": ALTER TABLE \"a column of its row type goes too\".u ALTER COLUMN t TYPE text; and leave CASCADE out"),
            new Case(
                    "a type that is made of it goes too", COPY, """
                    CREATE TABLE t (id int); CREATE DOMAIN listed AS t[];
                    """, "DROP TABLE t CASCADE", "CASCADE would take type"),
            new Case(
                    "two partitions of one name",
                    COPY,
                    """
                    CREATE TABLE t (id int) PARTITION BY LIST (id); CREATE SCHEMA "of its own";
                    CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE "of its own".t1 PARTITION OF t FOR VALUES IN (2);
                    """,
                    "DROP TABLE t",
                    "two of these tables are called t1",
                    "rename one of them"),
            new Case("an identity", RENAME, """
                    CREATE TABLE t (c int GENERATED ALWAYS AS IDENTITY, d int);
                    """, "ALTER TABLE t DROP c", "it is an identity"),
            new Case("a generated column", RENAME, """
                    CREATE TABLE t (a int, c int GENERATED ALWAYS AS (a) STORED);
                    """, "ALTER TABLE t DROP c", "it is generated"),
            new Case("part of the primary key", RENAME, """
                    CREATE TABLE t (a int, c int, PRIMARY KEY (a, c));
                    """, "ALTER TABLE t DROP c", "it is part of a key"),
            new Case("the replica identity", RENAME, """
                    CREATE TABLE t (c int NOT NULL UNIQUE); ALTER TABLE t REPLICA IDENTITY USING INDEX t_c_key;
                    """, "ALTER TABLE t DROP c", "it is part of a key"),
            new Case("a domain that is not null", RENAME, """
                    CREATE DOMAIN d AS int NOT NULL; CREATE TABLE t (a int, c d);
                    """, "ALTER TABLE t DROP c", "its domain forbids NULL"),
            new Case(
                    "a domain whose check forbids null",
                    RENAME,
                    """
                    CREATE DOMAIN d AS int CHECK (VALUE IS NOT NULL); CREATE DOMAIN e AS d; CREATE TABLE t (a int, c e);
                    """,
                    "ALTER TABLE t DROP c",
                    "its domain forbids NULL"),
            new Case("published", RENAME, """
                    CREATE TABLE t (a int, c int); CREATE PUBLICATION refused_p FOR TABLE t;
                    """, "ALTER TABLE t DROP c", "its table is published"),
            new Case("published as a whole", RENAME, """
                    CREATE TABLE t (a int, c int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
                    CREATE PUBLICATION refused_w FOR TABLE t;
                    """, "ALTER TABLE t DROP c", "its table is published"),
            new Case("an heir's own too", RENAME, """
                    CREATE TABLE t (a int, c int); CREATE TABLE heir (c int) INHERITS (t);
                    """, "ALTER TABLE t DROP c", "has it as its own too"),
            new Case(
                    "not from its heirs",
                    RENAME,
                    """
                    CREATE TABLE t (a int, c int); CREATE TABLE heir () INHERITS (t);
                    """,
                    "ALTER TABLE ONLY t DROP c",
                    "it is not to go from the tables that inherit it"),
            new Case(
                    "cascade",
                    RENAME,
                    """
                    CREATE TABLE t (a int, c int); CREATE VIEW v AS SELECT c FROM t;
                    """,
                    "ALTER TABLE t DROP c CASCADE",
                    "where CASCADE is to take",
                    "leave CASCADE out"),
            new Case(
                    "not alone",
                    RENAME,
                    """
                    CREATE TABLE t (a int, c int);
                    """,
                    "ALTER TABLE t DROP c, ADD d int",
                    "does more than to drop it",
                    "a statement of its own"));

    @PostgresTest
    void whatCannotBeKeptIsRefusedByThePlan(TestDatabase db) {
        begin(db);
        for (Case each : AT_PLANNING) {
            make(db, each.name(), each.made());
            contract(db, 1000 + AT_PLANNING.indexOf(each), each.way(), each.name(), each.drop());
        }
        Map<String, Set<String>> before = Picture.of(db);

        RefusedException refused = catchThrowableOfType(RefusedException.class, db::applyAttested);

        assertThat(refused.report().refusals()).hasSameSizeAs(AT_PLANNING);
        for (int i = 0; i < AT_PLANNING.size(); i++) {
            Case each = AT_PLANNING.get(i);
            assertThat(refused.report().refusals().get(i).toString())
                    .as(each.name())
                    .contains("cannot-quarantine", each.reason(), each.next());
        }
        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.ledger()).hasSize(1);
    }

    /** Statements that drop what they do not name: found when they have run, and rolled back. */
    private static final Map<String, String> HIDDEN = Map.of(
            "DO $$ BEGIN DROP TABLE t; END $$", "hidden.t",
            "SELECT drop_it()", "hidden.t.m",
            "DROP SCHEMA hidden CASCADE", "hidden.t",
            "DROP TYPE mood CASCADE", "hidden.t.m",
            "DROP DOMAIN short CASCADE", "hidden.t.s",
            "DROP EXTENSION hstore CASCADE", "hidden.t.h",
            "DROP OWNED BY {owner} CASCADE", "hidden.u");

    @PostgresTest
    void whatAStatementTakesAlongWithoutNamingItIsRefused(TestDatabase db) throws Exception {
        try (Roles roles = Roles.in(db)) {
            begin(db);
            db.sql("CREATE EXTENSION hstore");
            make(db, "hidden", roles.named("""
                    CREATE TYPE mood AS ENUM ('sad'); CREATE DOMAIN short AS text;
                    CREATE TABLE t (id int PRIMARY KEY, m mood, s short, h hstore); INSERT INTO t VALUES (1, 'sad', 'x', 'a=>1');
                    CREATE TABLE u (a int); INSERT INTO u VALUES (1); ALTER TABLE u OWNER TO {owner};
                    CREATE FUNCTION drop_it() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE t DROP COLUMN m; END';
                    """));
            Map<String, Set<String>> before = Picture.of(db);
            for (Map.Entry<String, String> each : HIDDEN.entrySet()) {
                Path file = contract(db, 2, COPY, "hidden", roles.named(each.getKey()));

                RefusedException refused = catchThrowableOfType(RefusedException.class, db::applyAttested);

                assertThat(refused)
                        .as(each.getKey())
                        .hasMessageContaining("cannot-quarantine")
                        .hasMessageContaining(each.getValue())
                        .hasMessageContaining("-- bellows:quarantine off");
                assertThat(Picture.of(db)).as(each.getKey()).isEqualTo(before);
                Files.delete(file);
            }
        }
    }

    @PostgresTest
    void whatPostgresRefusesToDropFailsAndStaysWhereItIs(TestDatabase db) throws Exception {
        begin(db);
        make(db, "needed", """
                CREATE TABLE t (id int PRIMARY KEY, c serial, d int); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT d FROM t;
                CREATE TABLE u (c int DEFAULT nextval('t_c_seq')); CREATE TABLE free (a int);
                """);
        Map<String, Set<String>> before = Picture.of(db);
        for (String drop : List.of(
                "DROP TABLE t",
                "DROP TABLE free, t",
                "ALTER TABLE t ADD e int, DROP c",
                "ALTER TABLE t DROP d",
                RENAME + "ALTER TABLE t DROP d")) {
            Path file = contract(db, 2, drop.startsWith("--") ? RENAME : COPY, "needed", drop.replace(RENAME, ""));

            StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::applyAttested);

            assertThat(failed).as(drop).hasMessageContaining("2BP01");
            assertThat(Picture.of(db)).as(drop).isEqualTo(before);
            Files.delete(file);
        }
    }

    private static void begin(TestDatabase db) {
        db.migrations("-- file: 0001_first.sql\nCREATE SCHEMA first;\n");
        db.apply();
    }

    private static void make(TestDatabase db, String name, String made) {
        db.sql("CREATE SCHEMA \"" + name + "\"; SET search_path TO \"" + name + "\", public; " + made);
    }

    private static Path contract(TestDatabase db, int version, String way, String schema, String drop) {
        String name = version + "_drop.sql";
        db.migrations("-- file: " + name + "\n-- bellows:phase contract\n" + way + "SET search_path TO \"" + schema
                + "\", public;\n" + drop + ";\n");
        return db.folder().resolve(name);
    }

    @PostgresTest
    void aColumnOfTheRowTypeCanKeepItsValuesAsTheRefusalSays(TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (id int, a text);\nCREATE TABLE u (\"my t\" t, ts t[]);\n");
        db.apply();
        db.sql("INSERT INTO t VALUES (1, 'x'); INSERT INTO u VALUES ((1, 'x'), ARRAY[(1, 'x')::t])");
        String drop = "-- file: 0002_drop.sql\n-- bellows:phase contract\n";
        db.migrations(drop + "DROP TABLE t CASCADE;\n");

        String next = catchThrowableOfType(RefusedException.class, db::applyAttested)
                .report()
                .refusals()
                .get(0)
                .next();
        String advice = next.replaceFirst("^.* row type: ", "").replaceFirst("; and leave.*", "");
        db.migrations(drop + advice + ";\nDROP TABLE t;\n");
        db.applyAttested();

        assertThat(advice)
                .isEqualTo(
                        "ALTER TABLE public.u ALTER COLUMN \"my t\" TYPE text; ALTER TABLE public.u ALTER COLUMN ts TYPE text");
        assertThat(db.query("SELECT * FROM u")).containsExactly(List.of("(1,x)", "{\"(1,x)\"}"));
        assertThat(db.bellows().restore("t").get(0).missing()).isEmpty();
    }
}
