package dev.bellows.sql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the directives of a script from its line comments. */
final class DirectiveReader implements Splitter.LineComments {
    private static final Pattern NAME_AND_VALUE = Pattern.compile("(\\S*)(?:\\s+(.*))?");
    private static final Pattern ALLOWANCE = Pattern.compile("(\\S+)\\s+(.+)");
    private static final Pattern RULE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[0-9]+([._][0-9]+)*");

    /** The directives that a script has once. */
    private enum Kind {
        PHASE("phase"),
        AFTER("after"),
        TRANSACTION("transaction"),
        LOCK_TIMEOUT("lock-timeout"),
        STATEMENT_TIMEOUT("statement-timeout"),
        MAX_BLOCKING("max-blocking"),
        QUARANTINE("quarantine");

        final String written;

        Kind(String written) {
            this.written = written;
        }
    }

    private static final String ALLOW = "allow";
    private static final String SQUASHES = "squashes";
    private static final Pattern SQUASHED = Pattern.compile("([0-9]+)\\s+(1:[0-9a-f]{64})");

    private record Given(int line, Object value) {}

    private final boolean outside;
    private final String script;
    private final String prefix;
    private final Map<Kind, Given> given = new EnumMap<>(Kind.class);
    private final List<Allowance> allowances = new ArrayList<>();
    private final List<Squashed> squashes = new ArrayList<>();
    private final List<DirectiveException> problems = new ArrayList<>();

    /** @param outside whether the script runs outside a transaction unless it says otherwise itself */
    DirectiveReader(String script, String tagPrefix, boolean outside) {
        this.outside = outside;
        this.script = script;
        this.prefix = tagPrefix + ":";
    }

    @Override
    public void comment(String text, int line, int statements, boolean insideStatement) {
        try {
            read(text, line, statements, insideStatement);
        } catch (DirectiveException e) {
            // Whoever corrects one should know of the others.
            problems.add(e);
        }
    }

    private void read(String text, int line, int statements, boolean insideStatement) {
        String content = text.substring(2).strip();
        if (!content.startsWith(prefix)) {
            return;
        }
        Matcher parts = NAME_AND_VALUE.matcher(content.substring(prefix.length()));
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw new DirectiveException(
                    script,
                    line,
                    "\"" + prefix + "\" must be followed directly by a directive, as in -- " + prefix
                            + "phase contract.");
        }
        String value = parts.group(2) == null ? "" : parts.group(2);
        if (parts.group(1).equals(ALLOW)) {
            allow(value, line, insideStatement || statements == 0 ? statements : statements + 1);
        } else if (parts.group(1).equals(SQUASHES)) {
            squashes(value, line, statements);
        } else {
            once(kind(parts.group(1), line), value, line, statements);
        }
    }

    private void squashes(String value, int line, int statements) {
        refuseBelow(statements, SQUASHES, line);
        Matcher parts = SQUASHED.matcher(value);
        if (!parts.matches()) {
            throw new DirectiveException(
                    script,
                    line,
                    "\"" + SQUASHES + "\" needs a version and the checksum of its file; bellows squash writes it.");
        }
        squashes.add(new Squashed(parts.group(1), parts.group(2)));
    }

    private void refuseBelow(int statements, String directive, int line) {
        if (statements > 0) {
            throw new DirectiveException(
                    script, line, "\"" + directive + "\" is about the whole file: move it above the first statement.");
        }
    }

    private void allow(String value, int line, int statement) {
        Matcher parts = ALLOWANCE.matcher(value);
        if (!parts.matches() || !RULE.matcher(parts.group(1)).matches()) {
            throw new DirectiveException(
                    script,
                    line,
                    "\"" + ALLOW + "\" needs a rule and the reason why its hazard is acceptable here: write -- "
                            + prefix + ALLOW + " RULE-ID the reason.");
        }
        for (Allowance earlier : allowances) {
            if (earlier.statement() == statement && earlier.rule().equals(parts.group(1))) {
                throw repeated(ALLOW + " " + earlier.rule(), line, earlier.line());
            }
        }
        allowances.add(new Allowance(parts.group(1), parts.group(2), line, statement));
    }

    private void once(Kind kind, String value, int line, int statements) {
        refuseBelow(statements, kind.written, line);
        Given earlier = given.get(kind);
        if (earlier != null) {
            throw repeated(kind.written, line, earlier.line());
        }
        given.put(kind, new Given(line, value(kind, value, line)));
    }

    private DirectiveException repeated(String directive, int line, int earlier) {
        return new DirectiveException(
                script, line, "\"" + directive + "\" stands on line " + earlier + " already: keep one of the two.");
    }

    private Kind kind(String written, int line) {
        for (Kind kind : Kind.values()) {
            if (kind.written.equals(written)) {
                return kind;
            }
        }
        List<String> known = new ArrayList<>(
                Arrays.stream(Kind.values()).map(kind -> kind.written).toList());
        known.add(ALLOW);
        @Nullable String nearest = Nearest.word(written, known);
        String hint =
                nearest == null ? "Known are: " + String.join(", ", known) + "." : "Did you mean \"" + nearest + "\"?";
        throw new DirectiveException(script, line, "\"" + written + "\" is not a directive. " + hint);
    }

    private Object value(Kind kind, String value, int line) {
        return switch (kind) {
            case PHASE ->
                oneOf(
                        kind,
                        value,
                        line,
                        Map.of("expand", Phase.EXPAND, "contract", Phase.CONTRACT),
                        "expand or contract");
            case TRANSACTION -> oneOf(kind, value, line, Map.of("on", true, "off", false), "on or off");
            case QUARANTINE ->
                oneOf(
                        kind,
                        value,
                        line,
                        Map.of("copy", Quarantine.COPY, "rename", Quarantine.RENAME, "off", Quarantine.OFF),
                        "copy, rename or off");
            case AFTER -> version(value, line);
            case LOCK_TIMEOUT, STATEMENT_TIMEOUT, MAX_BLOCKING -> duration(kind, value, line);
        };
    }

    private Object oneOf(Kind kind, String value, int line, Map<String, Object> values, String expected) {
        Object found = values.get(value);
        if (found == null) {
            throw new DirectiveException(
                    script, line, "\"" + kind.written + "\" cannot be \"" + value + "\": write " + expected + ".");
        }
        return found;
    }

    private String version(String value, int line) {
        if (!VERSION.matcher(value).matches()) {
            throw new DirectiveException(
                    script,
                    line,
                    "\"after\" cannot be \"" + value + "\": write the version of a migration, as in 0042.");
        }
        return value;
    }

    private Object duration(Kind kind, String value, int line) {
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new DirectiveException(script, line, "\"" + kind.written + "\": " + e.getMessage());
        }
    }

    /**
     * What was collected, once the whole script has been read.
     *
     * @throws DirectiveException with all that is wrong
     */
    Directives directives() {
        if (!problems.isEmpty()) {
            throw DirectiveException.of(problems);
        }
        @Nullable DirectiveException misplaced = afterWithoutContract();
        if (misplaced != null) {
            throw misplaced;
        }
        return understood();
    }

    /** All that is wrong, once the whole script has been read. */
    List<DirectiveException> problems() {
        List<DirectiveException> all = new ArrayList<>(problems);
        @Nullable DirectiveException misplaced = afterWithoutContract();
        if (misplaced != null) {
            all.add(misplaced);
        }
        return all;
    }

    private @Nullable DirectiveException afterWithoutContract() {
        Given after = given.get(Kind.AFTER);
        return after == null || value(Kind.PHASE, Phase.class) == Phase.CONTRACT
                ? null
                : new DirectiveException(
                        script,
                        after.line(),
                        "\"after\" is for contracts only: add -- " + prefix + "phase contract, or remove it.");
    }

    /** The line of the directive that says the phase; 0 where none does. */
    int lineOfPhase() {
        Given phase = given.get(Kind.PHASE);
        return phase == null ? 0 : phase.line();
    }

    /** Those that could be understood. */
    Directives understood() {
        return new Directives(
                value(Kind.PHASE, Phase.class),
                value(Kind.AFTER, String.class),
                transaction(),
                value(Kind.LOCK_TIMEOUT, Duration.class),
                value(Kind.STATEMENT_TIMEOUT, Duration.class),
                value(Kind.MAX_BLOCKING, Duration.class),
                value(Kind.QUARANTINE, Quarantine.class),
                allowances,
                squashes);
    }

    private @Nullable Boolean transaction() {
        @Nullable Boolean said = value(Kind.TRANSACTION, Boolean.class);
        return (said != null || !outside) ? said : Boolean.FALSE;
    }

    private <T> @Nullable T value(Kind kind, Class<T> type) {
        Given one = given.get(kind);
        return one == null ? null : type.cast(one.value());
    }
}
