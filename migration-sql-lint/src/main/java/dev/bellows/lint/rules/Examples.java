package dev.bellows.lint.rules;

import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.sql.LooseScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The examples of the rules: migrations on the shop of {@code schema.sql}. */
public final class Examples {
    private static final Pattern FILE = Pattern.compile("(?m)^-- file: (\\S+)\\R");
    private static final Pattern VERSION = Pattern.compile("[0-9]+");
    /** Its examples are not released yet. */
    private static final String TOGETHER = "contract-with-its-expand";

    private static final String ONLY = "0043_change.sql";

    private Examples() {}

    /** The schema that all examples are about. */
    public static String schema() {
        return resource("schema.sql");
    }

    /** What a rule finds. */
    public static String bad(String rule) {
        return resource(rule + "/bad.sql");
    }

    /** What it does not find: the safe way. */
    public static String good(String rule) {
        return resource(rule + "/good.sql");
    }

    /** The migrations of an example, by name; those of several begin with a line {@code -- file: NAME}. */
    public static Map<String, String> files(String example) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher file = FILE.matcher(example);
        if (!file.find()) {
            return Map.of(ONLY, example);
        }
        boolean more = true;
        while (more) {
            String name = file.group(1);
            int start = file.end();
            more = file.find();
            files.put(name, example.substring(start, more ? file.start() : example.length()));
        }
        return files;
    }

    private static LintScript script(String rule, String name, String text) {
        Matcher version = VERSION.matcher(name);
        @Nullable String number = version.lookingAt() ? version.group() : null;
        Role role = rule.equals(TOGETHER) ? Role.UNRELEASED : Role.JUDGED;
        return new LintScript(name, number, LooseScript.Text.of(text), null, number == null ? Role.REPEATABLE : role);
    }

    /** What the linter says of an example. */
    public static LintReport lint(String rule, String example) {
        List<LintScript> scripts = new ArrayList<>();
        scripts.add(new LintScript("0001_schema.sql", "0001", LooseScript.Text.of(schema()), null, Role.KNOWN));
        files(example).forEach((name, text) -> scripts.add(script(rule, name, text)));
        LintSettings none = LintSettings.DEFAULT;
        return new Linter(Rules.all(), new LintSettings(none.major(), none.tagPrefix(), Set.of(rule), none.allowed()))
                .lint(scripts);
    }

    private static String resource(String name) {
        try (@Nullable InputStream stream = Examples.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no example " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
