package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given that people changed a table after a contract dropped something of it, when that is to come back, then it does or is told why not. */
class ChangedMeanwhileTest {
    private final Notices notices = new Notices();

    private static void dropSize(String downFile, TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY, size int);
                INSERT INTO orders VALUES (1, 10), (2, 20);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                """ + (downFile.isEmpty() ? "" : "-- file: 0002_drop_size.down.sql\n" + downFile + ";"));
        db.applyAttested();
    }

    @ParameterizedTest(name = "{0}; down: {1}")
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            emptyValue = "",
            value = {
                "ALTER TABLE orders ADD size text | '' | already exists | rename or drop first what has its name now",
                "ALTER TABLE orders ADD size text | ALTER TABLE orders ADD size int | already exists | rename or drop first",
                "ALTER TABLE orders DROP id | '' | does not exist | make first what it needs, as it was: its type, or the key",
                "DROP TABLE orders | '' | does not exist | bring its table back first",
                "SELECT 1 | ALTER TABLE orders ADD size boolean | of type boolean | let the file make it with the type that it had",
            })
    void aDownThatCannotBringItBackSaysWhatARestoreWouldSay(
            String meanwhile, String downFile, String message, String next, TestDatabase db) {
        dropSize(downFile, db);
        db.sql(meanwhile);

        StatementFailedException failed = catchThrowableOfType(
                StatementFailedException.class, () -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true));

        assertThat(failed.report().failure().message())
                .startsWith("to bring back public.orders.size from bellows_q_2: ")
                .contains(message)
                .doesNotContain("ERROR");
        assertThat(failed.report().failure().next())
                .startsWith(next)
                .contains("read it where it waits (\"bellows_q_2\".orders)")
                .endsWith("then: bellows down")
                .doesNotContain("resolve");
        assertThat(db.query("SELECT * FROM bellows_q_2.orders")).hasSize(2);
    }

    @PostgresTest
    void aTableThatWasMadeAnewIsInTheWayOfTheOldOne(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                -- file: 0001_orders.down.sql
                DROP TABLE orders;
                """);
        db.apply();
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.sql("CREATE TABLE orders (other text)");

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(failed.report().failure().next())
                .startsWith("rename or drop first what has its name now")
                .endsWith("or give it up: bellows quarantine purge bellows_q_2, then: bellows apply");
        db.sql("ALTER TABLE orders RENAME TO orders_of_mine");
        db.apply();
        assertThat(db.value("SELECT to_regclass('orders')")).isEqualTo("orders");
    }

    @PostgresTest
    void intoATableThatWasRenamedItComesWithoutADownFile(TestDatabase db) {
        dropSize("", db);
        db.sql("DELETE FROM orders WHERE id = 2");
        db.sql("ALTER TABLE orders RENAME TO purchases");

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> {
            // The lost row is counted, though the table has another name.
            assertThat(losses.losses()).singleElement().extracting("count").isEqualTo(1L);
            return true;
        });

        assertThat(db.query("SELECT id, size FROM purchases")).containsExactly(java.util.List.of("1", "10"));
        assertThat(notices.said()).anyMatch(said -> said.contains("its table's name: that is"));
    }

    @PostgresTest
    void whatPeopleMadeMeanwhileIsInTheWayOfTheFileAndNotOfWhatWaits(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                CREATE VIEW numbers AS SELECT id FROM orders;
                -- file: 0001_orders.down.sql
                DROP VIEW numbers;
                DROP TABLE orders;
                """);
        db.apply();
        db.sql("INSERT INTO orders VALUES (1)");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.sql("CREATE VIEW numbers AS SELECT 1 AS id");

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(failed.report().failure().next())
                .startsWith("it exists already")
                .contains("what its down dropped waits as before (public.orders)")
                .contains("bellows quarantine restore 0001")
                .contains("bellows quarantine purge 0001");
    }

    @PostgresTest
    void whoRenamedTheKeyMeanwhileGoesOnWithoutTheOldValues(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                INSERT INTO orders VALUES (1);
                -- file: 0002_size.sql
                ALTER TABLE orders ADD size int DEFAULT 7;
                -- file: 0002_size.down.sql
                ALTER TABLE orders DROP size;
                """);
        db.apply();
        db.sql("UPDATE orders SET size = 8");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.sql("ALTER TABLE orders RENAME id TO number");

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::apply);
        assertThat(failed.report().failure().next())
                .endsWith("or give it up: bellows quarantine purge bellows_q_3, then: bellows apply");

        db.bellows().purge("bellows_q_3");
        db.apply();
        assertThat(db.value("SELECT size FROM orders")).isEqualTo("7");
    }

    @PostgresTest
    void whereItsTypeHasANewNamesakeTheRestoreSaysSo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_people.sql
                CREATE TYPE mood AS ENUM ('ok', 'sad');
                CREATE TABLE people (id int PRIMARY KEY, mood mood);
                INSERT INTO people VALUES (1, 'sad');
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE people DROP mood;
                DROP TYPE mood;
                """);
        db.applyAttested();
        db.sql("CREATE TYPE mood AS ENUM ('new')");

        assertThatThrownBy(() -> db.bellows().restore("people.mood"))
                .hasMessageContaining(
                        "nothing was changed; its type's name is another type's by now: rename that one first")
                .hasMessageNotContaining("let the file");

        db.sql("ALTER TYPE mood RENAME TO mood_of_mine");
        db.bellows().restore("people.mood");
        assertThat(db.value("SELECT mood FROM people")).isEqualTo("sad");
    }

    @PostgresTest
    void whereItsTableLacksAReplicaIdentityTheRestoreSaysHowToGiveItOne(TestDatabase db) {
        db.migrations("""
                -- file: 0001_people.sql
                CREATE TABLE people (id int PRIMARY KEY, code int NOT NULL);
                CREATE UNIQUE INDEX people_code ON people (code);
                ALTER TABLE people REPLICA IDENTITY USING INDEX people_code;
                CREATE PUBLICATION of_people FOR TABLE people;
                INSERT INTO people VALUES (1, 2);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE people DROP code;
                """);
        db.applyAttested();

        assertThatThrownBy(() -> db.bellows().restore("people.code"))
                .hasMessageContaining("ALTER TABLE public.people REPLICA IDENTITY DEFAULT");

        db.sql("ALTER TABLE public.people REPLICA IDENTITY DEFAULT");
        db.bellows().restore("people.code");
        assertThat(db.value("SELECT relreplident FROM pg_class WHERE relname = 'people'"))
                .isEqualTo("i");
    }

    /** Its statements are read before they run, for what they bring back. */
    @PostgresTest
    void aDownFileThatIsNoSqlIsRefusedWithItsPlace(TestDatabase db) {
        dropSize("ALTER TABLE orders ADD size int;\nCREATE TABEL other (id int)", db);

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("syntax: ")
                .hasMessageContaining("correct the file, then: bellows down");
        assertThat(db.columns("orders")).doesNotContain("size");
    }
}
