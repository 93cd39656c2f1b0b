package dev.bellows.cli.text;

import dev.bellows.cli.lint.Sizes;
import dev.bellows.lint.Finding;
import dev.bellows.lint.FindingText;
import dev.bellows.lint.FindingText.Line;
import dev.bellows.lint.TableEffect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be known of a finding besides its message: the lock, how large the table is, what was assumed, the safe way. */
public final class FindingBody {
    private FindingBody() {}

    /** All of it, in plain lines. */
    public static List<String> of(Finding finding, Sizes sizes, String tagPrefix) {
        return after(null, finding, sizes, tagPrefix).stream().map(Line::text).toList();
    }

    /**
     * What a reader does not know yet.
     *
     * @param read a finding of the same place that stands just above; null for none
     */
    static List<Line> after(@Nullable Finding read, Finding finding, Sizes sizes, String tagPrefix) {
        List<Line> lines = new ArrayList<>();
        if (read == null || !read.effects().equals(finding.effects())) {
            finding.effects().forEach(effect -> effect(effect, sizes, lines));
        }
        @Nullable String assumed = finding.assumed();
        if (assumed != null && (read == null || !assumed.equals(read.assumed()))) {
            lines.add(new Line("assumed: " + assumed, false));
        }
        lines.addAll(FindingText.way(finding, tagPrefix));
        return lines;
    }

    private static void effect(TableEffect effect, Sizes sizes, List<Line> lines) {
        lines.add(new Line("lock: " + effect.words(), false));
        if (sizes.asked() && effect.lock().stopsWriters()) {
            lines.add(new Line(
                    "size: "
                            + sizes.of(effect.table())
                                    .map(size -> SizeText.of(effect, size))
                                    .orElse("the server has no table " + effect.table()),
                    false));
        }
    }
}
