package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The layouts that there are, and which of them a folder has. */
public final class Layouts {
    /** What looks at the folder. */
    public static final String AUTO = "auto";

    /** Ours. */
    static final Layout NATIVE = new NativeLayout();

    private static final List<Layout> ALL = List.of(
            NATIVE,
            new GolangMigrateLayout(),
            new FlywayLayout(),
            new DieselLayout(),
            new PrismaLayout(),
            new DrizzleLayout(),
            new GooseLayout(),
            new DbmateLayout(),
            new LiquibaseLayout());

    private Layouts() {}

    /** What {@code --layout} takes, {@code auto} first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(AUTO));
        ALL.forEach(layout -> names.add(layout.name()));
        return names;
    }

    /**
     * The layout of a folder: beyond doubt, or not at all.
     *
     * @param name {@code auto} or a layout's name
     * @throws ConfigurationException when there is no such layout, or two fit
     */
    static Layout choose(String name, Folder folder) {
        if (!name.equals(AUTO)) {
            return ALL.stream()
                    .filter(layout -> layout.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(
                            "there is no layout '" + name + "'; choose one of: " + String.join(", ", names()),
                            Report.EMPTY));
        }
        Map<Layout, String> fitting = fitting(folder);
        if (fitting.size() > 1) {
            throw new ConfigurationException(
                    folder.place() + " holds files of more than one layout: "
                            + fitting.entrySet().stream()
                                    .map(each -> each.getKey().name() + " (" + each.getValue() + ")")
                                    .collect(Collectors.joining(", "))
                            + "\nnext: move those of one into a folder of their own, or choose one: --layout NAME, or"
                            + " layout = \"NAME\" in bellows.toml",
                    Report.EMPTY);
        }
        return fitting.keySet().stream().findFirst().orElse(NATIVE);
    }

    /**
     * The name of the layout of a folder on disk.
     *
     * @param settings say which layout, or {@code auto}
     * @throws ConfigurationException when there is no such layout, two fit, or the folder cannot be read
     */
    public static String nameOf(Settings settings, String folder) {
        String place = folder.isEmpty() ? "." : folder;
        List<SourceFile> files =
                Folders.list(Location.of(place), Layouts.class.getClassLoader()).files();
        return choose(settings.layout(), new Folder(place, Folder.without(settings, files)))
                .name();
    }

    /** Those that fit, each with a file that shows it. What lies in the folders inside it is another matter. */
    private static Map<Layout, String> fitting(Folder folder) {
        Map<Layout, String> fitting = new LinkedHashMap<>();
        Map<Layout, String> inside = new LinkedHashMap<>();
        for (Layout layout : ALL) {
            @Nullable String sign = layout.sign(folder);
            if (sign != null) {
                boolean inner = sign.indexOf('/') >= 0 && !sign.equals(DrizzleLayout.JOURNAL);
                (inner ? inside : fitting).put(layout, sign);
            }
        }
        return fitting.isEmpty() ? inside : fitting;
    }
}
