package dev.bellows.run;

import dev.bellows.model.Script;
import dev.bellows.quarantine.Mend;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a column that comes back and its file makes itself, in a statement that may be committed later: by its name, or
 * an index or a constraint that the file gives none.
 */
final class LeftToFile {
    private static final Pattern INDEX =
            Pattern.compile("(?is)create\\s+(?:unique\\s+)?index\\s+(?:concurrently\\s+)?on\\b.*");
    private static final Pattern CONSTRAINT =
            Pattern.compile("(?is).*\\badd\\s+(?:foreign\\s+key|unique|primary\\s+key|check|exclude)\\b.*");

    private final List<String> statements = new ArrayList<>();

    /** Reads the file. */
    LeftToFile(Script script) throws IOException {
        if (!script.hasText()) {
            return;
        }
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText each = splitter.next(); each != null; each = splitter.next()) {
                statements.add(each.text());
            }
        }
    }

    boolean has(Mend mend) {
        @Nullable String made = mend.makes();
        if (made == null) {
            return false;
        }
        String name =
                made.startsWith("\"") ? made.substring(1, made.length() - 1).replace("\"\"", "\"") : made;
        Pattern named = Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE);
        Pattern unnamed = mend.sql().toLowerCase(Locale.ROOT).startsWith("create ") ? INDEX : CONSTRAINT;
        return statements.stream()
                .anyMatch(text ->
                        named.matcher(text).find() || unnamed.matcher(text).matches());
    }
}
