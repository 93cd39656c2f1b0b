package dev.bellows.lint.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a folder, when it is mended, then these texts are written. */
class FixingTest {
    private static final String SHOP = """
            CREATE TABLE customers (id bigint PRIMARY KEY, name text, email text);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total int, note text);
            CREATE INDEX orders_note ON orders (note);
            """;

    private final List<LintScript> scripts = new ArrayList<>(List.of(script("1_shop.sql", SHOP, Role.KNOWN)));

    private static LintScript script(String name, String text, Role role) {
        return new LintScript(name, name.substring(0, name.indexOf('_')), LooseScript.Text.of(text), null, role);
    }

    private void given(String name, String text) {
        scripts.add(script(name, text, name.contains(".down.") ? Role.DOWN : Role.JUDGED));
    }

    private Fixing fixing() {
        return new Fixing(new Linter(Rules.all(), LintSettings.DEFAULT), LintSettings.DEFAULT, scripts);
    }

    private List<Fix> fixes() {
        return fixing().fixes(false, script -> true);
    }

    private Fix fix() {
        List<Fix> fixes = fixes();
        assertThat(fixes).hasSize(1);
        return fixes.get(0);
    }

    private static List<String> sql(Fix fix) {
        return fix.additions().stream()
                .map(addition -> addition.up().replaceFirst("^-- Apart from 2_x.sql.*\n", ""))
                .toList();
    }

    @Test
    void anIndexThatIsAloneIsMendedWhereItStands() {
        given("2_x.sql", "-- quick\nCREATE INDEX orders_total ON orders (total);\n");

        assertThat(fix().up()).isEqualTo("-- quick\nCREATE INDEX CONCURRENTLY orders_total ON orders (total);\n");
        assertThat(fix().additions()).isEmpty();
    }

    @Test
    void anIndexAmongOthersGetsAFileOfItsOwnWithItsCommentAndItsReverse() {
        given("2_x.sql", """
                ALTER TABLE orders ADD COLUMN colour text;
                -- by colour
                CREATE INDEX orders_colour ON orders (total, colour);
                COMMENT ON COLUMN orders.colour IS 'red';
                """);
        given("2_x.down.sql", "DROP INDEX orders_colour;\nALTER TABLE orders DROP COLUMN colour;\n");

        assertThat(fix().up()).isEqualTo("""
                ALTER TABLE orders ADD COLUMN colour text;
                COMMENT ON COLUMN orders.colour IS 'red';
                """);
        assertThat(sql(fix()))
                .containsExactly("-- by colour\nCREATE INDEX CONCURRENTLY orders_colour ON orders (total, colour);\n");
        assertThat(fix().additions().get(0).down()).isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS orders_colour;\n");
        assertThat(fix().down()).isEqualTo(new Fix.Text("2_x.down.sql", "ALTER TABLE orders DROP COLUMN colour;\n"));
    }

    @Test
    void whatIsConcurrentAlreadyIsPutApart() {
        given(
                "2_x.sql",
                "ALTER TABLE orders ADD COLUMN a int;\nCREATE INDEX CONCURRENTLY orders_total ON orders (total);\n");

        assertThat(fix().up()).isEqualTo("ALTER TABLE orders ADD COLUMN a int;\n");
        assertThat(sql(fix())).containsExactly("CREATE INDEX CONCURRENTLY orders_total ON orders (total);\n");
    }

    @Test
    void aConstraintIsAddedNotValidAndValidatedInAnotherFile() {
        given("2_x.sql", """
                -- bellows:phase contract
                ALTER TABLE orders
                    ADD COLUMN a int,
                    ADD CONSTRAINT positive CHECK (total > 0),
                    ADD COLUMN b int;
                """);

        assertThat(fix().up()).isEqualTo("""
                -- bellows:phase contract
                ALTER TABLE orders
                    ADD COLUMN a int,
                    ADD COLUMN b int;
                ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
                """);
        assertThat(sql(fix())).containsExactly("ALTER TABLE orders VALIDATE CONSTRAINT positive;\n");
    }

    @Test
    void afterwardsOnlyTheTagIsMissing() {
        given(
                "2_x.sql",
                "ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers;\n");
        Fixing fixing = fixing();

        Fix fix = fixing.fixes(true, script -> true).get(0);

        assertThat(fix.up())
                .isEqualTo(
                        "-- bellows:phase contract\nALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY"
                                + " (customer_id) REFERENCES customers NOT VALID;\n");
        assertThat(sql(fix)).containsExactly("ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;\n");
        assertThat(fixing.left().findings()).extracting(Finding::rule).containsOnly("add-foreign-key");
    }

    @Test
    void aUniqueConstraintTakesAnIndexThatWasBuiltBefore() {
        given(
                "2_x.sql",
                "-- bellows:phase contract\nALTER TABLE customers DROP COLUMN name, ADD CONSTRAINT mail UNIQUE (email);\n");
        given("2_x.down.sql", "ALTER TABLE customers DROP CONSTRAINT mail;\n");

        Fix fix = fixing().fixes(true, script -> true).get(0);

        assertThat(fix.up()).isEqualTo("-- bellows:phase contract\nALTER TABLE customers DROP COLUMN name;\n");
        assertThat(sql(fix))
                .containsExactly(
                        // The tag goes with it: the index binds writers.
                        "-- bellows:phase contract\n-- Apart from 2_x.sql, so that nobody waits for it.\nCREATE UNIQUE INDEX"
                                + " CONCURRENTLY mail ON customers (email);\n",
                        "ALTER TABLE customers ADD CONSTRAINT mail UNIQUE USING INDEX mail;\n");
        assertThat(fix.additions().stream().map(Fix.Addition::down))
                .containsExactly(
                        "DROP INDEX CONCURRENTLY IF EXISTS mail;\n", "ALTER TABLE customers DROP CONSTRAINT mail;\n");
    }

    @Test
    void setNotNullBecomesACheckFirst() {
        given("2_x.sql", "ALTER TABLE orders ALTER COLUMN total SET NOT NULL;\n");
        given("2_x.down.sql", "ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;\n");

        LintSettings settings = new LintSettings(15, "bellows", java.util.Set.of(), List.of());
        Fix fix = new Fixing(new Linter(Rules.all(), settings), settings, scripts)
                .fixes(false, script -> true)
                .get(0);

        assertThat(fix.up())
                .isEqualTo(
                        "ALTER TABLE orders ADD CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL) NOT VALID;\n");
        assertThat(sql(fix))
                .hasSize(2)
                .last()
                .asString()
                .contains("SET NOT NULL")
                .contains("DROP CONSTRAINT");
        assertThat(fix.down())
                .isEqualTo(new Fix.Text("2_x.down.sql", "ALTER TABLE orders DROP CONSTRAINT orders_total_not_null;\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // nothing certain can be said
                "DROP TABLE orders;",
                "ALTER TABLE orders RENAME COLUMN total TO sum;",
                "ALTER TABLE orders ALTER COLUMN total TYPE text;",
                // what follows needs it at once
                "CREATE UNIQUE INDEX i ON orders (total); ALTER TABLE orders ADD CONSTRAINT c UNIQUE USING INDEX i;",
                "CREATE UNIQUE INDEX i ON orders (total); INSERT INTO orders VALUES (1) ON CONFLICT (total) DO NOTHING;",
                // it cannot stand alone, or not be taken out
                "DO $$ BEGIN CREATE INDEX i ON orders (total); END $$;",
                "ALTER TABLE orders ADD COLUMN c int CHECK (c > 0) REFERENCES customers;",
                // nobody knows what was meant
                "CREATE INDEX i ON orders (total); SELEC 1;",
                // somebody has accepted it
                "-- bellows:allow index-not-concurrent small!CREATE INDEX i ON orders (total);",
            })
    void whatIsNotCertainIsLeftAsItIs(String sql) {
        given("2_x.sql", sql.replace('!', '\n'));

        assertThat(fixes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX i ON orders (total); | ALTER TABLE orders DROP COLUMN total;",
                "ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0); | ALTER TABLE orders DROP CONSTRAINT ck;",
                "ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0); | ALTER TABLE orders DROP COLUMN total;",
                "CREATE INDEX i ON orders (total); | CREATE TABLE parts (LIKE orders) PARTITION BY LIST (total);",
            })
    void whatALaterMigrationMayUndoStays(String sql, String later) {
        given("2_x.sql", "ALTER TABLE customers ADD COLUMN b int;\n" + sql);
        given("3_y.sql", later);

        assertThat(fixes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app; CREATE INDEX i ON orders (total); ALTER TABLE customers ADD COLUMN b int;",
                "SELECT set_config('search_path', 'app', true); CREATE INDEX i ON orders (total);",
                "ALTER TABLE orders ADD CHECK (total > 0), ADD CHECK (total < 100);",
                "ALTER TABLE orders DROP COLUMN note; DROP INDEX IF EXISTS orders_note;",
                "CREATE INDEX i ON orders (total); ALTER TABLE orders DROP COLUMN total;",
                "CREATE TABLE part PARTITION OF orders DEFAULT; CREATE INDEX i ON orders (total);",
            })
    void whatAnotherStatementOfTheFileDecidesStays(String sql) {
        given("2_x.sql", sql);

        assertThat(fixes()).isEmpty();
    }

    @Test
    void whatALaterMigrationNeedsStays() {
        given("2_x.sql", "CREATE INDEX i ON orders (total);\nALTER TABLE orders ADD COLUMN b int;\n");
        given("3_y.sql", "ALTER INDEX i RENAME TO j;\n");

        assertThat(fixes()).isEmpty();
    }

    @Test
    void whatAReverseDoesNotTellStays() {
        given("2_x.sql", "ALTER TABLE orders ADD COLUMN b int;\nCREATE INDEX ON orders (total);\n");
        given("2_x.down.sql", "DROP INDEX orders_total_idx;\n");

        assertThat(fixes()).isEmpty();
    }

    @Test
    void historyIsNeverEdited() {
        scripts.add(script("2_x.sql", "CREATE INDEX i ON orders (total);", Role.KNOWN));

        assertThat(fixing().fixes(true, script -> true)).isEmpty();
    }

    @Test
    void aTagIsOnlyGivenWhereNothingElseIsMissingAndNobodySaidExpand() {
        given("2_drop.sql", "ALTER TABLE orders DROP COLUMN note;\r\n");
        given("3_said.sql", "-- bellows:phase expand\nALTER TABLE customers DROP COLUMN name;\n");
        given("4_blocks.sql", "ALTER TABLE orders ALTER COLUMN total TYPE text;\n");
        given("5_fine.sql", "ALTER TABLE orders ADD COLUMN fine int;\n");

        Map<String, @Nullable String> tagged = new java.util.HashMap<>();
        fixing().fixes(true, script -> true).forEach(fix -> tagged.put(fix.script(), fix.up()));

        assertThat(tagged)
                .containsExactly(Map.entry(
                        "2_drop.sql", "-- bellows:phase contract\r\nALTER TABLE orders DROP COLUMN note;\r\n"));
    }

    @Test
    void mendedTwiceIsMendedOnce() {
        given(
                "2_x.sql",
                "ALTER TABLE orders ADD COLUMN a int;\nCREATE INDEX i ON orders (total);\nALTER TABLE orders ADD CHECK (total > 0);\n");
        Fix first = fix();
        List<LintScript> mended = Stream.concat(
                        Stream.of(scripts.get(0), script("2_x.sql", String.valueOf(first.up()), Role.JUDGED)),
                        Stream.iterate(0, i -> i < first.additions().size(), i -> i + 1)
                                .map(i -> script(
                                        (3 + i) + "_y.sql",
                                        first.additions().get(i).up(),
                                        Role.JUDGED)))
                .toList();
        scripts.clear();
        scripts.addAll(mended);

        assertThat(fixes()).isEmpty();
    }
}
