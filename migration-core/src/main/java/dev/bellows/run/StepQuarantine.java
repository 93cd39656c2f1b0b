package dev.bellows.run;

import dev.bellows.model.QuarantineName;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.Quarantine;
import dev.bellows.quarantine.Whereabouts;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a step's directives say of the quarantine, and which of its statements have to do with it. */
final class StepQuarantine {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final Set<String> MAY_DROP = Set.of("drop", "alter");
    private static final Set<String> MAY_MAKE =
            Set.of("create", "alter", "insert", "update", "delete", "merge", "copy", "with", "truncate");

    private StepQuarantine() {}

    /** What keeps a step's things; null where nothing is kept. */
    static @Nullable Quarantine of(
            Session session, Step step, int statement, Copies inBatches, Whereabouts whereabouts) {
        @Nullable QuarantineName first = step.quarantine();
        return first == null
                ? null
                : new Quarantine(
                        session.connection(),
                        step.transactional() ? first : first.part(statement),
                        wish(step),
                        step.maxBlocking(),
                        inBatches,
                        whereabouts);
    }

    /** How a step wants its columns kept. */
    static dev.bellows.sql.Quarantine wish(Step step) {
        // A down may say it for itself.
        dev.bellows.sql.@Nullable Quarantine own =
                step.script().outline().directives().quarantine();
        dev.bellows.sql.@Nullable Quarantine wish = own != null
                ? own
                : step.migration().script().outline().directives().quarantine();
        return wish == null ? dev.bellows.sql.Quarantine.COPY : wish;
    }

    /** Whether a statement may drop something that is kept. */
    static @Nullable Statement drop(String script, StatementText statement) {
        if (!MAY_DROP.contains(Guard.firstWord(statement))) {
            return null;
        }
        Statement parsed = PARSER.parse(script, statement);
        return Quarantine.drops(parsed) ? parsed : null;
    }

    /** A statement that may drop something by its name, kept or not. */
    static @Nullable Statement named(String script, StatementText statement) {
        return MAY_DROP.contains(Guard.firstWord(statement)) ? PARSER.parse(script, statement) : null;
    }

    /** A statement that may make something or give it a new name; anything else is none that matters. */
    static @Nullable Statement names(String script, StatementText statement) {
        return Set.of("alter", "create").contains(Guard.firstWord(statement)) ? PARSER.parse(script, statement) : null;
    }

    /** Whether a statement may make something that waits. */
    static @Nullable Statement make(Step step, StatementText statement) {
        return step.quarantine() != null && step.script().hasText() && MAY_MAKE.contains(Guard.firstWord(statement))
                ? PARSER.parse(step.script().name(), statement)
                : null;
    }
}
