package dev.bellows.cli.config;

import dev.bellows.model.LedgerName;
import dev.bellows.model.Version;
import dev.bellows.sql.Durations;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
    RETRY(Durations::parse);

    /** The URL that means: a server of this folder's own. */
    public static final String EMBEDDED = "embedded";

    @SuppressWarnings("ImmutableEnumChecker") // each is a method reference or a lambda without state
    private final Consumer<String> check;

    Key(Consumer<String> check) {
        this.check = check;
    }

    /** The key in the file, and the option's name without its dashes: {@code lock-timeout}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        return this == MIGRATIONS || this == CLASSPATH;
    }

    /** The words that a file may hold. */
    static List<String> words() {
        return Arrays.stream(values()).filter(Key::inFile).map(Key::word).toList();
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

    private static void oneOf(String text, String one, String other) {
        if (!text.equals(one) && !text.equals(other)) {
            throw new IllegalArgumentException("\"" + text + "\" is neither " + one + " nor " + other);
        }
    }
}
