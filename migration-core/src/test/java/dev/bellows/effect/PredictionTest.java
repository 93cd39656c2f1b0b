package dev.bellows.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.schema.Schema;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.StatementText;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is predicted of a statement is what the server does: which tables it locks and how, reads whole, writes anew. */
class PredictionTest {
    private static final String SCHEMA = """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE DOMAIN label AS text;
            CREATE TABLE users (id int PRIMARY KEY, name text, email varchar(20) NOT NULL, at timestamp, paid numeric(8, 2),
                net cidr, age int, CONSTRAINT named CHECK (name IS NOT NULL));
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, total int, note text DEFAULT 'x',
                state mood, CONSTRAINT total_known CHECK (total IS NOT NULL AND total > 0));
            CREATE TABLE lines (order_id int, number int);
            CREATE INDEX lines_order ON lines (order_id);
            CREATE UNIQUE INDEX lines_key ON lines (order_id, number);
            ALTER TABLE lines ADD CONSTRAINT lines_order_fk FOREIGN KEY (order_id) REFERENCES orders NOT VALID;
            ALTER TABLE lines ADD CONSTRAINT lines_number CHECK (number > 0) NOT VALID;
            CREATE VIEW names AS SELECT id, name FROM users;
            CREATE VIEW short AS SELECT name FROM names;
            CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS total FROM orders;
            CREATE TABLE events (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            CREATE TABLE loose (id int NOT NULL, at date NOT NULL);
            CREATE TABLE days (at date NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE days_rest PARTITION OF days DEFAULT;
            ALTER TABLE days_rest ADD CHECK (NOT (at >= '2026-03-01' AND at < '2026-04-01'));
            CREATE TABLE march (at date NOT NULL CHECK (at >= '2026-03-01' AND at < '2026-04-01'));
            CREATE TABLE kinds (kind text) PARTITION BY LIST (kind);
            CREATE TABLE kind_a (kind text CHECK (kind IS NOT NULL AND kind = 'a'));
            CREATE TABLE kind_b (kind text CHECK (kind = 'b'));
            CREATE TABLE parent (a int);
            CREATE TABLE small (a int);
            CREATE TABLE t2 (id int PRIMARY KEY);
            CREATE SEQUENCE nr_seq;
            CREATE SCHEMA apart;
            CREATE DOMAIN cost AS numeric CONSTRAINT free CHECK (VALUE >= 0);
            ALTER DOMAIN cost ADD CONSTRAINT later CHECK (VALUE < 9) NOT VALID;
            CREATE TABLE spare (name varchar(20), kind varchar(20), tags varchar(20)[], at timestamp, label text, price cost);
            CREATE INDEX ON spare (lower(name));
            CREATE INDEX ON spare (label) WHERE kind <> 'x';
            CREATE INDEX ON spare (at);
            CREATE TABLE child (b int) INHERITS (parent);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION stable_one() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
            CREATE FUNCTION volatile_one() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
            CREATE TRIGGER touched BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE POLICY mine ON orders;
            CREATE RULE quiet AS ON DELETE TO lines DO INSTEAD NOTHING;
            """;

    private static final List<String> STATEMENTS = List.of("""
            ALTER TABLE users ADD COLUMN nick text
            ALTER TABLE users ADD COLUMN nick text DEFAULT 'x'
            ALTER TABLE users ADD COLUMN nick text NOT NULL DEFAULT 'x'
            ALTER TABLE users ADD COLUMN since timestamptz DEFAULT now()
            ALTER TABLE users ADD COLUMN since timestamptz DEFAULT clock_timestamp()
            ALTER TABLE users ADD COLUMN uid uuid DEFAULT gen_random_uuid()
            ALTER TABLE users ADD COLUMN one int DEFAULT stable_one()
            ALTER TABLE users ADD COLUMN one int DEFAULT volatile_one()
            ALTER TABLE users ADD COLUMN nr serial
            ALTER TABLE users ADD COLUMN nr int GENERATED ALWAYS AS IDENTITY
            ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) STORED
            ALTER TABLE users ADD COLUMN p positive
            ALTER TABLE users ADD COLUMN l label
            ALTER TABLE users ADD COLUMN size int CHECK (size > 0)
            ALTER TABLE lines ADD COLUMN u int UNIQUE
            ALTER TABLE lines ADD COLUMN user_id int REFERENCES users
            ALTER TABLE parent ADD COLUMN c int
            ALTER TABLE parent ADD COLUMN c float DEFAULT random()
            ALTER TABLE events ADD COLUMN c int
            ALTER TABLE events ADD COLUMN c float DEFAULT random()
            ALTER TABLE users DROP COLUMN age
            ALTER TABLE orders DROP COLUMN user_id
            ALTER TABLE users DROP COLUMN name CASCADE
            ALTER TABLE users ALTER age SET DEFAULT 1
            ALTER TABLE orders ALTER note DROP DEFAULT
            ALTER TABLE users ALTER age SET NOT NULL
            ALTER TABLE users ALTER name SET NOT NULL
            ALTER TABLE users ALTER email SET NOT NULL
            ALTER TABLE orders ALTER total SET NOT NULL
            ALTER TABLE users ALTER email DROP NOT NULL
            ALTER TABLE users ALTER age TYPE bigint
            ALTER TABLE users ALTER email TYPE varchar(40)
            ALTER TABLE users ALTER email TYPE varchar(10)
            ALTER TABLE users ALTER email TYPE varchar
            ALTER TABLE users ALTER email TYPE text
            ALTER TABLE users ALTER age TYPE text
            ALTER TABLE orders ALTER note TYPE varchar
            ALTER TABLE orders ALTER note TYPE varchar(5)
            ALTER TABLE users ALTER at TYPE timestamptz
            ALTER TABLE users ALTER at TYPE timestamp(3)
            ALTER TABLE users ALTER paid TYPE numeric(10, 2)
            ALTER TABLE users ALTER paid TYPE numeric(8, 3)
            ALTER TABLE users ALTER paid TYPE numeric
            ALTER TABLE users ALTER net TYPE inet
            ALTER TABLE orders ALTER state TYPE text
            ALTER TABLE users ALTER age TYPE int USING age + 1
            ALTER TABLE users ALTER age TYPE int USING age
            ALTER TABLE orders ALTER note TYPE label
            ALTER TABLE users ALTER age SET STATISTICS 100
            ALTER TABLE users ALTER age SET (n_distinct = 5)
            ALTER TABLE users ALTER name SET STORAGE EXTERNAL
            ALTER TABLE users SET (fillfactor = 70)
            ALTER TABLE users SET (autovacuum_enabled = off)
            ALTER TABLE users RESET (fillfactor)
            ALTER TABLE loose SET UNLOGGED
            ALTER TABLE users CLUSTER ON users_pkey
            ALTER TABLE users REPLICA IDENTITY FULL
            ALTER TABLE users ENABLE ROW LEVEL SECURITY
            ALTER TABLE users OWNER TO CURRENT_USER
            ALTER TABLE orders DISABLE TRIGGER touched
            ALTER TABLE orders DISABLE TRIGGER ALL
            ALTER TABLE lines DISABLE RULE quiet
            ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17)
            ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17) NOT VALID
            ALTER TABLE parent ADD CONSTRAINT large CHECK (a > 17)
            ALTER TABLE users ADD UNIQUE (name)
            ALTER TABLE lines ADD PRIMARY KEY (order_id, number)
            ALTER TABLE lines ADD CONSTRAINT lines_unique UNIQUE USING INDEX lines_key
            ALTER TABLE lines ADD CONSTRAINT lines_pkey PRIMARY KEY USING INDEX lines_key
            ALTER TABLE lines ADD FOREIGN KEY (number) REFERENCES users
            ALTER TABLE lines ADD FOREIGN KEY (number) REFERENCES users NOT VALID
            ALTER TABLE lines VALIDATE CONSTRAINT lines_order_fk
            ALTER TABLE lines VALIDATE CONSTRAINT lines_number
            ALTER TABLE users VALIDATE CONSTRAINT named
            ALTER TABLE lines DROP CONSTRAINT lines_number
            ALTER TABLE lines DROP CONSTRAINT lines_order_fk
            ALTER TABLE users DROP CONSTRAINT named
            ALTER TABLE orders ADD EXCLUDE USING btree (note WITH =)
            ALTER TABLE events ATTACH PARTITION loose FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')
            ALTER TABLE days ATTACH PARTITION march FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')
            ALTER TABLE days ATTACH PARTITION march FOR VALUES FROM (MINVALUE) TO ('2026-04-01')
            ALTER TABLE kinds ATTACH PARTITION kind_a FOR VALUES IN ('a')
            ALTER TABLE kinds ATTACH PARTITION kind_b FOR VALUES IN ('b')
            CREATE TABLE days_3 PARTITION OF days FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')
            CREATE TABLE days_4 PARTITION OF days FOR VALUES FROM ('2026-04-01') TO ('2026-05-01')
            ALTER TABLE events DETACH PARTITION events_1
            ALTER TABLE small INHERIT parent
            ALTER TABLE child NO INHERIT parent
            ALTER TABLE users RENAME TO people
            ALTER TABLE users RENAME age TO years
            ALTER TABLE parent RENAME a TO aa
            ALTER TABLE users RENAME CONSTRAINT named TO called
            ALTER INDEX lines_order RENAME TO lines_by_order
            ALTER VIEW names RENAME TO called
            ALTER TABLE users SET SCHEMA apart
            ALTER VIEW short SET SCHEMA apart
            ALTER TRIGGER touched ON orders RENAME TO t
            ALTER POLICY mine ON orders RENAME TO m
            CREATE INDEX ON users (name)
            CREATE UNIQUE INDEX ON users (name)
            CREATE INDEX ON events (id)
            CREATE INDEX ON ONLY events (id)
            CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()
            CREATE RULE r AS ON INSERT TO users DO INSTEAD NOTHING
            CREATE POLICY p ON users
            CREATE VIEW v AS SELECT name, total FROM users JOIN orders ON true
            CREATE OR REPLACE VIEW names AS SELECT id, name FROM users WHERE id > 1
            CREATE MATERIALIZED VIEW mv AS SELECT * FROM short
            CREATE TABLE t AS SELECT * FROM users
            CREATE TABLE t (id int)
            CREATE TABLE t (id int REFERENCES users)
            CREATE TABLE t (LIKE users INCLUDING ALL)
            CREATE TABLE t () INHERITS (parent)
            CREATE TABLE e2 PARTITION OF events FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')
            DROP TABLE lines
            DROP TABLE orders CASCADE
            DROP TABLE users CASCADE
            DROP TABLE events
            DROP TABLE events_1
            DROP TABLE child
            DROP VIEW short
            DROP VIEW names CASCADE
            DROP MATERIALIZED VIEW totals
            DROP INDEX lines_order
            DROP TRIGGER touched ON orders
            DROP RULE quiet ON lines
            DROP POLICY mine ON orders
            TRUNCATE lines
            TRUNCATE users CASCADE
            TRUNCATE events
            LOCK TABLE users IN SHARE MODE
            LOCK TABLE users
            REFRESH MATERIALIZED VIEW totals
            REINDEX TABLE users
            REINDEX INDEX lines_order
            CLUSTER users USING users_pkey
            ANALYZE users
            INSERT INTO lines SELECT id, id FROM orders
            UPDATE users SET age = 1
            DELETE FROM lines USING orders WHERE orders.id = order_id
            SELECT * FROM users
            SELECT * FROM users FOR UPDATE
            SELECT * FROM short
            ALTER TABLE users ADD COLUMN IF NOT EXISTS age int DEFAULT volatile_one()
            ALTER TABLE users ADD COLUMN a int, ADD COLUMN b float DEFAULT random()
            ALTER TABLE ONLY parent ADD CONSTRAINT large CHECK (a > 17) NO INHERIT
            ALTER TABLE users ADD COLUMN today date DEFAULT CURRENT_DATE
            ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}'
            ALTER TABLE users ADD COLUMN extra jsonb NOT NULL DEFAULT '{}'::jsonb
            ALTER TABLE users ADD COLUMN due timestamptz DEFAULT now() + interval '1 day'
            ALTER TABLE users ADD COLUMN feeling mood DEFAULT 'ok'
            ALTER TABLE users ALTER age TYPE smallint
            ALTER TABLE orders ALTER state DROP DEFAULT, ALTER state TYPE text USING state::text
            ALTER TABLE users ALTER id ADD GENERATED BY DEFAULT AS IDENTITY
            ALTER TABLE users ALTER name SET COMPRESSION pglz
            ALTER TABLE users FORCE ROW LEVEL SECURITY
            ALTER TABLE users SET WITHOUT CLUSTER
            ALTER TABLE users REPLICA IDENTITY USING INDEX users_pkey
            ALTER TABLE lines ADD CONSTRAINT f FOREIGN KEY (number) REFERENCES users DEFERRABLE INITIALLY DEFERRED
            ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey DEFERRABLE
            ALTER TABLE events ADD PRIMARY KEY (id, at)
            ALTER TABLE events ADD UNIQUE (id, at)
            ALTER TABLE events ADD CONSTRAINT positive_id CHECK (id > 0)
            ALTER TABLE events ALTER id TYPE bigint
            ALTER TABLE events ALTER id SET DEFAULT 1
            ALTER TABLE events RENAME id TO nr
            ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users
            ALTER TABLE events DROP COLUMN id
            ALTER TABLE events RENAME TO happenings
            ALTER SEQUENCE nr_seq RESTART
            ALTER MATERIALIZED VIEW totals RENAME TO sums
            ALTER VIEW names ALTER id SET DEFAULT 1
            ALTER VIEW names OWNER TO CURRENT_USER
            ALTER INDEX lines_order SET (fillfactor = 70)
            ALTER DOMAIN label SET NOT NULL
            ALTER TYPE mood ADD VALUE 'good'
            ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'
            ALTER FUNCTION touch() RENAME TO touched
            CREATE INDEX ON users (lower(name)) WHERE age > 1
            CREATE INDEX ON totals (total)
            CREATE TABLE t (id int, user_id int, FOREIGN KEY (user_id) REFERENCES users, parent int REFERENCES t2)
            CREATE CONSTRAINT TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()
            CREATE TYPE t AS (a int)
            CREATE PUBLICATION p FOR TABLE users
            CREATE SCHEMA extra CREATE TABLE t (id int REFERENCES public.users)
            DROP TYPE mood CASCADE
            DROP DOMAIN label CASCADE
            DROP TABLE parent CASCADE
            DROP TABLE lines, child
            DROP SEQUENCE nr_seq
            TRUNCATE ONLY parent
            TRUNCATE parent
            UPDATE users SET age = total FROM orders WHERE orders.user_id = users.id
            INSERT INTO orders (id, total) VALUES (1, 2)
            DELETE FROM orders WHERE id IN (SELECT order_id FROM lines)
            WITH gone AS (DELETE FROM small RETURNING *) INSERT INTO loose SELECT a, now() FROM gone
            MERGE INTO small USING orders ON orders.id = a WHEN NOT MATCHED THEN INSERT VALUES (1)
            SELECT count(*) FROM users, LATERAL (SELECT 1 FROM orders) AS o
            WITH u AS (SELECT * FROM users) SELECT * FROM u
            SELECT * INTO copied FROM users
            TABLE users
            EXPLAIN ANALYZE UPDATE users SET age = 1
            SET CONSTRAINTS ALL IMMEDIATE
            COMMENT ON TABLE users IS 'x'
            COMMENT ON COLUMN users.age IS 'x'
            ALTER TABLE users ALTER email TYPE text USING email::text
            ALTER TABLE users ALTER email TYPE varchar(40) USING (email)::varchar(40)
            ALTER TABLE users ALTER email TYPE text COLLATE "C"
            ALTER TABLE spare ALTER name TYPE varchar(40)
            ALTER TABLE spare ALTER kind TYPE varchar(40)
            ALTER TABLE spare ALTER tags TYPE varchar(40)[]
            ALTER TABLE spare ALTER tags TYPE varchar[]
            ALTER TABLE spare ALTER tags TYPE text[]
            ALTER TABLE spare ALTER at TYPE timestamptz
            ALTER TABLE spare ALTER at TYPE timestamp(6)
            ALTER TABLE spare ALTER price TYPE numeric
            ALTER TABLE spare ALTER label TYPE text
            ALTER TABLE spare ALTER label TYPE varchar COLLATE "C"
            ALTER TABLE spare SET LOGGED
            ALTER TABLE spare ADD COLUMN user_id int DEFAULT NULL REFERENCES users
            ALTER TABLE spare ADD COLUMN user_id int DEFAULT 1 REFERENCES users
            ALTER DOMAIN cost ADD CONSTRAINT large CHECK (VALUE < 1000)
            ALTER DOMAIN cost ADD CONSTRAINT large CHECK (VALUE < 1000) NOT VALID
            ALTER DOMAIN cost VALIDATE CONSTRAINT later
            ALTER DOMAIN cost SET NOT NULL
            ALTER DOMAIN cost DROP NOT NULL
            """.split("\n"));

    private final Schema schema = new Schema();

    @PostgresTest
    void isWhatTheServerDoes(TestDatabase db) throws IOException, SQLException {
        db.sql(SCHEMA);
        schema.begin(true);
        for (dev.bellows.sql.tree.Statement statement : parsed(SCHEMA)) {
            schema.add(statement);
        }
        schema.begin(false);
        int major = Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) / 10000;
        List<String> wrong = new ArrayList<>();
        try (Connection connection = db.connection()) {
            for (String sql : STATEMENTS) {
                if (major == 14 && sql.startsWith("MERGE")) {
                    continue;
                }
                Prediction predicted =
                        new Predictor(schema, major).of(parsed(sql).get(0));
                try {
                    Prediction observed = Observation.of(connection, sql);
                    if (!predicted.equals(observed)) {
                        wrong.add(sql + "\n  predicted " + predicted + "\n  observed  " + observed);
                    }
                } catch (SQLException e) {
                    wrong.add(sql + "\n  refused " + e.getMessage());
                }
            }
        }

        assertThat(String.join("\n", wrong)).isEmpty();
    }

    private static List<dev.bellows.sql.tree.Statement> parsed(String sql) throws IOException {
        List<dev.bellows.sql.tree.Statement> statements = new ArrayList<>();
        try (Splitter splitter = new Splitter("test", new StringReader(sql))) {
            for (@Nullable StatementText text = splitter.next(); text != null; text = splitter.next()) {
                statements.add(new SqlParser(18).parse("test", text));
            }
        }
        return statements;
    }
}
