package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.Statement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** IF EXISTS and IF NOT EXISTS. */
final class IfExists implements Rule {
    private static final RuleInfo INFO = RuleInfo.style(
                    "if-exists", "A statement passes whether or not the object is there.")
            .why("""
                    With `IF NOT EXISTS` any object of that name will do, whatever its columns; with `IF EXISTS` a name that is misspelt is no error.
                    Bellows knows whether its migration ran, and a transaction leaves no half of it.""")
            .who("Whoever meets a database that drifted, long after the migration passed over it.")
            .way("Leave it out, so that a schema that is not as expected stops the migration.")
            .cost("A migration that somebody ran by hand must be resolved.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (Node part : parts(statement)) {
            findings.add(
                    part.place(),
                    "this passes whether or not the object is there and is what it should be",
                    Way.NONE.then("leave IF [NOT] EXISTS out"));
        }
    }

    private static List<Node> parts(Statement statement) {
        List<Node> parts = new ArrayList<>();
        if (passes(statement)) {
            parts.add(statement);
        }
        if (statement instanceof AlterTable alter) {
            alter.actions().stream().filter(IfExists::passes).forEach(parts::add);
        } else if (statement instanceof AlterType alter) {
            alter.actions().stream().filter(IfExists::passes).forEach(parts::add);
        }
        return parts;
    }

    /** By the records' own components: {@code ifExists} and {@code ifNotExists}. */
    private static boolean passes(Node node) {
        if (node instanceof CreateIndex index) {
            // A rule of its own speaks of the concurrent one.
            return index.ifNotExists() && !index.concurrently();
        }
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            if (component.getName().equals("ifExists") || component.getName().equals("ifNotExists")) {
                try {
                    return Boolean.TRUE.equals(component.getAccessor().invoke(node));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("a public record does not show what it holds", e);
                }
            }
        }
        return false;
    }
}
