package dev.bellows.lint.rules;

import static dev.bellows.lint.rules.RuleTable.after;
import static dev.bellows.lint.rules.RuleTable.found;
import static dev.bellows.lint.rules.RuleTable.unreleased;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintScript.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules about tightening say of statements on the shop, and where they are silent. */
class TighteningTest {
    private static final Set<String> RULES = Set.of(
            "set-not-null",
            "add-column-not-null",
            "add-check",
            "add-foreign-key",
            "add-unique",
            "create-unique-index",
            "add-exclusion",
            "constrain-domain",
            "row-security",
            "create-trigger",
            "identity-always",
            "validate-in-same-transaction");

    static Stream<Arguments> notNull() {
        return Stream.of(
                found("ALTER TABLE orders ALTER total SET NOT NULL", "set-not-null contract blocks"),
                found(
                        "ALTER TABLE IF EXISTS ONLY public.orders ALTER COLUMN \"total\" SET NOT NULL",
                        "set-not-null contract blocks"),
                found("ALTER TABLE events ALTER kind SET NOT NULL", "set-not-null contract blocks"),
                found("ALTER TABLE elsewhere ALTER c SET NOT NULL", "set-not-null contract blocks"),
                found(
                        "DO $$ BEGIN ALTER TABLE orders ALTER total SET NOT NULL; END $$",
                        "set-not-null contract blocks"),
                found(
                        "ALTER TABLE orders ADD a int; UPDATE orders SET a = 1; ALTER TABLE orders ALTER a SET NOT NULL",
                        "set-not-null contract blocks"),
                found(
                        "ALTER TABLE orders ADD a int DEFAULT 1; ALTER TABLE orders ALTER a SET NOT NULL",
                        "set-not-null blocks"),
                found("ALTER TABLE orders ADD a int, ALTER a SET NOT NULL", "set-not-null contract blocks"),
                found("ALTER TABLE orders ADD CONSTRAINT n NOT NULL total", "set-not-null contract blocks"),
                found("ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID", "set-not-null contract"),
                after(
                        "ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID",
                        "ALTER TABLE orders VALIDATE CONSTRAINT n"),
                after(
                        "ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID",
                        "ALTER TABLE orders ALTER total SET NOT NULL",
                        "set-not-null contract blocks"),
                after(
                        "ALTER TABLE orders ADD CHECK (total > 0)",
                        "ALTER TABLE orders ALTER total SET NOT NULL",
                        "set-not-null contract blocks"),
                after(
                        "ALTER TABLE orders ADD CONSTRAINT n CHECK (total IS NOT NULL) NOT VALID",
                        "ALTER TABLE orders ALTER total SET NOT NULL",
                        "set-not-null contract blocks"),
                after(
                        "ALTER TABLE orders ADD CONSTRAINT n CHECK (total IS NOT NULL) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT n",
                        "ALTER TABLE orders ALTER total SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT n"),
                found("ALTER TABLE customers ALTER email SET NOT NULL"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ALTER a SET NOT NULL"),
                found(
                        "/* ALTER TABLE orders ALTER total SET NOT NULL */ SELECT 'ALTER TABLE orders ALTER total SET NOT NULL'"),
                unreleased("CREATE TABLE fresh (a int)", "ALTER TABLE fresh ALTER a SET NOT NULL"),
                after("CREATE FOREIGN TABLE far (a int) SERVER s", "ALTER FOREIGN TABLE far ALTER a SET NOT NULL"),
                // New columns.
                found("ALTER TABLE orders ADD a int NOT NULL", "add-column-not-null contract fails"),
                found(
                        "ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int NOT NULL DEFAULT NULL",
                        "add-column-not-null contract fails"),
                found(
                        "ALTER TABLE orders ADD a int NOT NULL, ADD b int NOT NULL DEFAULT 1, ADD c text NOT NULL",
                        "add-column-not-null contract fails",
                        "add-column-not-null contract fails"),
                found(
                        "ALTER TABLE events_2027 ADD a int PRIMARY KEY",
                        "add-column-not-null contract fails",
                        "add-unique blocks"),
                found("ALTER TABLE elsewhere ADD a int NOT NULL", "add-column-not-null contract fails"),
                found("ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text NOT NULL"),
                found(
                        "ALTER TABLE orders ADD a bigserial NOT NULL, ADD b int GENERATED BY DEFAULT AS IDENTITY NOT NULL"),
                found("ALTER TABLE orders ADD a numeric NOT NULL GENERATED ALWAYS AS (total * 2) STORED"),
                found("ALTER TABLE orders ADD a text NOT NULL DEFAULT '', ADD b int NULL, ADD c jsonb"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ADD b int NOT NULL"));
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                found("ALTER TABLE orders ADD CHECK (total > 0)", "add-check contract blocks"),
                found("ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID", "add-check contract"),
                found("ALTER TABLE events ADD CHECK (id > 0)", "add-check contract blocks"),
                found(
                        "ALTER TABLE orders ADD CHECK (total > 0), ADD CHECK (note <> '')",
                        "add-check contract blocks",
                        "add-check contract blocks"),
                found("ALTER TABLE orders ADD a int CHECK (a > 0)", "add-check blocks"),
                found("ALTER TABLE orders ADD a int CHECK (a > 0 AND a IS NOT NULL)", "add-check contract fails"),
                found("ALTER TABLE orders ADD a int CHECK (a IS NULL OR a > 0)", "add-check blocks"),
                found(
                        "ALTER TABLE orders ADD a int CHECK (a > 0), ADD CHECK (a < 10)",
                        "add-check blocks",
                        "add-check blocks"),
                found("ALTER TABLE orders ADD a int; ALTER TABLE orders ADD CHECK (a > 0) NOT VALID"),
                found(
                        "ALTER TABLE orders ADD a int; ALTER TABLE orders ADD CHECK (a IS NOT NULL) NOT VALID",
                        "add-check contract"),
                found(
                        "ALTER TABLE orders ADD a int, ADD b int; ALTER TABLE orders ADD CHECK (a IS NULL OR b IS NOT NULL)",
                        "add-check blocks"),
                found(
                        "ALTER TABLE orders ADD a int; UPDATE orders SET a = 1; ALTER TABLE orders ADD CHECK (a IS NOT NULL)",
                        "add-check contract blocks"),
                found(
                        "ALTER TABLE orders ADD a int; ALTER TABLE orders ADD CHECK (a > total) NOT VALID",
                        "add-check contract"),
                found("ALTER TABLE elsewhere ADD CHECK (a > 0)", "add-check contract blocks"),
                found("ALTER TABLE orders ADD CHECK (total > 0) NOT ENFORCED"),
                found("ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text CHECK (note <> '')"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ADD CHECK (a > 0)"),
                after("CREATE FOREIGN TABLE far (a int) SERVER s", "ALTER FOREIGN TABLE far ADD CHECK (a > 0)"),
                // Exclusions.
                found("ALTER TABLE events_2027 ADD EXCLUDE USING gist (kind WITH =)", "add-exclusion contract blocks"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ADD EXCLUDE USING btree (a WITH =)"),
                // NOT VALID for nothing.
                found(
                        "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c",
                        "add-check contract",
                        "validate-in-same-transaction blocks"),
                found(
                        "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID, VALIDATE CONSTRAINT c",
                        "add-check contract",
                        "validate-in-same-transaction blocks"),
                found(
                        "ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID; ALTER TABLE order_items VALIDATE CONSTRAINT order_items_order_id_fkey",
                        "add-foreign-key contract",
                        "validate-in-same-transaction blocks"),
                found(
                        "ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT n",
                        "set-not-null contract",
                        "validate-in-same-transaction blocks"),
                found(
                        "-- bellows:transaction off\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c",
                        "add-check contract"),
                after(
                        "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID",
                        "ALTER TABLE orders VALIDATE CONSTRAINT c"),
                found("ALTER TABLE orders VALIDATE CONSTRAINT made_elsewhere"),
                // Domains.
                found("ALTER DOMAIN amount ADD CONSTRAINT c CHECK (VALUE < 100)", "constrain-domain contract blocks"),
                found("ALTER DOMAIN public.amount ADD CHECK (VALUE < 100) NOT VALID", "constrain-domain contract"),
                found("ALTER DOMAIN amount SET NOT NULL", "constrain-domain contract blocks"),
                after(
                        "ALTER DOMAIN amount ADD CONSTRAINT c CHECK (VALUE < 100) NOT VALID",
                        "ALTER DOMAIN amount VALIDATE CONSTRAINT c",
                        "constrain-domain blocks"),
                after("CREATE DOMAIN idle AS int", "ALTER DOMAIN idle SET NOT NULL", "constrain-domain contract"),
                found("ALTER DOMAIN elsewhere SET NOT NULL", "constrain-domain contract blocks"),
                found("ALTER DOMAIN amount DROP NOT NULL; ALTER DOMAIN amount SET DEFAULT 0"),
                found("CREATE DOMAIN fresh AS int; ALTER DOMAIN fresh SET NOT NULL"));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                found(
                        "ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders",
                        "add-foreign-key contract blocks"),
                found(
                        "ALTER TABLE order_items ADD CONSTRAINT f FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE NOT VALID",
                        "add-foreign-key contract"),
                found("ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES orders", "add-foreign-key contract blocks"),
                found("ALTER TABLE orders ADD a bigint REFERENCES customers", "add-foreign-key contract"),
                found(
                        "ALTER TABLE orders ADD a bigint DEFAULT 1 REFERENCES customers (id)",
                        "add-foreign-key contract blocks"),
                found(
                        "ALTER TABLE orders ADD a bigint REFERENCES customers ON DELETE SET NULL",
                        "add-foreign-key advice"),
                found(
                        "ALTER TABLE orders ADD a bigint; ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES customers",
                        "add-foreign-key contract blocks"),
                found(
                        "CREATE TABLE fresh (id int PRIMARY KEY); ALTER TABLE orders ADD a int REFERENCES fresh",
                        "add-foreign-key advice"),
                found("ALTER TABLE elsewhere ADD FOREIGN KEY (a) REFERENCES orders", "add-foreign-key contract blocks"),
                found(
                        "ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey ENFORCED",
                        "add-foreign-key contract blocks"),
                found("ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey NOT ENFORCED"),
                found("ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders NOT ENFORCED"),
                found(
                        "CREATE TABLE fresh (a bigint REFERENCES orders); ALTER TABLE fresh ADD b bigint REFERENCES customers"),
                found("CREATE TABLE fresh (a bigint); ALTER TABLE fresh ADD FOREIGN KEY (a) REFERENCES orders"),
                // Unique and primary keys.
                found("ALTER TABLE customers ADD UNIQUE (phone)", "add-unique contract blocks"),
                found(
                        "ALTER TABLE order_items ADD CONSTRAINT k PRIMARY KEY (order_id, product_id)",
                        "add-unique contract blocks"),
                found("ALTER TABLE events ADD UNIQUE (id, happened)", "add-unique contract blocks"),
                found("ALTER TABLE orders ADD a text UNIQUE", "add-unique blocks"),
                found("ALTER TABLE orders ADD a text DEFAULT '' UNIQUE", "add-unique contract fails"),
                found("ALTER TABLE orders ADD a text DEFAULT NULL UNIQUE", "add-unique blocks"),
                found("ALTER TABLE events_2027 ADD a bigserial PRIMARY KEY", "add-unique blocks"),
                found("ALTER TABLE products ADD CONSTRAINT k UNIQUE USING INDEX products_sku"),
                after(
                        "CREATE UNIQUE INDEX u ON orders (total)",
                        "ALTER TABLE orders ADD PRIMARY KEY USING INDEX u",
                        "add-unique contract blocks"),
                after(
                        "CREATE UNIQUE INDEX u ON order_items (order_id, product_id)",
                        "ALTER TABLE order_items ADD PRIMARY KEY USING INDEX u"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ADD PRIMARY KEY (a)"),
                found("CREATE UNIQUE INDEX CONCURRENTLY u ON customers (phone)", "create-unique-index contract"),
                found(
                        "CREATE UNIQUE INDEX IF NOT EXISTS u ON public.customers (lower(email)) WHERE phone IS NULL",
                        "create-unique-index contract"),
                found("CREATE UNIQUE INDEX ON elsewhere (a)", "create-unique-index contract"),
                found("CREATE UNIQUE INDEX IF NOT EXISTS products_sku ON products (sku)"),
                found("ALTER TABLE orders ADD a text; CREATE UNIQUE INDEX ON orders (a)"),
                found(
                        "ALTER TABLE orders ADD a text DEFAULT ''; CREATE UNIQUE INDEX ON orders (a)",
                        "create-unique-index contract"),
                found("CREATE INDEX CONCURRENTLY i ON customers (phone)"),
                found("CREATE UNIQUE INDEX CONCURRENTLY i ON sales (total)"),
                found("CREATE TABLE fresh (a int); CREATE UNIQUE INDEX ON fresh (a)"));
    }

    static Stream<Arguments> behaviour() {
        return Stream.of(
                found(
                        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                        "row-security contract",
                        "row-security contract"),
                found("ALTER TABLE orders DISABLE ROW LEVEL SECURITY", "row-security contract"),
                found("ALTER TABLE orders NO FORCE ROW LEVEL SECURITY", "row-security contract"),
                found("CREATE POLICY p ON orders AS RESTRICTIVE TO PUBLIC USING (false)", "row-security contract"),
                found("ALTER POLICY own_orders ON orders TO CURRENT_USER", "row-security contract"),
                found("CREATE POLICY p ON orders FOR SELECT USING (true)"),
                found("ALTER POLICY own_orders ON orders RENAME TO other"),
                found(
                        "CREATE TABLE fresh (a int); ALTER TABLE fresh ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON fresh AS RESTRICTIVE USING (true)"),
                found(
                        "CREATE TRIGGER t AFTER INSERT OR UPDATE ON orders EXECUTE FUNCTION touch()",
                        "create-trigger contract"),
                found(
                        "CREATE OR REPLACE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
                        "create-trigger contract"),
                found(
                        "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch()",
                        "create-trigger contract"),
                found(
                        "CREATE TRIGGER t INSTEAD OF INSERT ON open_orders FOR EACH ROW EXECUTE FUNCTION touch()",
                        "create-trigger contract"),
                found(
                        "CREATE OR REPLACE RULE r AS ON INSERT TO orders DO ALSO NOTIFY orders",
                        "create-trigger contract"),
                found(
                        "-- bellows:allow create-trigger it keeps two columns in step\nCREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()"),
                found(
                        "CREATE VIEW fresh AS SELECT id FROM orders; CREATE TRIGGER t INSTEAD OF INSERT ON fresh FOR EACH ROW EXECUTE FUNCTION touch()"),
                found(
                        "CREATE TABLE fresh (a int); CREATE TRIGGER t BEFORE INSERT ON fresh FOR EACH ROW EXECUTE FUNCTION touch(); CREATE RULE r AS ON DELETE TO fresh DO INSTEAD NOTHING"),
                found("CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION touch()"),
                found("ALTER TABLE events_2027 ALTER id ADD GENERATED ALWAYS AS IDENTITY", "identity-always contract"),
                found("ALTER TABLE products ALTER id SET GENERATED ALWAYS", "identity-always contract"),
                found("ALTER TABLE customers ALTER id SET GENERATED BY DEFAULT"),
                found("ALTER TABLE events_2027 ALTER id ADD GENERATED BY DEFAULT AS IDENTITY"),
                found("ALTER TABLE orders ADD a bigint GENERATED ALWAYS AS IDENTITY"),
                found(
                        "CREATE TABLE fresh (a int NOT NULL); ALTER TABLE fresh ALTER a ADD GENERATED ALWAYS AS IDENTITY"));
    }

    @ParameterizedTest
    @MethodSource({"notNull", "checks", "keys", "behaviour"})
    void says_what_is_wrong_with_a_change_and_nothing_else(
            String before, Role role, String sql, List<String> expected) {
        assertThat(RuleTable.findings(RULES, 18, before, role, sql)).as(sql).containsExactlyElementsOf(expected);
    }
}
