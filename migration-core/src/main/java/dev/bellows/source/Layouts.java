package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.util.List;
import java.util.stream.Collectors;

/** The layouts that there are, and which of them a folder has. */
final class Layouts {
    private static final List<Layout> ALL = List.of(new NativeLayout(), new GolangMigrateLayout());

    private Layouts() {}

    /**
     * The layout of a folder.
     *
     * @param name {@code auto} or a layout's name
     * @param place the folder, for messages
     * @param files the names in it
     * @throws ConfigurationException when there is no such layout, or two fit
     */
    static Layout choose(String name, String place, List<String> files) {
        if (!name.equals("auto")) {
            return ALL.stream()
                    .filter(layout -> layout.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(
                            "there is no layout '" + name + "'; choose one of: auto, " + names(ALL), Report.EMPTY));
        }
        List<Layout> fitting = ALL.stream()
                .filter(layout -> files.stream().anyMatch(layout::claims))
                .toList();
        if (fitting.size() > 1) {
            throw new ConfigurationException(
                    place + " holds files of more than one layout (" + names(fitting) + "); choose one with --layout",
                    Report.EMPTY);
        }
        return fitting.isEmpty() ? ALL.get(0) : fitting.get(0);
    }

    /** Whether one of these names is a migration's in a layout that the engine runs. */
    static boolean anyFits(List<String> files) {
        return ALL.stream().anyMatch(layout -> files.stream().anyMatch(layout::claims));
    }

    private static String names(List<Layout> layouts) {
        return layouts.stream().map(Layout::name).collect(Collectors.joining(", "));
    }
}
