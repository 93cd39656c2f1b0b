package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.Failure;
import dev.bellows.model.OpenCopy;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.OpenCopies;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The copies in batches that stay when their step does not go on: what is told of them. */
record LeftCopies(List<OpenCopy> copies) {
    private static final LeftCopies NONE = new LeftCopies(List.of());

    LeftCopies {
        copies = List.copyOf(copies);
    }

    /** Those of a step, as the ledger says; none where it cannot be asked. What is open is rolled back. */
    static LeftCopies of(Work work, Step step) {
        if (step.quarantine() == null) {
            return NONE;
        }
        try {
            work.session().rollback();
            return new LeftCopies(
                    OpenCopies.all(work.session().connection(), work.ledger().tables()).stream()
                            .filter(step::wants)
                            .toList());
        } catch (SQLException e) {
            return NONE;
        }
    }

    /** A copy that is not whole, or whose column is still there: whether its run goes on or has ended is not known. */
    static String told(OpenCopy copy) {
        return copy.object() + " is copied to " + copy.schema() + " in batches, for "
                + (copy.down() ? "the down of " : "")
                + copy.migration() + "; until that has run, triggers note what changes in " + copy.table()
                + "; to give it up: bellows quarantine purge " + copy.schema();
    }

    private String what() {
        return "what is copied of " + copies.stream().map(OpenCopy::object).collect(Collectors.joining(", "))
                + " stays in " + String.join(", ", names()) + ", with triggers that note what changes";
    }

    private List<String> names() {
        return copies.stream().map(OpenCopy::schema).toList();
    }

    /** To stand behind what else is in the database; empty when there are none. */
    String sentence() {
        return copies.isEmpty() ? "" : "; but " + what();
    }

    /** To stand behind the command that goes on; empty when there are none. */
    String next() {
        return copies.isEmpty()
                ? ""
                : ", which goes on with the copy unless the file has changed; or give it up: "
                        + names().stream()
                                .map(name -> "bellows quarantine purge " + name)
                                .collect(Collectors.joining("; "));
    }

    /**
     * What to do where too much was written for one of them.
     *
     * @return null where that is not the reason
     */
    @Nullable
    String tooMuchWritten(StatementError error, BlockingLimit limit, String again) {
        boolean late = error.limited()
                && copies.stream().anyMatch(copy -> String.valueOf(error.error().getMessage())
                        .startsWith("to keep " + copy.object() + ":"));
        return late
                ? "more was written since it was copied than can be copied again within max-blocking, and nothing was changed:"
                        + " run it in a quieter hour, or " + limit.raisingForCopy() + ": " + again
                : null;
    }

    /** The failure with them. */
    Failure in(Failure failure) {
        if (copies.isEmpty()) {
            return failure;
        }
        return new Failure(
                failure.migration(),
                failure.file(),
                failure.line(),
                failure.column(),
                failure.statement(),
                failure.statements(),
                failure.check(),
                failure.excerpt(),
                failure.sqlState(),
                failure.message(),
                failure.detail(),
                failure.hint(),
                (failure.context() == null ? "" : failure.context() + "\n") + what(),
                failure.done(),
                failure.next() + next());
    }

    /** The entry with them. */
    Draft in(Draft draft) {
        return copies.isEmpty() ? draft : draft.because(what());
    }
}
