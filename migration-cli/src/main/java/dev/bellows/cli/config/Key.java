package dev.bellows.cli.config;

import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.rules.Pages;
import dev.bellows.model.GateSettings;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Version;
import dev.bellows.sql.Durations;
import dev.bellows.sql.SqlParser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Everything that can be set outside a command's own options. */
public enum Key {
    URL(Key::notEmpty),
    USER(Key::notEmpty),
    PASSWORD(Key::notEmpty),
    PASSWORD_FILE(Key::notEmpty),
    ROLE(Key::notEmpty),
    MIGRATIONS(Key::notEmpty),
    CLASSPATH(Key::notEmpty),
    LAYOUT(Key::notEmpty),
    IGNORE(Key::notEmpty),
    SCHEMA(Key::notEmpty),
    LEDGER(LedgerName::parse),
    TAG_PREFIX(Key::prefix),
    ENFORCE_FROM(Version::of),
    DOWN(text -> oneOf(text, "on", "off")),
    OUT_OF_ORDER(text -> oneOf(text, "true", "false")),
    RELEASE(Key::notEmpty),
    WAIT(Durations::parse),
    LOCK_TIMEOUT(Durations::parse),
    STATEMENT_TIMEOUT(Durations::parse),
    MAX_BLOCKING(Durations::parse),
    CONCURRENT_TIMEOUT(Durations::parse),
    RETRY(Durations::parse),
    PAUSE(Durations::parse),
    MAX_REPLICATION_LAG(Durations::parse),
    RESTORE_POINT(Key::notEmpty),
    RESTORE_POINT_WHEN(text -> oneOf(text, RestorePointWhen.WORDS.toArray(String[]::new))),
    RESTORE_POINT_TIMEOUT(Durations::parse),
    PG_VERSION(Key::major),
    FAIL_ON(text -> oneOf(text, "error", "warning", "never")),
    STYLE(Key::style),
    GATE_APPLICATIONS(Key::notEmpty),
    GATE_IGNORE(Key::notEmpty),
    GATE_IGNORE_ROLES(Key::notEmpty),
    GATE_REPLICAS(Key::notEmpty),
    GATE_SOAK(Durations::parse),
    GATE_LEASE(text -> GateSettings.DEFAULT.lasting(Durations.parse(text)));

    /** The file's table of those that begin with its name: {@code [gate]} holds {@code soak}, which is {@code gate.soak}. */
    static final String GATE = "gate";

    private static final String GATE_PREFIX = GATE + ".";

    /** The style that means: all rules of taste. */
    public static final String ALL = "all";

    /** The URL that means: a server of this folder's own. */
    public static final String EMBEDDED = "embedded";

    @SuppressWarnings("ImmutableEnumChecker") // each is a method reference or a lambda without state
    private final Consumer<String> check;

    Key(Consumer<String> check) {
        this.check = check;
    }

    /** The key in the file, and the option's name without its dashes: {@code lock-timeout}, {@code gate.soak}. */
    public String word() {
        String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return inGate() ? GATE_PREFIX + word.substring(GATE_PREFIX.length()) : word;
    }

    /** Whether it stands in the file's table {@code [gate]}. */
    boolean inGate() {
        return name().startsWith("GATE_");
    }

    /** The environment variable: {@code BELLOWS_LOCK_TIMEOUT}. */
    public String variable() {
        return "BELLOWS_" + name();
    }

    /** Whether it may stand in the file. A password may not: files are committed. */
    boolean inFile() {
        return this != PASSWORD;
    }

    /** Whether the file may hold an array of them. */
    boolean several() {
        return switch (this) {
            case MIGRATIONS,
                    CLASSPATH,
                    IGNORE,
                    RESTORE_POINT,
                    STYLE,
                    GATE_APPLICATIONS,
                    GATE_IGNORE,
                    GATE_IGNORE_ROLES,
                    GATE_REPLICAS -> true;
            default -> false;
        };
    }

    /** Whether it is a time, such as {@code 10s}. */
    boolean time() {
        return switch (this) {
            case WAIT,
                    LOCK_TIMEOUT,
                    STATEMENT_TIMEOUT,
                    MAX_BLOCKING,
                    CONCURRENT_TIMEOUT,
                    RETRY,
                    PAUSE,
                    MAX_REPLICATION_LAG,
                    RESTORE_POINT_TIMEOUT,
                    GATE_SOAK,
                    GATE_LEASE -> true;
            default -> false;
        };
    }

    /** The words that a file may hold outside of {@code [gate]}. */
    static List<String> words() {
        return Arrays.stream(values())
                .filter(key -> key.inFile() && !key.inGate())
                .map(Key::word)
                .toList();
    }

    /** The words that {@code [gate]} may hold. */
    static List<String> gateWords() {
        return Arrays.stream(values())
                .filter(Key::inGate)
                .map(key -> key.word().substring(GATE_PREFIX.length()))
                .toList();
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException when it cannot be one, with a message that says why
     */
    void check(String text) {
        check.accept(text);
    }

    private static void notEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
    }

    private static void prefix(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a tag prefix: write a word such as bellows");
        }
    }

    private static void oneOf(String text, String... words) {
        if (!List.of(words).contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is "
                    + (words.length == 2 ? "neither " + words[0] + " nor " + words[1] : "none of " + listed(words)));
        }
    }

    private static String listed(String... words) {
        List<String> first = List.of(words).subList(0, words.length - 1);
        return String.join(", ", first) + " and " + words[words.length - 1];
    }

    private static void major(String text) {
        List<String> known = IntStream.rangeClosed(SqlParser.OLDEST, SqlParser.NEWEST)
                .mapToObj(Integer::toString)
                .toList();
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no release of PostgreSQL that is known here: write one from "
                            + SqlParser.OLDEST + " to " + SqlParser.NEWEST);
        }
    }

    private static void style(String text) {
        List<String> known =
                Pages.infos().stream().filter(RuleInfo::style).map(RuleInfo::id).toList();
        if (!text.equals(ALL) && !known.contains(text)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no rule of taste: write all, or some of " + String.join(", ", known));
        }
    }
}
