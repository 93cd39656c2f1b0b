package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Given a shop, when contracts drop tables and columns, then a person sees what waits, brings it back or throws it away. */
class QuarantineOnPostgresTest {
    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE TABLE customers (id bigint PRIMARY KEY);
            CREATE TABLE orders (
                id bigint PRIMARY KEY,
                customer bigint NOT NULL REFERENCES customers,
                size text NOT NULL,
                note text
            );
            INSERT INTO customers VALUES (1), (2);
            INSERT INTO orders VALUES (1, 1, 'small', 'a'), (2, 2, 'large', NULL);
            """;

    private static final String DROPS = """
            -- file: 0002_drops.sql
            -- bellows:phase contract
            ALTER TABLE orders
                DROP COLUMN size;
            DROP TABLE orders;
            """;

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private static Caller shop(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        return Caller.on(db);
    }

    private static Ended apply(Caller caller, String... more) {
        String[] arguments = {"apply", "--attest", "nothing old lives in a test"};
        return caller.call(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
    }

    /** Column and table in quarantine, by one contract. */
    private static Caller dropped(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations(DROPS);
        assertThat(apply(caller).exit()).isZero();
        return caller;
    }

    @PostgresTest
    void thePlanShowsWhatIsKeptAndTheSqlThatKeepsIt(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations(DROPS);

        Ended text = caller.call("apply", "--dry-run");
        JsonNode keepings = caller.call("apply", "--dry-run", "--json")
                .json()
                .path("plan")
                .path("steps")
                .path(0)
                .path("keepings");

        assertThat(text.out())
                .containsSubsequence(
                        "\n   keeps public.orders.size, before statement 1: its values are copied to \"bellows_q_2\".orders\n",
                        "\n     CREATE TABLE \"bellows_q_2\".orders AS SELECT id, size FROM public.orders\n",
                        "\n     a restore will not bring back: its place among the columns: it comes last\n",
                        "   keeps public.orders, in place of statement 2: moves to \"bellows_q_2_2\".orders\n",
                        "\n     SAVEPOINT bellows_trial  -- so that what PostgreSQL would refuse is refused\n     DROP TABLE orders\n",
                        "\n     ALTER TABLE public.orders SET SCHEMA bellows_q_2_2\n");
        assertThat(keepings.size()).isEqualTo(2);
        assertThat(keepings.path(1).path("instead").asBoolean()).isTrue();
        assertThat(keepings.path(1).path("way").asString()).isEqualTo("moved");
    }

    @PostgresTest
    void whatThePlanShowsIsWhatRuns(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations(DROPS);

        JsonNode planned = caller.call("apply", "--dry-run", "--json")
                .json()
                .path("plan")
                .path("steps")
                .path(0)
                .path("keepings");
        JsonNode kept = apply(caller, "--json").json().path("report").path("quarantined");

        assertThat(List.of(
                        planned.path(0).path("place").asString(),
                        planned.path(1).path("place").asString()))
                .containsExactly(
                        kept.path(0).path("place").asString(),
                        kept.path(1).path("place").asString());
    }

    @PostgresTest
    void anApplyTellsWhatItKeptUntilWhenAndHowItComesBack(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations(DROPS);

        assertThat(apply(caller).out())
                .containsPattern(
                        "\nkept in quarantine until " + DAY + ": public.orders.size, public.orders; to bring them"
                                + " back: bellows quarantine restore 0002\n1 applied; the schema is current at 0002\n$");
    }

    @PostgresTest
    void theListSaysWhereItIsAndWhatToTypeNext(TestDatabase db) {
        Ended ended = dropped(db).call("quarantine");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .matches("(?s)public\\.orders\\.size  bellows_q_2\n"
                        + "  dropped by 0002 at " + DAY + " [0-9:]{8} UTC; kept until " + DAY + "\n"
                        + "  its values are copied to \"bellows_q_2\"\\.orders: 2 rows, [0-9]+ kB\n"
                        + "  a restore gives each of them to the row that has its key then\n"
                        + "  a restore will not bring back:\n"
                        + "    its place among the columns: it comes last\n"
                        + "\n"
                        + "public\\.orders  bellows_q_2_2\n"
                        + "  dropped by 0002 at " + DAY + " [0-9:]{8} UTC; kept until " + DAY + "\n"
                        + "  the table itself is now \"bellows_q_2_2\"\\.orders: 2 rows, [0-9]+ kB\n"
                        + "\n"
                        + "to see what would come back: bellows quarantine restore WHAT --dry-run\n"
                        + "what has waited for 30 days, for good: bellows quarantine purge --dry-run\n");
    }

    /** Whether a row was inserted since cannot be told of a column that takes NULL; so what holds for all is said. */
    @PostgresTest
    void ofAColumnUnderAnotherNameItIsToldWhatRowsHaveSince(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations(
                "-- file: 0002_drop.sql\n-- bellows:phase contract\n-- bellows:quarantine rename\nALTER TABLE orders DROP COLUMN note;\n");
        apply(caller);

        assertThat(caller.call("quarantine").out())
                .contains(
                        "\"bellows_q_2_note\": rows not counted\n  rows that are inserted without a value for it have NULL there\n\n");
        assertThat(caller.call("quarantine", "restore", "orders.note").out())
                .contains("\"bellows_q_2_note\", with NULL in rows that were inserted without it\n")
                .endsWith("restored public.orders.note, as it was\n");
    }

    /** What is large is not counted again; what was copied was counted then. */
    @PostgresTest
    void theListSaysAboutOnlyWhatIsEstimated(TestDatabase db) {
        Caller caller = shop(db);
        db.sql("CREATE TABLE big (id int PRIMARY KEY, c text, twice int GENERATED ALWAYS AS (2 * id) STORED);"
                + " CREATE TABLE moved AS SELECT repeat('x', 100) FROM generate_series(1, 100000); ANALYZE moved;"
                + " INSERT INTO big SELECT i, repeat('x', 100) FROM generate_series(1, 100001) AS i");
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE big DROP c;
                ALTER TABLE big DROP twice;
                DROP TABLE moved;
                """);
        assertThat(apply(caller).exit()).isZero();

        assertThat(caller.call("quarantine").out())
                .contains(".big: 100,001 rows, ")
                .contains("\n  its definition is kept, and makes it again: it had no values of its own\n")
                .contains(".moved: about 100 thousand rows, ");
        assertThat(caller.call("quarantine", "restore", "big.twice", "--dry-run")
                        .out())
                .contains("  public.big.twice, by its definition\n");
    }

    @PostgresTest
    void theListSaysWhichCopiesAreNotEndedAndHowToGoOnOrGiveThemUp(TestDatabase db) {
        Caller caller = shop(db);
        db.sql("UPDATE pg_class SET reltuples = 1e9 WHERE relname = 'orders'");
        db.migrations(
                "-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE orders DROP COLUMN size;\nSELECT 1 / 0;\n");

        Ended failed = apply(caller);

        assertThat(failed.exit()).isEqualTo(5);
        assertThat(failed.err())
                .containsSubsequence(
                        "context: what is copied of public.orders.size stays in bellows_q_2, with triggers that note what changes",
                        "bellows apply, which goes on with the copy unless the file has changed;"
                                + " or give it up: bellows quarantine purge bellows_q_2");
        assertThat(caller.call("quarantine").out())
                .matches("public\\.orders\\.size  bellows_q_2, being copied\n"
                        + "  begun for 0002 at " + DAY + " [0-9:]{8} UTC; whole but for what has changed since\n"
                        + "  the column is in its table still; triggers note what changes\n"
                        + "  to go on: bellows apply; to give it up: bellows quarantine purge bellows_q_2\n\n");
        assertThat(caller.call("quarantine", "restore", "orders.size").err())
                .contains("public.orders.size has not been dropped: its copy in bellows_q_2 is not ended");
        assertThat(caller.call("quarantine", "purge", "bellows_q_2", "--dry-run")
                        .out())
                .contains("a copy that is not ended, begun for 0002", "; the column stays");
        db.sql("DROP SCHEMA bellows_q_2 CASCADE");
        assertThat(caller.call("quarantine").out())
                .contains(
                        "; gone: it is not there any more (dropped, renamed or moved)\n  the column is in its table still\n",
                        "  to begin anew: bellows apply; to give it up: bellows quarantine purge bellows_q_2\n");
        assertThat(caller.call("quarantine", "purge", "bellows_q_2", "--accept-data-loss")
                        .exit())
                .isZero();
        assertThat(caller.call("quarantine").out()).startsWith("nothing waits in quarantine\n");
        assertThat(db.columns("orders")).contains("size");
    }

    @PostgresTest
    void aDryRunOfARestoreTellsWhatDoesNotComeBackAndChangesNothing(TestDatabase db) {
        Caller caller = dropped(db);
        db.sql("DELETE FROM customers WHERE id = 2");

        Ended ended = caller.call("quarantine", "restore", "orders", "--dry-run");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith("this comes back:\n  public.orders, from \"bellows_q_2_2\".orders\n"
                        + "    not with it: that all rows fit the foreign key orders_customer_fkey of public.orders: ")
                .endsWith("this was a dry run: nothing was changed\n");
        assertThat(db.value("SELECT to_regclass('orders')")).isNull();
    }

    /** The column comes after its table, although it was dropped before. */
    @PostgresTest
    void allThatAVersionDroppedComesBackTogether(TestDatabase db) {
        Caller caller = dropped(db);

        Ended tried = caller.call("quarantine", "restore", "0002", "--dry-run");
        Ended restored = caller.call("quarantine", "restore", "0002");

        assertThat(tried.out()).startsWith("this comes back:\n  public.orders, from ");
        assertThat(restored.exit()).isZero();
        assertThat(restored.out()).endsWith("""
                        restored public.orders, as it was
                        restored public.orders.size, except:
                          its place among the columns: it comes last
                        """);
        assertThat(db.query("SELECT id, size FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "small"), List.of("2", "large"));
        assertThat(caller.call("quarantine").out()).isEqualTo("nothing waits in quarantine\nnext: bellows status\n");
        assertThat(db.ledger()).endsWith("restored 0002");
    }

    @PostgresTest
    void aRestoreAsksOnATerminal(TestDatabase db) {
        Caller caller = dropped(db);

        Ended no = caller.typing("no\n").call("quarantine", "restore", "orders");
        assertThat(no.exit()).isEqualTo(3);
        assertThat(no.out())
                .endsWith("what it needs is locked until you answer, for 30 s at most\nType yes to go on: ");
        assertThat(no.err())
                .contains("refused[not-confirmed]", "to go on: bellows quarantine restore orders, and type yes");
        assertThat(db.value("SELECT to_regclass('orders')")).isNull();

        Ended yes = caller.typing("yes\n").call("quarantine", "restore", "orders");
        assertThat(yes.lastLine()).isEqualTo("Type yes to go on: restored public.orders, as it was");
        assertThat(db.value("SELECT count(*) FROM orders")).isEqualTo("2");
    }

    @PostgresTest
    void whatCannotComeBackIsRefusedWithTheReason(TestDatabase db) {
        Caller caller = dropped(db);
        db.sql("CREATE TABLE orders (id int)");

        Ended taken = caller.call("quarantine", "restore", "orders");
        Ended unknown = caller.call("quarantine", "restore", "customers");

        assertThat(taken.exit()).isEqualTo(3);
        assertThat(taken.err()).isEqualTo("""
                        refused[cannot-restore]: public.orders: relation "orders" already exists in schema "public"
                          next: nothing was changed; rename or drop first what has its name now, or read it where it waits: "bellows_q_2_2".orders
                        """);
        assertThat(unknown.err()).isEqualTo("""
                        refused[not-in-quarantine]: nothing called customers waits in quarantine
                          next: see what does: bellows quarantine
                        """);
    }

    @PostgresTest
    void aPurgeSaysWhatGoesForGoodAndNeedsConsent(TestDatabase db) {
        Caller caller = dropped(db);

        Ended young = caller.call("quarantine", "purge");
        Ended dry = caller.call("quarantine", "purge", "--older-than", "0", "--dry-run");
        Ended refused = caller.call("quarantine", "purge", "--older-than", "0");

        assertThat(young.out()).isEqualTo("nothing has waited in quarantine for 30 days; see: bellows quarantine\n");
        assertThat(dry.out())
                .startsWith("this goes for good:\n  public.orders.size, \"bellows_q_2\".orders, 2 rows, ")
                .endsWith("this was a dry run: nothing was changed\n");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("public.orders, \"bellows_q_2_2\".orders", "refused[data-loss]");
        assertThat(db.value("SELECT count(*) FROM bellows_q_2_2.orders")).isEqualTo("2");

        Ended purged = caller.call("quarantine", "purge", "--older-than", "0", "--accept-data-loss");

        assertThat(purged.exit()).isZero();
        assertThat(purged.lastLine()).isEqualTo("gone for good: public.orders.size, public.orders");
        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEqualTo("0");
        assertThat(caller.call("quarantine", "purge", "--older-than", "0").out())
                .isEqualTo("nothing waits in quarantine\n");
    }

    /** Another command would throw away something else, or on another database. */
    @PostgresTest
    void whoDeclinesIsToldTheCommandThatWasGiven(TestDatabase db) {
        Caller caller = dropped(db);

        assertThat(caller.typing("no\n")
                        .call("quarantine", "purge", "--older-than", "0", "--schema", "public")
                        .err())
                .contains("to go on: bellows quarantine --schema public purge --older-than 0, and type yes");
        assertThat(caller.typing("no\n").call("quarantine", "purge", "orders").err())
                .contains("to go on: bellows quarantine purge orders, and type yes");
    }

    @PostgresTest
    void whatSomebodyDroppedByHandIsToldAndTakenOffTheList(TestDatabase db) {
        Caller caller = dropped(db);
        db.sql("DROP SCHEMA bellows_q_2 CASCADE");

        Ended list = caller.call("quarantine");
        Ended rest = caller.call("quarantine", "restore", "0002", "--dry-run");
        Ended refused = caller.call("quarantine", "restore", "orders.size");
        Ended purged = caller.typing("no\n").call("quarantine", "purge", "orders.size");

        assertThat(list.out())
                .matches("(?s)public\\.orders\\.size  bellows_q_2\n  dropped by 0002 at " + DAY + " [0-9:]{8} UTC\n"
                        + "  it is gone: \"bellows_q_2\"\\.orders, where it waited, is not there any more \\(dropped, renamed or moved\\), and by whom is not known here\n"
                        + "  to take it off this list: bellows quarantine purge bellows_q_2\n\npublic\\.orders  .*"
                        + "\nto see what would come back: bellows quarantine restore bellows_q_2_2 --dry-run\n.*");
        assertThat(rest.out()).startsWith("""
                this comes back:
                  public.orders, from "bellows_q_2_2".orders
                    not with it: public.orders.size: "bellows_q_2".orders, where it waited, is not there any more (dropped, renamed or moved)
                """);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).isEqualTo("""
                refused[gone-from-quarantine]: public.orders.size: "bellows_q_2".orders, where it waited, is not there any more (dropped, renamed or moved)
                  next: look for it under another name, or in a backup; to take it off the list: bellows quarantine purge bellows_q_2
                """);
        assertThat(purged.out()).isEqualTo("taken off the list, as it was not there any more: public.orders.size\n");
        assertThat(db.ledger()).endsWith("purged 0002");

        db.sql("DROP TABLE bellows_q_2_2.orders");
        assertThat(caller.call("quarantine", "--json")
                        .json()
                        .path("kept")
                        .path(0)
                        .path("gone")
                        .asBoolean())
                .isTrue();
        assertThat(caller.call("quarantine", "purge", "--older-than", "0").exit())
                .isZero();
        assertThat(caller.call("quarantine").out()).startsWith("nothing waits in quarantine\n");
    }

    /** They hold no data, and stand in the migrations; but who brings back what a version dropped may expect them. */
    @PostgresTest
    void whatAVersionAlsoDroppedByNameIsToldByItsRestoreAndItsDown(TestDatabase db) {
        Caller caller = shop(db);
        db.sql("CREATE VIEW names AS SELECT id FROM orders; CREATE POLICY mine ON orders USING (id > 0);"
                + " CREATE INDEX slow ON orders (customer); ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);"
                + " CREATE TYPE mood AS ENUM ('calm'); CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';"
                + " ALTER TABLE orders ADD mood mood");
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN note, DROP CONSTRAINT positive, ALTER customer DROP NOT NULL;
                DROP VIEW names;
                DROP POLICY mine ON orders;
                DROP INDEX IF EXISTS slow, never_was;
                CREATE FUNCTION helps() RETURNS void LANGUAGE sql AS '';
                DROP FUNCTION helps(), twice(int);
                ALTER TABLE orders DROP COLUMN mood;
                DROP TYPE mood;
                """);
        assertThat(apply(caller).exit()).isZero();

        assertThat(caller.call("down").err()).isEqualTo("""
                        refused[no-down-file]: 0002_drop.sql:2: it has no down file, and this statement cannot be reverted from the quarantine: ALTER TABLE orders DROP COLUMN note, DROP CONSTRAINT positive, ALTER c…
                          next: write the reverse beside it (for 0042_x.sql: 0042_x.down.sql; in Java: ReversibleCodeMigration), or go forward with a new migration
                        """.replace(
                        "0002_drop.sql", db.folder().resolve("0002_drop.sql").toString()));
        assertThat(caller.call("quarantine", "restore", "0002").out()).endsWith("""
                        restored type public.mood, as it was
                        restored public.orders.note, except:
                          constraint positive of orders, dropped by its name in line 2 of 0002
                          NOT NULL of customer of orders, dropped by its name in line 2 of 0002
                          view names, dropped by its name in line 3 of 0002
                          policy mine of orders, dropped by its name in line 4 of 0002
                          index slow, dropped by its name in line 5 of 0002
                          function twice, dropped by its name in line 7 of 0002
                        restored public.orders.mood, as it was
                        """);
    }

    /** What nobody changed is not told as changed. */
    @PostgresTest
    void valuesThatFindNoRowAndRowsThatFindNoValueAreCounted(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE orders DROP COLUMN note;\n");
        apply(caller);

        assertThat(caller.call("quarantine", "restore", "orders.note", "--dry-run")
                        .out())
                .isEqualTo("""
                        this comes back:
                          public.orders.note, from "bellows_q_2".orders, each value to the row that has its key
                        this was a dry run: nothing was changed
                        """);
        db.sql("UPDATE orders SET id = 7 WHERE id = 1; INSERT INTO orders VALUES (8, 1, 'large')");
        assertThat(caller.call("quarantine", "restore", "orders.note").out()).endsWith("""
                        restored public.orders.note, except:
                          1 value whose row was deleted since, or got another key
                          values of 2 rows that were inserted since, or got another key
                        """);
    }

    @PostgresTest
    void oneThingCanBePurgedByItsName(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                ALTER TABLE orders DROP COLUMN note;
                """);
        apply(caller);

        Ended dry = caller.call("quarantine", "purge", "orders.note", "--dry-run");
        Ended refused = caller.call("quarantine", "purge", "orders.note");
        Ended purged = caller.call("quarantine", "purge", "orders.note", "--accept-data-loss");
        Ended unknown = caller.call("quarantine", "purge", "orders.note", "--accept-data-loss");

        assertThat(dry.out()).contains("public.orders.note").doesNotContain("public.orders.size");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("the same command with --accept-data-loss");
        assertThat(purged.lastLine()).isEqualTo("gone for good: public.orders.note");
        assertThat(unknown.err()).contains("not-in-quarantine");
        assertThat(caller.call("quarantine", "--json").json().path("kept").size())
                .isEqualTo(1);
    }

    /** What a dropped table still needs waits by a name of its own, and without a size. */
    @PostgresTest
    void aTypeThatWaitsIsListedAndComesBackWithItsTable(TestDatabase db) {
        db.migrations("""
                -- file: 0001_moods.sql
                CREATE TYPE mood AS ENUM ('calm');
                CREATE TABLE moods (id int PRIMARY KEY, mood mood);
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP TABLE moods;\nDROP TYPE mood;\n");
        Caller caller = Caller.on(db);

        assertThat(caller.call("apply", "--phase", "contract", "--dry-run", "--attest", "a test")
                        .out())
                .contains("keeps type public.mood, in place of statement 2: something that waits needs it; it moves to")
                .contains("ALTER TYPE public.mood SET SCHEMA \"bellows_q_2_2\"");
        apply(caller);

        assertThat(caller.call("quarantine").out())
                .contains("type public.mood  bellows_q_2_2\n")
                .contains("  needed by something else that waits; now \"bellows_q_2_2\".mood\n");
        assertThat(caller.call("quarantine", "restore", "moods", "--accept-data-loss")
                        .out())
                .contains("restored type public.mood, as it was\nrestored public.moods, as it was");
    }

    @PostgresTest
    void whatCannotGoKeepsNothingElseFromGoing(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                -- file: 0003_drop_note.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE orders DROP COLUMN note;
                """);
        apply(caller);
        db.sql("CREATE VIEW notes AS SELECT bellows_q_3_note FROM orders");

        Ended purged = caller.call("quarantine", "purge", "--older-than", "0", "--accept-data-loss");

        assertThat(purged.exit()).isEqualTo(3);
        assertThat(purged.err())
                .contains("refused[cannot-purge]: public.orders.note: ", "view public.notes")
                .contains("run again: bellows quarantine purge bellows_q_3\n")
                .contains("gone for good: public.orders.size");
        assertThat(caller.call("quarantine", "--json").json().path("kept").size())
                .isEqualTo(1);
    }

    @PostgresTest
    void whatCannotBeKeptIsRefusedWithItsPlaceAndTheWayOn(TestDatabase db) {
        db.migrations(
                "-- file: 0001_log.sql\nCREATE TABLE log (line text, extra text);\nINSERT INTO log VALUES ('a', 'b');\n");
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE log DROP COLUMN extra;\n");

        Ended ended = apply(Caller.on(db));

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err())
                .contains(
                        "refused[cannot-quarantine]: ",
                        "0002_drop.sql:2: the values of public.log.extra cannot be copied: ")
                .contains("\n  next: give the table a primary key first; or let the column stay under another name");
        assertThat(db.columns("log")).contains("extra");
    }

    /** A run that fails has kept what its first migrations dropped, and an operator that a kept table needs cannot go. */
    @PostgresTest
    void aFailureTellsWhatWasKeptBeforeItAndWhatPurgesTheWay(TestDatabase db) {
        db.migrations("""
                -- file: 0001_moods.sql
                CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq);
                CREATE TABLE moods (id int PRIMARY KEY, mood text CHECK (mood === 'ok'));
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_moods.sql
                -- bellows:phase contract
                DROP TABLE moods;
                -- file: 0003_drop_operator.sql
                -- bellows:phase contract
                DROP OPERATOR === (text, text);
                """);

        Ended failed = apply(Caller.on(db));

        assertThat(failed.exit()).isEqualTo(5);
        assertThat(failed.err())
                .containsPattern("\n  = kept in quarantine until " + DAY + ": public.moods; to bring it back: bellows")
                .contains(
                        "; what waits in quarantine goes with: bellows quarantine purge; what this file itself drops ");
        assertThat(Caller.on(db)
                        .call("quarantine", "purge", "--older-than", "0", "--accept-data-loss")
                        .exit())
                .isZero();
        assertThat(apply(Caller.on(db)).exit()).isZero();
    }

    /** The column was renamed in a table that was moved later. */
    @PostgresTest
    void aRenamedColumnGoesFromATableThatWaitsItself(TestDatabase db) {
        Caller caller = shop(db);
        db.migrations("""
                -- file: 0002_drop_note.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE orders DROP COLUMN note;
                -- file: 0003_drop_orders.sql
                -- bellows:phase contract
                DROP TABLE orders;
                """);
        apply(caller);

        assertThat(caller.call("quarantine", "restore", "orders.note").err())
                .contains("bring its table back first: bellows quarantine restore bellows_q_3");
        Ended purged = caller.call("quarantine", "purge", "--older-than", "0", "--accept-data-loss");

        assertThat(purged.lastLine()).isEqualTo("gone for good: public.orders, public.orders.note");
        assertThat(caller.call("quarantine").out()).startsWith("nothing waits");
    }

    /** Its rows can be made again. */
    @PostgresTest
    void aMaterializedViewGoes(TestDatabase db) {
        Caller caller = shop(db);
        db.sql("CREATE MATERIALIZED VIEW sizes AS SELECT DISTINCT size FROM orders");
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP MATERIALIZED VIEW sizes;\n");

        assertThat(apply(caller).lastLine()).isEqualTo("1 applied; the schema is current at 0002");
    }

    @PostgresTest
    void whatToTypeNextWorksOnTheSameDatabase(TestDatabase db) {
        assertThat(dropped(db).call("quarantine", "--user", db.user()).out())
                .contains("come back: bellows quarantine --user " + db.user() + " restore WHAT --dry-run");
    }

    @PostgresTest
    void jsonHoldsWhatWaitsAndWhatComesBack(TestDatabase db) {
        Caller caller = dropped(db);

        JsonNode kept = caller.call("quarantine", "--json").json().path("kept").path(1);
        JsonNode tried = caller.call("quarantine", "restore", "orders", "--dry-run", "--json")
                .json();
        JsonNode restored =
                caller.call("quarantine", "restore", "orders", "--json").json();

        assertThat(kept.path("object").asString()).isEqualTo("public.orders");
        assertThat(kept.path("name").asString()).isEqualTo("bellows_q_2_2");
        assertThat(kept.path("way").asString()).isEqualTo("moved");
        assertThat(kept.path("version").asString()).isEqualTo("0002");
        assertThat(tried.path("done").asBoolean()).isFalse();
        assertThat(restored.path("done").asBoolean()).isTrue();
        assertThat(restored.path("restorations")
                        .path(0)
                        .path("kept")
                        .path("object")
                        .asString())
                .isEqualTo("public.orders");
        assertThat(restored.path("kept").isNull()).isTrue();
    }

    @PostgresTest
    void aDownThatKeepsSaysSoAndThePlanShowsWhatComesBack(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id bigint PRIMARY KEY);
                INSERT INTO orders VALUES (1);
                -- file: 0002_note.sql
                ALTER TABLE orders ADD COLUMN note text;
                -- file: 0002_note.down.sql
                ALTER TABLE orders DROP COLUMN note;
                """);
        db.apply();
        db.sql("UPDATE orders SET note = 'since'");

        Ended down = Caller.on(db).call("down");

        assertThat(down.exit()).isZero();
        assertThat(down.out())
                .contains(
                        "keeps public.orders.note, before statement 1: its values are copied to ",
                        "no data would be lost")
                .containsPattern(
                        "\nkept in quarantine until " + DAY + ": public.orders.note; it comes back when 0002 is applied"
                                + " again and makes it, or with: bellows quarantine restore bellows_q_[0-9]+\n1 reverted; see: bellows status\n$");
        assertThat(Caller.on(db).call("apply", "--dry-run").out())
                .contains("   brings back public.orders.note, after statement 1: its values, from \"bellows_q_")
                .contains("\n     UPDATE public.orders AS t SET note = k.note FROM ")
                .doesNotContain("ADD COLUMN");
    }

    @PostgresTest
    void whatMakesNoSenseIsToldWithWhatDoes(TestDatabase db) {
        Caller caller = Caller.on(db);

        assertThat(caller.call("quarantine", "restore").err()).isEqualTo("""
                        error: restore needs to know what: a name, a table or column, or a version
                        next: bellows quarantine
                        """);
        assertThat(caller.call("quarantine", "purge", "orders", "--older-than", "1d")
                        .err())
                .contains("purge takes a name or an age: orders goes however long it has waited");
        assertThat(caller.call("quarantine", "restore", "orders", "--older-than", "1d")
                        .err())
                .contains("--older-than is about purge");
        assertThat(caller.call("quarantine", "drop").err()).contains("write restore WHAT, or purge");
        assertThat(caller.call("quarantine", "purge", "--older-than", "a week").err())
                .contains("is not an age: write 30d, 12h, up to 99999d, or 0 for all");
        assertThat(caller.call("quarantine").out()).startsWith("nothing waits in quarantine\n");
    }
}
