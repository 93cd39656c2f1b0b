package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Span;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads a file once for the lines of all its findings, as it may be far longer than what is to be shown of it. */
final class Regions {
    private final List<Marking> waiting;
    private final List<Marking> open = new ArrayList<>();
    private final Map<Span, Region> done = new HashMap<>();

    private Regions(List<Finding> findings) {
        waiting = new ArrayList<>(findings.stream()
                .map(Finding::span)
                .distinct()
                .sorted(Comparator.comparingInt(Span::line).thenComparingInt(Span::column))
                .map(Marking::new)
                .toList());
    }

    /**
     * The regions of one file's findings, by their spans.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    static Map<Span, Region> of(LooseScript.Text text, List<Finding> findings) {
        Regions regions = new Regions(findings);
        try (Reader reader = text.open()) {
            regions.read(new LineReader(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return regions.done;
    }

    private void read(LineReader lines) throws IOException {
        int number = 0;
        for (String line = lines.next(); line != null && !finished(); line = lines.next()) {
            number++;
            begin(number);
            for (Iterator<Marking> each = open.iterator(); each.hasNext(); ) {
                Marking marking = each.next();
                if (marking.take(number, lines.offset(), line)) {
                    done.put(marking.span(), marking.region());
                    each.remove();
                }
            }
        }
        // What would stand behind the last line: an end of the file that came too early.
        open.addAll(waiting);
        open.forEach(marking -> done.put(marking.span(), marking.region()));
    }

    private boolean finished() {
        return waiting.isEmpty() && open.isEmpty();
    }

    private void begin(int number) {
        while (!waiting.isEmpty() && waiting.get(0).span().line() <= number) {
            open.add(waiting.remove(0));
        }
    }
}
