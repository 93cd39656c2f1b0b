package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Routine;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.RoutineParameter;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CREATE OR REPLACE FUNCTION that gives another result or calls its parameters otherwise. */
final class ReplaceRoutine implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "replace-routine", "A function is replaced by one with another result or other parameters.", FAILS)
            .why("""
                    `CREATE OR REPLACE` keeps what callers rely on: it refuses another result type, another name of a parameter, a
                    default less, and a procedure in place of a function (`42P13`, `42809`).""")
            .who("""
                    Whoever deploys: the migration fails. Dropping the function first would break each caller that runs now, and takes
                    its triggers, views and defaults along or fails for them.""")
            .way("Make a second function beside it, and drop the old one when nothing calls it.")
            .cost("Two functions until no release calls the old one.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateRoutine routine && routine.replace()) {
            scope.schema().replaced(routine).ifPresent(before -> {
                @Nullable String problem = problem(before, routine);
                if (problem != null) {
                    findings.add(
                            routine.place(),
                            "PostgreSQL refuses to replace " + scope.text(routine.name()) + ": " + problem,
                            way(routine, scope));
                }
            });
        }
    }

    private static @Nullable String problem(Routine before, CreateRoutine now) {
        if (before.procedure() != (now.kind() == ObjectKind.PROCEDURE)) {
            return "it is a " + (before.procedure() ? "procedure" : "function");
        }
        if (!result(before.returns(), before.declared()).equals(result(now.returns(), now.parameters()))) {
            return "its result would have another type";
        }
        List<RoutineParameter> old = given(before.declared());
        List<RoutineParameter> young = given(now.parameters());
        for (int i = 0; i < Math.min(old.size(), young.size()); i++) {
            @Nullable Identifier name = old.get(i).name();
            @Nullable Identifier other = young.get(i).name();
            if (name != null && (other == null || !other.is(name.name()))) {
                return "its parameter " + name.written() + " would have another name";
            }
            if (old.get(i).defaultValue() != null && young.get(i).defaultValue() == null) {
                return "its parameter " + (name == null ? i + 1 : name.written()) + " would lose its default";
            }
        }
        return null;
    }

    private static List<RoutineParameter> given(List<RoutineParameter> all) {
        return all.stream()
                .filter(each -> !each.mode().equals("OUT") && !each.mode().equals("TABLE"))
                .toList();
    }

    /** What it gives, in words that are equal where PostgreSQL finds them equal. */
    private static String result(@Nullable DataType returns, List<RoutineParameter> parameters) {
        List<RoutineParameter> results = parameters.stream()
                .filter(each -> !each.mode().equals("IN") && !each.mode().equals("VARIADIC"))
                .toList();
        if (results.isEmpty()) {
            return returns == null ? "" : (returns.setOf() ? "setof " : "") + words(returns);
        }
        boolean table =
                results.stream().anyMatch(each -> each.mode().equals("TABLE")) || (returns != null && returns.setOf());
        return (table ? "setof " : "")
                + results.stream()
                        .map(each -> (each.name() == null ? "" : each.name().name()) + " " + words(each.type()))
                        .toList();
    }

    private static String words(DataType type) {
        return type.name() + "[]".repeat(type.dimensions());
    }

    private static Way way(CreateRoutine routine, Scope scope) {
        String kind = routine.kind().words();
        String second = Sql.join(routine.name().name(), "2");
        String schema =
                routine.name().schema() == null ? "" : Sql.quoted(routine.name().schema()) + ".";
        String types = given(routine.parameters()).stream()
                .map(each -> scope.text(each.type()))
                .collect(Collectors.joining(", "));
        return Way.NONE
                .expand(
                        "a second one beside it",
                        "CREATE " + kind + " " + schema + second
                                + scope.after(routine.name().place()) + ";")
                .then("release a version that calls " + second)
                .contract(
                        "drop the old one when nothing older runs",
                        "DROP " + kind + " " + scope.text(routine.name()) + "(" + types + ");");
    }
}
