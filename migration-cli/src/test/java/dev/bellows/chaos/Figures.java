package dev.bellows.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what happened, over all rounds. */
final class Figures {
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    synchronized void count(String table, String what, int times) {
        counts.computeIfAbsent(table, unused -> new TreeMap<>()).merge(what, times, Integer::sum);
    }

    void count(String table, String what) {
        count(table, what, 1);
    }

    synchronized void add(Figures others) {
        others.counts.forEach((table, rows) -> rows.forEach((what, times) -> count(table, what, times)));
    }

    synchronized int sum(String table) {
        return counts.getOrDefault(table, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** A line for each table. */
    @Override
    public synchronized String toString() {
        return counts.entrySet().stream()
                .map(table -> "chaos: " + table.getKey() + ": " + sum(table.getKey()) + " " + table.getValue())
                .collect(Collectors.joining("\n"));
    }
}
