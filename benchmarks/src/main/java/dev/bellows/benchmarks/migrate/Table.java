package dev.bellows.benchmarks.migrate;

import dev.bellows.benchmarks.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The one table of all figures, printed line by line while they come in. */
final class Table {
    /** What others are compared with. */
    private static final String OURS = "Bellows";

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Double> ours = new TreeMap<>();
    private final Map<String, TreeMap<Integer, Double>> sizes = new TreeMap<>();

    Table() {
        say("| work | who | median (least to most) | to Bellows |");
        say("|---|---|---|---|");
    }

    /**
     * What some work took somebody; Bellows comes first.
     *
     * @param size how much there was of the work; 0 where that is no question
     */
    void add(String work, int size, String who, Times times) {
        String title = size == 0 ? work : String.format(Locale.ROOT, "%s, %,d", work, size);
        if (who.equals(OURS)) {
            ours.put(title, times.median());
        }
        Double base = ours.get(title);
        String ratio =
                base == null || who.equals(OURS) ? "" : String.format(Locale.ROOT, "%.2f ×", times.median() / base);
        say("| " + title + " | " + who + " | " + times + " | " + ratio + " |");
        if (size > 0) {
            sizes.computeIfAbsent(work + ": " + who, key -> new TreeMap<>()).put(size, times.median());
        }
    }

    /** A figure that is no time. */
    void note(String work, String who, String figure) {
        say("| " + work + " | " + who + " | " + figure + " | |");
    }

    /** How what took a time grows: 1 is in proportion, 2 with the square. */
    void growth() {
        sizes.forEach((work, times) -> {
            if (times.size() > 1) {
                Map.Entry<Integer, Double> small = times.firstEntry();
                Map.Entry<Integer, Double> large = times.lastEntry();
                double exponent = Math.log(large.getValue() / small.getValue())
                        / Math.log((double) large.getKey() / small.getKey());
                note(
                        String.format(Locale.ROOT, "growth, %,d to %,d", small.getKey(), large.getKey()),
                        work,
                        String.format(Locale.ROOT, "exponent %.2f", exponent));
            }
        });
    }

    private void say(String line) {
        lines.add(line);
        System.out.println(line);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
