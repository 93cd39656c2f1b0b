package dev.bellows.run;

import dev.bellows.model.Build;
import dev.bellows.model.Kept;
import dev.bellows.model.Migration;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.quarantine.Fate;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Quarantine;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a contract needs a down file although others, that only drop what waits in quarantine, need none. */
final class WhyNoDown {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final int WORDS = 70;

    private WhyNoDown() {}

    /** The refusals of a down, those of such contracts with the statement that is why. */
    static List<Refusal> told(List<Refusal> refusals, Build build, Reading reading) {
        return refusals.stream()
                .map(refusal -> refusal.code().equals("no-down-file") ? told(refusal, build, reading) : refusal)
                .toList();
    }

    private static Refusal told(Refusal refusal, Build build, Reading reading) {
        Optional<Migration> contract = build.migrations().stream()
                .filter(migration -> migration.label().equals(refusal.migration()))
                .filter(RestoringDowns::mayNeedOne)
                .findFirst();
        if (contract.isEmpty() || !reading.state().exists()) {
            return refusal;
        }
        List<Fate> fates = reading.asking(() -> Fate.all(reading.session().connection(), reading.tables(), false));
        List<Fate> dropped = fates.stream()
                .filter(fate -> fate.migration().equals(contract.get().label()))
                .toList();
        Optional<Fate> purged = dropped.stream().filter(Fate::purged).findFirst();
        if (purged.isPresent()) {
            return because(refusal, 0, purged.get().object() + ", which it dropped, was purged");
        }
        List<Stored> waiting =
                reading.asking(() -> Inventory.all(reading.session().connection(), reading.tables()));
        Optional<Kept> gone = waiting.stream()
                .map(Stored::kept)
                .filter(kept ->
                        kept.gone() && kept.migration().equals(contract.get().label()))
                .findFirst();
        if (gone.isPresent()) {
            return because(
                    refusal,
                    0,
                    "somebody has dropped " + gone.get().place() + ", where "
                            + gone.get().object() + " waited");
        }
        @Nullable StatementText why = why(contract.get(), dropped);
        return why == null
                ? refusal
                : because(
                        refusal,
                        why.span().line(),
                        "this statement cannot be reverted from the quarantine: " + words(why));
    }

    private static Refusal because(Refusal refusal, int line, String why) {
        return new Refusal(
                refusal.code(),
                refusal.migration(),
                refusal.file(),
                line,
                0,
                "",
                refusal.cause() + ", and " + why,
                refusal.next());
    }

    private static @Nullable StatementText why(Migration migration, List<Fate> dropped) {
        try {
            return first(migration, dropped);
        } catch (IOException | SqlSyntaxException e) {
            return null;
        }
    }

    /** The first statement that does more than to drop what waits; null when there is none. */
    static @Nullable StatementText first(Migration migration, List<Fate> dropped) throws IOException {
        try (Splitter splitter =
                new Splitter(migration.script().name(), migration.script().open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                Statement parsed = PARSER.parse(migration.script().name(), statement);
                if (!leavesNothing(parsed) && !waits(parsed, dropped)) {
                    return statement;
                }
            }
            return null;
        }
    }

    /** It is over when its transaction or session is. */
    private static boolean leavesNothing(Statement parsed) {
        return parsed instanceof SetSetting || parsed instanceof LockTable;
    }

    /** What nothing needs that waits was dropped for good. */
    private static boolean waits(Statement parsed, List<Fate> dropped) {
        if (!Quarantine.onlyDrops(parsed)) {
            return false;
        }
        return !(parsed instanceof Drop drop)
                || drop.kind() == ObjectKind.TABLE
                || drop.objects().stream().allMatch(object -> dropped.stream()
                        .filter(fate -> fate.way() == QuarantineWay.NEEDED)
                        .anyMatch(fate -> AlsoDropped.names(fate.object(), object)));
    }

    private static String words(StatementText statement) {
        String line = statement.text().strip().replaceAll("\\s+", " ");
        return line.length() <= WORDS ? line : line.substring(0, line.offsetByCodePoints(0, WORDS)) + "…";
    }
}
