package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterSequence;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.SequenceOption;
import dev.bellows.sql.tree.SetIdentity;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sequence gives other numbers than it did. */
final class ChangeSequence implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-sequence", "A sequence gives other numbers.", CONTRACT, ADVICE)
            .why("""
                    `RESTART` and `CYCLE` give numbers again that rows may have; `INCREMENT` changes how many a caller may take to
                    be its own; a smaller type or range ends sooner. `ALTER SEQUENCE` takes a lock that keeps `nextval` out until
                    the migration ends, and `RESTART` is undone with its transaction, though numbers given since are not.""")
            .who("""
                    The release that runs now: its inserts fail with `23505`, *duplicate key value*, or `2200H`, *reached maximum
                    value*. Object-relational mappers take numbers in blocks: Hibernate's `allocationSize` must equal `INCREMENT`,
                    or two instances give the same numbers.""")
            .way("""
                    Let numbers go up only. Change a step together with the release that knows it, as a contract, with a jump
                    above all numbers that were given.""")
            .cost("A gap in the numbers, which every sequence has anyway.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterSequence alter && !scope.unused(alter.name())) {
            options(alter.options(), scope.text(alter.name()), scope.assumed(alter.name()), findings);
        }
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof SetIdentity set
                    && !change.isNew(set.column().name())) {
                options(set.options(), change.table() + "." + set.column().written(), change.assumed(), findings);
            }
        }
    }

    private static void options(
            List<SequenceOption> options, String sequence, @Nullable String assumed, Findings findings) {
        for (SequenceOption option : options) {
            @Nullable Hit hit = hit(option, sequence);
            if (hit != null) {
                findings.add(hit.assuming(assumed));
            }
        }
    }

    private static @Nullable Hit hit(SequenceOption option, String sequence) {
        Place place = option.place();
        return switch (option.name()) {
            case "RESTART" ->
                Hit.at(
                                place,
                                "code that runs now gets numbers from " + sequence
                                        + " that rows may have already, and its inserts fail")
                        .being(CONTRACT)
                        .way(Way.NONE.then("restart it only above every number that was given"));
            case "INCREMENT" ->
                Hit.at(
                                place,
                                "code that runs now takes each number of " + sequence
                                        + " for a block as large as the old step: blocks overlap, and inserts fail")
                        .being(CONTRACT)
                        .way(Way.NONE.then(
                                "release a version that takes the smaller of both steps first, and raise the step"
                                        + " when nothing older runs"));
            case "CYCLE" ->
                Hit.at(
                                place,
                                "code that runs now gets numbers from " + sequence
                                        + " that rows have, once it begins again")
                        .being(CONTRACT)
                        .way(Way.NONE.then("widen the range, or the type to bigint, instead"));
            case "AS" -> type(option, sequence);
            case "MAXVALUE", "MINVALUE" ->
                Hit.at(
                                place,
                                "once " + sequence + " reaches " + option.value()
                                        + " there is no next number, and inserts of code that runs now fail")
                        .being(ADVICE)
                        .way(Way.NONE.then("compare it with the last number and with what is given in a year"));
            default -> null;
        };
    }

    private static Hit type(SequenceOption option, String sequence) {
        String type = String.valueOf(option.value()).toLowerCase(Locale.ROOT);
        boolean widest = type.equals("bigint") || type.equals("int8");
        return widest
                ? Hit.at(
                                option.place(),
                                "numbers of " + sequence
                                        + " above 2147483647 do not fit into columns and code that runs now with 32 bits")
                        .being(ADVICE)
                        .way(Way.NONE.then(
                                "see that the column and every reader hold 64 bits before numbers get there"))
                : Hit.at(
                                option.place(),
                                sequence + " ends at the largest " + type
                                        + ": inserts of code that runs now fail there")
                        .being(CONTRACT)
                        .way(Way.NONE.then("leave it as bigint, which costs nothing"));
    }
}
