package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command ends with, for people and for machines.
 *
 * @param exit the exit code
 * @param lines the result, for standard output
 * @param remarks for standard error; left out with {@code --quiet}
 * @param errors for standard error, always
 * @param json the fields of the JSON object after its first three
 * @param laidOut whether the lines are to be printed as they are, neither broken nor completed
 */
record Answer(
        int exit,
        List<String> lines,
        List<String> remarks,
        List<String> errors,
        Map<String, @Nullable Object> json,
        boolean laidOut) {
    Answer {
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
        errors = List.copyOf(errors);
    }

    Answer(
            int exit,
            List<String> lines,
            List<String> remarks,
            List<String> errors,
            Map<String, @Nullable Object> json) {
        this(exit, lines, remarks, errors, json, false);
    }

    /** A command that did its work. */
    static Answer done(List<String> lines, Map<String, @Nullable Object> json) {
        return new Answer(0, lines, List.of(), List.of(), json);
    }

    Answer remarks(List<String> more) {
        return new Answer(exit, lines, more, errors, json, laidOut);
    }

    /**
     * The same without secrets.
     *
     * @param known masks what is to be read, which may hold SQL of others that must stay as it is
     * @param all masks JSON; null where nobody reads it, and then there is none
     */
    Answer masked(UnaryOperator<String> known, @Nullable UnaryOperator<String> all) {
        return new Answer(
                exit,
                lines.stream().map(known).toList(),
                remarks.stream().map(known).toList(),
                errors.stream().map(known).toList(),
                all == null ? Map.of() : Json.masked(json, all),
                laidOut);
    }

    Answer trouble(int code, List<String> what) {
        return new Answer(code, lines, remarks, what, json, laidOut);
    }
}
