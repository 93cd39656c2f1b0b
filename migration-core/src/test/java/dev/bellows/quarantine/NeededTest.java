package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Restoration;
import dev.bellows.model.StatementFailedException;
import dev.bellows.plan.Keeping;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Given a table that goes to the quarantine, when what it needs is dropped too, then that goes there and comes back with it. */
class NeededTest {
    private static final String MAKE = """
            CREATE TYPE state AS ENUM ('new', 'paid');
            CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);
            CREATE TYPE "Odd State" AS (a state, b amount[]);
            CREATE SEQUENCE numbers;
            CREATE FUNCTION short(text, "limit" integer DEFAULT 3) RETURNS text LANGUAGE sql IMMUTABLE RETURN left($1, $2);
            CREATE FUNCTION short(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN left($1, 1);
            CREATE TABLE orders (
                id bigint PRIMARY KEY DEFAULT nextval('numbers'),
                states state[] NOT NULL DEFAULT '{new}',
                odd "Odd State",
                total amount,
                note text CHECK (short(note, 2) <> 'no')
            );
            CREATE INDEX ON orders (short(note, 3));
            """;
    private static final String ROWS = "INSERT INTO orders (odd, total, note) VALUES (('paid', '{1,2}'), 3, 'yes');\n";
    private static final String DROP = """
            DROP TABLE orders;
            DROP FUNCTION IF EXISTS short(text, integer), never_there(integer);
            DROP SEQUENCE public.numbers;
            DROP TYPE "Odd State";
            DROP DOMAIN amount;
            DROP TYPE IF EXISTS state, never_there;
            """;

    private static void shop(TestDatabase db) {
        db.migrations("-- file: 0001_shop.sql\n" + MAKE + ROWS);
        db.apply();
    }

    private static void contract(TestDatabase db, int version, String sql) {
        db.migrations("-- file: 000" + version + "_drop.sql\n-- bellows:phase contract\n" + sql);
    }

    @PostgresTest
    void theTypesFunctionsAndSequencesOfATableComeBackWithIt(TestDatabase db) {
        shop(db);
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, DROP);

        db.applyAttested();

        assertThat(Picture.of(db).getOrDefault("public", Set.of()))
                .allMatch(line -> line.startsWith("function short(text) "));
        assertThat(db.bellows().quarantined())
                .extracting(Kept::object, Kept::way)
                .containsExactly(
                        tuple("public.orders", QuarantineWay.MOVED),
                        tuple("function public.short(text,integer)", QuarantineWay.NEEDED),
                        tuple("sequence public.numbers", QuarantineWay.NEEDED),
                        tuple("type public.\"Odd State\"", QuarantineWay.NEEDED),
                        tuple("type public.amount", QuarantineWay.NEEDED),
                        tuple("type public.state", QuarantineWay.NEEDED));

        List<Restoration> restored = db.bellows().restore("orders");

        assertThat(restored).hasSize(6).allMatch(each -> each.missing().isEmpty());
        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void thePlanShowsWhatRuns(TestDatabase db) {
        shop(db);
        contract(db, 2, DROP);

        List<Keeping> planned = db.bellows().plan().steps().get(0).keepings();
        db.applyAttested();

        assertThat(planned)
                .extracting(Keeping::object)
                .containsExactlyElementsOf(
                        db.bellows().quarantined().stream().map(Kept::object).toList());
        assertThat(planned)
                .extracting(Keeping::place)
                .containsExactlyElementsOf(
                        db.bellows().quarantined().stream().map(Kept::place).toList());
        assertThat(planned.get(5).sql())
                .containsExactly(
                        "CREATE SCHEMA " + planned.get(5).place().replaceFirst("\\..*", ""),
                        "ALTER TYPE public.state SET SCHEMA "
                                + planned.get(5).place().replaceFirst("\\..*", ""),
                        "DROP TYPE IF EXISTS never_there");
        assertThat(planned).filteredOn(Keeping::instead).hasSize(6);
    }

    @PostgresTest
    void theTypeOfADroppedColumnComesBackWithItAndWithTheDown(TestDatabase db) {
        db.migrations("""
                -- file: 0001_people.sql
                CREATE TYPE mood AS ENUM ('ok', 'sad');
                CREATE TABLE people (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok', moods mood[]);
                INSERT INTO people VALUES (1, 'sad', '{ok,sad}'), (2, 'ok', NULL);
                """);
        db.apply();
        Set<String> before = withoutOrder(db);
        contract(db, 2, "ALTER TABLE people DROP COLUMN mood, DROP COLUMN moods; DROP TYPE mood;");

        List<Keeping> planned = db.bellows().plan().steps().get(0).keepings();
        db.applyAttested();

        assertThat(planned)
                .extracting(Keeping::object)
                .containsExactlyElementsOf(
                        db.bellows().quarantined().stream().map(Kept::object).toList());
        assertThat(db.value("SELECT to_regtype('mood')")).isNull();
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());
        assertThat(withoutOrder(db)).isEqualTo(before);
        assertThat(db.query("SELECT id, mood, moods FROM people ORDER BY id"))
                .containsExactly(List.of("1", "sad", "{ok,sad}"), Arrays.asList("2", "ok", null));
        db.applyAttested();
        db.bellows().restore("0002");
        assertThat(withoutOrder(db)).isEqualTo(before);
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    /** That columns come last was announced. */
    private static Set<String> withoutOrder(TestDatabase db) {
        Set<String> picture = new TreeSet<>(Picture.of(db).getOrDefault("public", Set.of()));
        picture.removeIf(line -> line.startsWith("order of columns "));
        return picture;
    }

    @PostgresTest
    void aLaterMigrationMayDropWhatAWaitingTableNeeds(TestDatabase db) {
        shop(db);
        contract(db, 2, "DROP TABLE orders;");
        db.applyAttested();
        contract(db, 3, "DROP TYPE \"Odd State\";");
        contract(db, 4, "DROP TYPE state;");

        db.applyAttested();

        assertThat(db.bellows().restore("0002"))
                .extracting(each -> each.kept().object())
                .containsExactly("type public.state", "type public.\"Odd State\"", "public.orders");
        assertThat(db.value("SELECT odd FROM orders")).isEqualTo("(paid,\"{1,2}\")");
    }

    @PostgresTest
    void aColumnUnderAnotherNameNeedsItsTypeToo(TestDatabase db) {
        shop(db);
        contract(db, 2, """
                -- bellows:quarantine rename
                ALTER TABLE orders DROP COLUMN states;
                ALTER TABLE orders DROP COLUMN odd;
                DROP TYPE "Odd State", state;
                """);
        List<Keeping> planned = db.bellows().plan().steps().get(0).keepings();

        db.applyAttested();

        assertThat(planned).hasSize(4);
        assertThat(db.bellows().restore("0002")).hasSize(4);
        assertThat(db.query("SELECT states, odd FROM public.orders"))
                .containsExactly(List.of("{new}", "(paid,\"{1,2}\")"));
    }

    @PostgresTest
    void whatSomethingElseNeedsIsRefusedAsEver(TestDatabase db) {
        shop(db);
        db.sql("CREATE TABLE others (state state)");
        contract(db, 2, "DROP TABLE orders;\nDROP TYPE state;");

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("2BP01")
                .hasMessageContaining(
                        "remove what depends on it first (the detail names it); what waits in quarantine goes with:"
                                + " bellows quarantine purge");

        assertThat(db.value("SELECT count(*) FROM orders")).isEqualTo("1");
    }

    @PostgresTest
    void aFunctionThatWaitsKeepsItsTypeToo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE TYPE state AS ENUM ('new', 'paid');
                CREATE FUNCTION odd(text, state DEFAULT 'new') RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text';
                CREATE TABLE orders (id int, note text CHECK (NOT odd(note)));
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, "DROP TABLE orders;\nDROP FUNCTION odd;\nDROP TYPE state;");

        db.applyAttested();

        assertThat(db.bellows().quarantined()).hasSize(3);
        assertThat(db.bellows().restore("orders")).hasSize(3);
        assertThat(Picture.of(db)).isEqualTo(before);
    }

    /** An operator cannot go there, and the error says how to let what needs it go. */
    @PostgresTest
    void aDownThatDropsATableAndItsOperatorIsToldHowToGoOn(TestDatabase db) {
        String down = "DROP TABLE sums;\nDROP OPERATOR === (int, int);\n";
        db.migrations("""
                -- file: 0001_sums.sql
                CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
                CREATE TABLE sums (a int, b int, CHECK (a === b));
                -- file: 0001_sums.down.sql
                """ + down);
        db.apply();

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining(
                        "what this file itself drops is not kept with '-- bellows:quarantine off' above its first statement");
        db.migrations("-- file: 0001_sums.down.sql\n-- bellows:quarantine off\n" + down);
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(db.value("SELECT to_regclass('sums')")).isNull();
        assertThat(db.value("SELECT count(*) FROM pg_operator WHERE oprname = '==='"))
                .isEqualTo("0");
    }

    @PostgresTest
    void whatNothingThatWaitsNeedsIsDropped(TestDatabase db) {
        db.migrations(
                "-- file: 0001_types.sql\nCREATE TYPE a AS ENUM ('x'); CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;");
        db.apply();
        contract(db, 2, "DROP TYPE a; DROP FUNCTION f();");

        db.applyAttested();

        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.value("SELECT to_regtype('a')")).isNull();
    }

    @PostgresTest
    void theDownThatMakesThemBringsThemBack(TestDatabase db) {
        shop(db);
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, DROP);
        db.migrations("-- file: 0002_drop.down.sql\n" + MAKE.replaceAll("(?m)^CREATE FUNCTION short\\(text\\) .*\n", "")
                + ROWS);
        db.applyAttested();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void aContractThatOnlyDropsThemNeedsNoDownFile(TestDatabase db) {
        shop(db);
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, DROP.replace(", never_there(integer)", "").replace(", never_there", ""));
        db.applyAttested();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void oneWithoutADownFileThatDropsMoreForGoodHasNone(TestDatabase db) {
        shop(db);
        contract(db, 2, DROP + "DROP FUNCTION short(text);");
        db.applyAttested();

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("down");
    }

    @PostgresTest
    void theDownsOfExpandsKeepThemAndApplyBringsThemBack(TestDatabase db) {
        db.migrations("""
                -- file: 0001_first.sql
                SELECT 1;
                -- file: 0002_type.sql
                CREATE TYPE state AS ENUM ('new', 'paid');
                CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
                -- file: 0002_type.down.sql
                DROP TYPE state;
                DROP FUNCTION f;
                -- file: 0003_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY, state state, note text CHECK (f(note) <> 'no'));
                -- file: 0003_orders.down.sql
                DROP TABLE orders;
                """);
        db.apply();
        db.sql("INSERT INTO orders VALUES (1, 'paid')");
        Map<String, Set<String>> before = Picture.of(db);

        db.bellows().down(DownTarget.steps(2), (plan, losses) -> !losses.any());
        assertThat(db.bellows().quarantined()).hasSize(3);
        db.apply();

        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void whereTheNameIsTakenATableComesBackWithTheOldOne(TestDatabase db) {
        shop(db);
        contract(db, 2, "DROP TABLE orders; DROP TYPE \"Odd State\"; DROP TYPE state;");
        db.applyAttested();
        db.sql("CREATE TYPE state AS ENUM ('other')");

        List<Restoration> restored = db.bellows().restore("orders");

        assertThat(restored)
                .extracting(each -> each.kept().object())
                .containsExactly("type public.\"Odd State\"", "public.orders");
        assertThat(restored.get(1).missing())
                .singleElement()
                .asString()
                .isEqualTo("type public.state: there is another one by now; it keeps its own, \"bellows_q_2_3\".state");
        assertThat(db.query("SELECT states, odd FROM orders")).containsExactly(List.of("{new}", "(paid,\"{1,2}\")"));
        assertThatThrownBy(() -> db.bellows().purge(Duration.ZERO))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot-purge")
                .hasMessageContaining("table column public.orders.");
        assertThat(db.query("SELECT states, odd FROM orders")).containsExactly(List.of("{new}", "(paid,\"{1,2}\")"));
    }

    @PostgresTest
    void aPurgeThrowsThemAwayAfterWhatNeedsThem(TestDatabase db) {
        shop(db);
        contract(db, 2, DROP);
        db.applyAttested();

        assertThat(db.bellows().purge(Duration.ZERO)).hasSize(6);

        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows\\_q%'"))
                .isEqualTo("0");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void aCollationComesBackWithTheTableThatNeedsIt(TestDatabase db) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE COLLATION swedish (provider = libc, locale = 'C'); CREATE COLLATION unused (provider = libc, locale = 'C');
                CREATE TABLE names (name text COLLATE swedish); INSERT INTO names VALUES ('a');
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, "DROP TABLE names; DROP COLLATION swedish, unused");

        db.applyAttested();

        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactly("public.names", "collation public.swedish");
        assertThat(db.bellows().restore("names")).hasSize(2).allMatch(each -> each.missing()
                .isEmpty());
        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(
                        db.value(
                                "SELECT string_agg(collname, ' ') FROM pg_collation WHERE collnamespace = 'public'::regnamespace"))
                .isEqualTo("swedish");
    }

    @PostgresTest
    void aSchemaThatIsGoneIsNamedByTheRestoreThatNeedsIt(TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\nCREATE SCHEMA \"old shop\"; CREATE TABLE \"old shop\".t (id int);\n");
        db.apply();
        contract(db, 2, "DROP TABLE \"old shop\".t; DROP SCHEMA \"old shop\"");
        db.applyAttested();

        assertThatThrownBy(() -> db.bellows().restore("0002"))
                .hasMessageContaining("schema \"old shop\" does not exist")
                .hasMessageContaining("its schema is gone; make that first (CREATE SCHEMA \"old shop\")")
                .hasMessageContaining("or read it where it waits: \"bellows_q_2\".t");
        db.sql("CREATE SCHEMA \"old shop\"");
        db.bellows().restore("0002");
        assertThat(db.columns("\"old shop\".t")).containsExactly("id");
    }

    /** PostgreSQL would not drop a table whose rows a column holds, and that column waits. */
    @PostgresTest
    void aTableGoesThereWithTheColumnThatHoldsItsRows(TestDatabase db) {
        db.migrations("""
                -- file: 0001_shop.sql
                CREATE TABLE parts (id int PRIMARY KEY, name text);
                CREATE TABLE orders (id int PRIMARY KEY, part parts, more parts[]);
                CREATE TABLE old (part parts);
                INSERT INTO orders VALUES (1, (1, 'a'), '{"(2,b)"}');
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, "ALTER TABLE orders DROP part, DROP more;\nDROP TABLE old;\nDROP TABLE parts;\n");

        db.applyAttested();
        assertThat(
                        db.query(
                                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'bellows%'"))
                .containsExactly(List.of("orders"));
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(losses.losses()).isEmpty();
            return true;
        });

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.value("SELECT (part).name || (more[1]).name FROM orders")).isEqualTo("ab");
    }

    @PostgresTest
    void whatElseHoldsItsRowsStillKeepsATableFromGoing(TestDatabase db) {
        db.migrations("""
                -- file: 0001_shop.sql
                CREATE TABLE parts (id int PRIMARY KEY, name text);
                CREATE TABLE orders (id int PRIMARY KEY, part parts);
                CREATE TABLE others (id int PRIMARY KEY, part parts);
                """);
        db.apply();
        contract(db, 2, "ALTER TABLE orders DROP part;\nDROP TABLE parts;\n");

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("cannot drop table parts");
        assertThat(db.columns("orders")).contains("part");
    }

    @PostgresTest
    void aCollationComesBackWithoutADownFile(TestDatabase db) {
        db.migrations("""
                -- file: 0001_names.sql
                CREATE COLLATION "By Code" (locale = 'C');
                CREATE TABLE names (name text COLLATE "By Code");
                INSERT INTO names VALUES ('a');
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        contract(db, 2, "DROP TABLE names;\nDROP COLLATION \"By Code\";\n");
        db.applyAttested();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.value("SELECT collation_name FROM information_schema.columns WHERE table_name = 'names'"))
                .isEqualTo("By Code");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    /** The column that holds its rows waits as well, and would go with its type. */
    @PostgresTest
    void aTableWhoseRowsAColumnHoldsIsPurgedAfterThatColumn(TestDatabase db) {
        db.migrations("""
                -- file: 0001_shop.sql
                CREATE TABLE parts (id int PRIMARY KEY, name text);
                CREATE TABLE orders (id int PRIMARY KEY, part parts);
                INSERT INTO orders VALUES (1, (1, 'a'));
                """);
        db.apply();
        contract(db, 2, "ALTER TABLE orders DROP part;\nDROP TABLE parts;\n");
        db.applyAttested();

        assertThatThrownBy(() -> db.bellows().purge("parts"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("table column bellows_q_2.orders.part")
                .hasMessageContaining("what waits itself goes first: bellows quarantine purge bellows_q_2;");
        assertThat(db.value("SELECT (part).name FROM bellows_q_2.orders")).isEqualTo("a");

        assertThat(db.bellows().purge("0002")).hasSize(2);
        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.query("SELECT FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEmpty();
    }
}
