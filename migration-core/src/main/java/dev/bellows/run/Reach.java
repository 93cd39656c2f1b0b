package dev.bellows.run;

import dev.bellows.effect.LockMode;
import dev.bellows.effect.Prediction;
import dev.bellows.effect.Predictor;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Vacuum;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a statement locks so that readers or writers wait, as far as its text alone tells; used to see who would be in its
 * way before it queues.
 *
 * @param tables the tables, views and indexes that it names, with the lock on each; an index stands for its table
 * @param heirs whether it locks the partitions of those as well
 * @param unknown whether it may lock more than it names
 */
record Reach(Map<ObjectName, LockMode> tables, boolean heirs, boolean unknown) {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final Pattern CASCADE = Pattern.compile("\\bcascade\\b", Pattern.CASE_INSENSITIVE);

    /** What the text of a statement tells. */
    static Reach of(StatementText text) {
        return parsed(text).map(statement -> of(statement, text)).orElse(new Reach(Map.of(), false, true));
    }

    static Reach of(Statement statement, StatementText text) {
        Map<ObjectName, LockMode> tables = new TreeMap<>(ObjectName.ORDER);
        Schema schema = new Schema();
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.INDEX && !drop.concurrently()) {
            for (ObjectReference index : drop.objects()) {
                if (index.name() != null) {
                    tables.put(schema.resolve(index.name()), LockMode.ACCESS_EXCLUSIVE);
                }
            }
        } else if (!(statement instanceof AlterTable alter && alter.kind() == ObjectKind.INDEX)) {
            Prediction effect = new Predictor(schema, SqlParser.NEWEST).of(statement);
            effect.locks().forEach((name, mode) -> {
                if (mode.stopsWriters()) {
                    tables.put(name, mode);
                }
            });
        }
        // CREATE TABLE needs its parent, not its siblings.
        boolean heirs = !(statement instanceof CreateTable);
        return new Reach(tables, heirs, CASCADE.matcher(text.text()).find() && !tables.isEmpty());
    }

    /** Whether it is a VACUUM that rewrites tables. */
    static boolean rewritesTables(StatementText text) {
        return parsed(text)
                .filter(statement -> statement instanceof Vacuum vacuum && vacuum.full())
                .isPresent();
    }

    static Optional<Statement> parsed(StatementText text) {
        try {
            return Optional.of(PARSER.parse("", text));
        } catch (SqlSyntaxException e) {
            // The server may know what our parser does not.
            return Optional.empty();
        }
    }
}
