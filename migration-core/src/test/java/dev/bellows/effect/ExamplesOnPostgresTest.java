package dev.bellows.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.rules.Examples;
import dev.bellows.lint.rules.Pages;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.EmbeddedSql;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.PlpgsqlBody;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Unrecognised;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The examples of all rules on a server: what is predicted of each statement is what it does. A statement that the server
 * refuses (some examples show just that) says nothing, and the next one meets the schema without it; nor does one that has
 * no record of its own yet.
 */
class ExamplesOnPostgresTest {
    /** Roles and tablespaces belong to the whole server, which other tests use too. */
    private static final Set<String> ABOUT_THE_SERVER = Set.of("operator-act", "rename-role");

    private static final String EVERYTHING_GOES = """
            DO $$
            DECLARE one text;
            BEGIN
                FOR one IN SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
                    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
                    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
                    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
                    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
                        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                LOOP
                    EXECUTE one;
                END LOOP;
                CREATE SCHEMA public;
            END $$;
            """;

    private final List<String> wrong = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int compared;

    @PostgresTest
    void badOnesDoWhatIsPredicted(TestDatabase db) throws SQLException {
        all(db, false);
    }

    @PostgresTest
    void goodOnesDoToo(TestDatabase db) throws SQLException {
        all(db, true);
    }

    private void all(TestDatabase db, boolean good) throws SQLException {
        int major = Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) / 10000;
        List<String> rules = Pages.infos().stream()
                .map(info -> info.id())
                .filter(rule -> !ABOUT_THE_SERVER.contains(rule))
                .toList();
        for (String rule : rules) {
            String example = good ? Examples.good(rule) : Examples.bad(rule);
            db.sql(EVERYTHING_GOES);
            db.sql(Examples.schema());
            Schema schema = new Schema();
            schema.begin(true);
            statements(Examples.schema(), major).forEach((text, statement) -> schema.add(statement));
            for (String file : Examples.files(example).values()) {
                schema.begin(true);
                for (Map.Entry<StatementText, Statement> each :
                        statements(file, major).entrySet()) {
                    compare(db, rule, each.getKey(), each.getValue(), schema, major);
                }
            }
        }
        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(compared).isGreaterThan(150);
        assertThat(refused)
                .as("an example that cannot run proves nothing, unless it shows just that")
                .hasSizeLessThan(compared / 8);
    }

    private void compare(
            TestDatabase db, String rule, StatementText text, Statement statement, Schema schema, int major)
            throws SQLException {
        Prediction predicted = predicted(statement, schema, major);
        try {
            if (unknowable(statement)) {
                db.sql(text.text());
                return;
            }
            if (text.use() instanceof TransactionUse.Outside) {
                heldUp(db, rule, text, predicted);
            } else if (!(text.use() instanceof TransactionUse.Refused || statement instanceof Unrecognised)) {
                observed(db, rule, text, predicted);
            }
            db.sql(text.text());
            schema.add(statement);
        } catch (SQLException | IllegalStateException e) {
            // Refused by the server: nothing has changed.
            refused.add(rule + ": " + text.text() + ": " + e.getMessage());
        }
    }

    /** What it runs is decided when it runs. */
    private static boolean unknowable(Statement statement) {
        return statement instanceof DoBlock block
                && block.code() != null
                && PlpgsqlBody.sql(block.code().text()).stream()
                        .anyMatch(sql -> sql.kind() == EmbeddedSql.Kind.UNKNOWN);
    }

    private void observed(TestDatabase db, String rule, StatementText text, Prediction predicted) throws SQLException {
        try (Connection connection = db.connection()) {
            Prediction observed = Observation.of(connection, text.text());
            compared++;
            if (!observed.equals(predicted)) {
                wrong.add(rule + ": " + text.text() + "\n  predicted " + predicted + "\n  observed  " + observed);
            }
        }
    }

    /** One table at a time: the others cannot be seen before it is free. */
    private void heldUp(TestDatabase db, String rule, StatementText text, Prediction predicted) throws SQLException {
        for (Map.Entry<ObjectName, LockMode> lock : predicted.locks().entrySet()) {
            if (lock.getValue().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0
                    && db.value("SELECT relkind FROM pg_class WHERE relkind IN ('r', 'p') AND relname = '"
                                    + lock.getKey().name() + "'")
                            != null) {
                @Nullable LockMode seen = new HeldUp(db).at(lock.getKey(), text.text());
                compared++;
                if (seen != lock.getValue()) {
                    wrong.add(rule + ": " + text.text() + "\n  predicted " + lock + "\n  observed  " + seen);
                }
            }
        }
    }

    /** Of a DO block, all that the statements in it do. */
    private static Prediction predicted(Statement statement, Schema schema, int major) {
        Predictor predictor = new Predictor(schema, major);
        if (!(statement instanceof DoBlock block) || block.code() == null) {
            return predictor.of(statement);
        }
        Map<ObjectName, LockMode> locks = new HashMap<>();
        Set<ObjectName> scans = new HashSet<>();
        Set<ObjectName> rewrites = new HashSet<>();
        for (EmbeddedSql sql : PlpgsqlBody.sql(block.code().text())) {
            if (sql.kind() != EmbeddedSql.Kind.UNKNOWN) {
                for (Statement inner : statements(sql.text(), major).values()) {
                    Prediction one = predictor.of(inner);
                    one.locks().forEach((name, mode) -> locks.merge(name, mode, LockMode::and));
                    scans.addAll(one.scans());
                    rewrites.addAll(one.rewrites());
                }
            }
        }
        return new Prediction(locks, scans, rewrites);
    }

    private static Map<StatementText, Statement> statements(String sql, int major) {
        Map<StatementText, Statement> statements = new LinkedHashMap<>();
        new LooseScript("example", LooseScript.Text.of(sql), "bellows").statements(text -> {
            try {
                statements.put(text, new SqlParser(major).parse("example", text));
            } catch (SqlSyntaxException e) {
                // Some examples show just that; and an older server does not know all of them.
            }
        });
        return statements;
    }
}
