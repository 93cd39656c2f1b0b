package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Routine;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the rules about DROP share. */
final class Dropping {
    /** What the functions of triggers return. */
    private static final Set<String> TRIGGERED = Set.of("trigger", "event_trigger");

    /** What is nothing but its definition, which stands below: one that somebody else made is only replaced. */
    private static final Set<ObjectKind> REPLACEABLE =
            Set.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.ROUTINE, ObjectKind.VIEW);

    private Dropping() {}

    /** What a DROP of certain kinds does to those who use the objects. */
    interface Harm {
        /** As half a sentence or more. */
        String of(String object);
    }

    /** Reports each object of these kinds that somebody uses. */
    static void report(
            Statement statement,
            Set<ObjectKind> kinds,
            Scope scope,
            Findings findings,
            Harm harm,
            String unlessReleased) {
        report(statement, kinds, scope, findings, harm, unlessReleased, replaced -> Optional.empty());
    }

    /**
     * Likewise.
     *
     * @param softer what is to be said instead, of some of the objects
     */
    static void report(
            Statement statement,
            Set<ObjectKind> kinds,
            Scope scope,
            Findings findings,
            Harm harm,
            String unlessReleased,
            Function<ObjectReference, Optional<Hit>> softer) {
        if (!(statement instanceof Drop drop) || !kinds.contains(drop.kind())) {
            return;
        }
        for (ObjectReference object : drop.objects()) {
            if (scope.unused(object)
                    || absent(drop, object, scope)
                    || exchanged(object, scope)
                    || uncallable(object, scope)) {
                continue;
            }
            String named = named(object, scope);
            if (guard(drop, object, scope)) {
                if (!REPLACEABLE.contains(object.kind())) {
                    findings.add(guarded(object, named));
                }
                continue;
            }
            Hit hit = softer.apply(object).orElseGet(() -> Hit.at(object.place(), harm.of(named))
                    .being(CONTRACT)
                    .way(Way.NONE
                            .then(unlessReleased.formatted(named))
                            .contract("drop it when nothing older runs", sql(drop, object, scope))));
            findings.add(hit.assuming(scope.assumed(object)));
        }
    }

    /** A DROP that is there for the case that somebody else made the object. */
    static boolean guard(Drop drop, ObjectReference object, Scope scope) {
        return drop.ifExists()
                && scope.schema().since(object).isEmpty()
                && Recreated.of(object, scope).isPresent();
    }

    static Hit guarded(ObjectReference object, String named) {
        return Hit.at(
                        object.place(),
                        "no migration before this one makes " + named
                                + ", and this one makes it below: if it is there all the same, it is dropped with all that"
                                + " code relies on; leave the DROP out")
                .being(ADVICE);
    }

    /** Whether IF EXISTS certainly finds nothing: all triggers, rules and policies of the table are known, and it is none. */
    private static boolean absent(Drop drop, ObjectReference object, Scope scope) {
        @Nullable QualifiedName of = object.of();
        return drop.ifExists()
                && of != null
                && scope.table(of).map(Table::whole).orElse(false)
                && scope.table(of).map(table -> table.parents().isEmpty()).orElse(false)
                && scope.schema().since(object).isEmpty();
    }

    /** A trigger or rule that is made again in the same transaction: what it does from then on is judged there. */
    private static boolean exchanged(ObjectReference object, Scope scope) {
        return (object.kind() == ObjectKind.TRIGGER || object.kind() == ObjectKind.RULE)
                && scope.transactional()
                && Recreated.of(object, scope).isPresent();
    }

    /** The function of a trigger that is gone: no statement can call it. */
    private static boolean uncallable(ObjectReference object, Scope scope) {
        if (object.kind() != ObjectKind.FUNCTION && object.kind() != ObjectKind.ROUTINE) {
            return false;
        }
        List<Routine> known = scope.schema().routines(Sql.named(object));
        return !known.isEmpty()
                && known.stream()
                        .allMatch(routine -> routine.returns() != null
                                && TRIGGERED.contains(routine.returns().name()))
                && scope.schema().dependents(object).isEmpty();
    }

    /** An object as a person would say it: {@code trigger touch on orders}. */
    static String named(ObjectReference object, Scope scope) {
        @Nullable QualifiedName of = object.of();
        String on = of == null || !ofTable(object.kind()) ? "" : " on " + scope.text(of);
        // The parameters of a routine may stand on many lines.
        String kind =
                object.kind() == ObjectKind.CAST ? "" : Sql.lower(object.kind().words()) + " ";
        return kind + scope.text(object).replaceAll("\\s+", " ") + on;
    }

    private static boolean ofTable(ObjectKind kind) {
        return kind == ObjectKind.TRIGGER || kind == ObjectKind.RULE || kind == ObjectKind.POLICY;
    }

    /** The DROP of one object. */
    static String sql(Drop drop, ObjectReference object, Scope scope) {
        boolean simple = object.of() == null
                && object.name() != null
                && (drop.cascade() || drop.objects().size() > 1);
        return simple ? "DROP " + drop.kind().words() + " " + scope.text(object) + ";" : scope.text(drop.place()) + ";";
    }
}
