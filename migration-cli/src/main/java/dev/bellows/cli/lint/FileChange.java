package dev.bellows.cli.lint;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a mend would write.
 *
 * @param before null where it is not there yet
 */
public record FileChange(Path file, @Nullable String before, String after) {
    private static final int CONTEXT = 3;
    private static final String NO_NEW_LINE = "\\ No newline at end of file";

    /**
     * The change as git apply and patch take it.
     *
     * @param name the file's, as seen from where it is applied
     */
    public List<String> diff(String name) {
        List<String> old = before == null ? List.of() : lines(before);
        List<String> lines = new ArrayList<>(UnifiedDiffUtils.generateUnifiedDiff(
                before == null ? "/dev/null" : "a/" + name,
                "b/" + name,
                old,
                DiffUtils.diff(old, lines(after)),
                CONTEXT));
        return lines.stream()
                .flatMap(line -> line.endsWith(NO_END)
                        ? List.of(line.substring(0, line.length() - 1), NO_NEW_LINE).stream()
                        : List.of(line).stream())
                .toList();
    }

    /** What a last line without an end ends with here: it is another line than the same with one. */
    private static final String NO_END = "\0";

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        boolean ended = text.endsWith("\n");
        String[] lines = (ended ? text.substring(0, text.length() - 1) : text + NO_END).split("\n", -1);
        return List.of(lines);
    }
}
