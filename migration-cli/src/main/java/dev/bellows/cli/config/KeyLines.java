package dev.bellows.cli.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On which line each key of a TOML text stands. The TOML reader does not tell, so this reads the lines once more; it need not
 * know the language, as the text is known to be valid and a wrong line would only mislead, not break.
 */
final class KeyLines {
    private static final String PART = "\\s*(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\\s*";
    private static final String PATH = PART + "(?:\\." + PART + ")*";
    private static final Pattern TABLE = Pattern.compile("\\s*(\\[\\[?)(" + PATH + ")\\]\\]?.*");
    private static final Pattern KEY = Pattern.compile("(" + PATH + ")=.*");
    private static final Pattern QUOTED_OR_BARE = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)");

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> elements = new HashMap<>();
    private String table = "";

    KeyLines(String text) {
        String[] all = text.split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            Matcher header = TABLE.matcher(all[i].stripTrailing());
            Matcher key = KEY.matcher(all[i].stripTrailing());
            if (header.matches()) {
                table = path(header.group(2));
                if (header.group(1).length() == 2) {
                    int element = elements.merge(table, 1, Integer::sum) - 1;
                    table += "/" + element;
                }
                lines.putIfAbsent(table, i + 1);
            } else if (key.matches()) {
                remember(table, path(key.group(1)), i + 1);
            }
        }
    }

    /** The line of a key, its parts joined by slashes; 0 when it was not found. */
    int of(String path) {
        return lines.getOrDefault(path, 0);
    }

    private void remember(String within, String path, int line) {
        String found = within;
        for (String part : path.split("/", -1)) {
            found = found.isEmpty() ? part : found + "/" + part;
            lines.putIfAbsent(found, line);
        }
    }

    private static String path(String written) {
        StringBuilder path = new StringBuilder();
        Matcher part = QUOTED_OR_BARE.matcher(written);
        while (part.find()) {
            String name = part.group(1) != null ? part.group(1) : part.group(2) != null ? part.group(2) : part.group(3);
            path.append(path.isEmpty() ? "" : "/").append(name);
        }
        return path.toString();
    }
}
