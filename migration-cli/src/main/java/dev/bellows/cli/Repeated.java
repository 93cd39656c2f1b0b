package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import dev.bellows.cli.connect.Database;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options that were typed and that the next command needs as well, since it would work on another database, ledger or
 * folder without them. Never a password: it is left out of a URL.
 */
final class Repeated {
    private static final Pattern COMMAND = Pattern.compile("(?<=: |: BELLOWS_MAX_BLOCKING=[0-9]{1,9}s )bellows"
            + " (?:apply|status|down|validate|wait|gate|can-run|quarantine|new|adopt|baseline|resolve)\\b");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern USER_PASSWORD = Pattern.compile("(://[^/\\s:@]*):[^/\\s]*@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)(?<=[?&])(ssl)?password=[^&]*&?");
    private static final Pattern WORD = Pattern.compile(
            "(?i)(?<![^\\s'])(ssl)?password\\s*=\\s*('(\\\\.|[^'\\\\])*'|(\\\\.|[^\\s\\\\])*)\\s*", Pattern.DOTALL);

    private final String options;

    private Repeated(String options) {
        this.options = options;
    }

    /** Those of a call. */
    static Repeated of(Options options) {
        Map<Key, List<String>> given = new EnumMap<>(options.settings());
        List<String> words = new ArrayList<>();
        add(words, "--config", options.typedConfig());
        add(words, "--env", options.typedEnv());
        given.forEach((key, values) -> values.forEach(
                value -> add(words, "--" + key.word(), key == Key.URL ? withoutPassword(value) : value)));
        return new Repeated(String.join("", words));
    }

    /** Those for one of many, where it is alone. */
    static Repeated alone(@Nullable String url, @Nullable String schema) {
        List<String> words = new ArrayList<>();
        add(words, "--url", url);
        add(words, "--schema", schema);
        return new Repeated(String.join("", words));
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(" " + option + " " + quoted(value));
        }
    }

    /** As a shell takes it. */
    static String quoted(String value) {
        return HARMLESS.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static String withoutPassword(String url) {
        String without = url.contains("://")
                ? PARAMETER
                        .matcher(USER_PASSWORD.matcher(url).replaceAll("$1@"))
                        .replaceAll("")
                        .replaceAll("[?&]$", "")
                : WORD.matcher(url).replaceAll("").strip();
        return Database.mayHoldPassword(without) ? "URL" : without;
    }

    /** The line, its commands with these options. */
    String in(String line) {
        // Of the lines of a long table hardly any names a command.
        return options.isEmpty() || !line.contains("bellows ")
                ? line
                : COMMAND.matcher(line).replaceAll("$0" + Matcher.quoteReplacement(options));
    }
}
