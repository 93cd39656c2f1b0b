package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Table;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.AddAttribute;
import dev.bellows.sql.tree.AlterAttribute;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.AlterTypeAction;
import dev.bellows.sql.tree.DropAttribute;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** A composite type gets other attributes. */
final class ChangeTypeAttributes implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-type-attributes",
                    "The attributes of a composite type change.",
                    CONTRACT,
                    BLOCKS,
                    LOSES,
                    FAILS)
            .why("""
                    `ADD ATTRIBUTE` and `DROP ATTRIBUTE` change every column, function and literal of the type at once. `ALTER
                    ATTRIBUTE … TYPE` is refused while a column has the type; of tables that were made `OF` it, `CASCADE` changes
                    the column, and writes them anew.""")
            .who("""
                    The release that runs now: `ROW(…)::type` has too few or too many values, drivers that read the parts by their
                    place read the wrong ones. The values of a dropped attribute are gone.""")
            .way("A second type beside it, in columns of its own; the old one goes when nothing names it.")
            .cost("The change of a column's type, for each column.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterType alter
                && !scope.schema()
                        .type(alter.name())
                        .map(UserType::since)
                        .map(scope::unused)
                        .orElse(false)) {
            for (AlterTypeAction action : alter.actions()) {
                check(alter, action, scope, findings);
            }
        }
    }

    private static void check(AlterType alter, AlterTypeAction action, Scope scope, Findings findings) {
        String type = scope.text(alter.name());
        String message;
        EnumSet<Verdict> verdicts = EnumSet.of(CONTRACT);
        if (action instanceof AddAttribute add) {
            message = "code that runs now builds and reads " + type + " without "
                    + add.attribute().name().written();
        } else if (action instanceof DropAttribute drop) {
            message = "code that runs now still builds and reads " + type + " with " + written(drop.attribute())
                    + ", and its values go";
            verdicts.add(LOSES);
        } else if (action instanceof AlterAttribute change) {
            List<String> columns = columns(alter, scope);
            message = "code that runs now still sends and expects the old type of " + type + "."
                    + written(change.attribute());
            if (!columns.isEmpty()) {
                message += "; PostgreSQL refuses it, because it is the type of " + String.join(", ", columns);
                verdicts.add(FAILS);
            } else if (change.cascade()) {
                message += "; nobody can read or write the tables OF " + type + " while they are written anew";
                verdicts.add(BLOCKS);
            }
        } else {
            return;
        }
        boolean known = scope.schema().type(alter.name()).isPresent();
        findings.add(Hit.at(action.place(), message)
                .being(verdicts)
                .way(way(alter, scope))
                .assuming(known ? null : "no file here creates " + type + ": taken as in use"));
    }

    private static String written(Identifier attribute) {
        return attribute.written();
    }

    private static List<String> columns(AlterType alter, Scope scope) {
        ObjectName name = scope.schema().resolveType(alter.name());
        return scope.schema().tables().stream()
                .flatMap(table -> columns(table, name, scope))
                .toList();
    }

    private static Stream<String> columns(Table table, ObjectName type, Scope scope) {
        return table.columns().stream()
                .filter(column -> column.type() != null
                        && scope.schema()
                                .type(column.type())
                                .map(found -> found.name().equals(type))
                                .orElse(false))
                .map(column -> table.name() + "." + column.name());
    }

    private static Way way(AlterType alter, Scope scope) {
        String fresh = Sql.join(alter.name().name(), "new");
        List<String> columns = columns(alter, scope);
        return Way.NONE
                .expand("a second type", "CREATE TYPE " + fresh + " AS (…);")
                .then(
                        columns.isEmpty()
                                ? "use it in columns and functions of its own"
                                : "give " + String.join(", ", columns)
                                        + " a second column of it, kept in step by a trigger, and fill that in batches")
                .then("release a version that uses " + fresh)
                .contract(
                        "when nothing older runs, drop what is of the old type, and then",
                        "DROP TYPE " + scope.text(alter.name()) + ";");
    }
}
