package dev.bellows.cli.lint;

import dev.bellows.cli.connect.Secrets;
import dev.bellows.cli.git.GitBase;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import dev.bellows.source.TypedPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The folders and files that a call names, and what of them is new. */
public final class Selection {
    private static final String STDIN = "-";

    private final Wish wish;
    private final Settings settings;
    private final Around around;
    private final ClassLoader classLoader = Selection.class.getClassLoader();
    private final List<String> notices = new ArrayList<>();

    /**
     * What a call asks for.
     *
     * @param paths folders and files as typed; none for what the settings name
     * @param since the first version that is judged; null for all
     * @param gitBase where the branch goes, as git calls it; null to compare with nothing
     * @param stdinName the file whose place standard input takes; null to read none
     */
    public record Wish(
            List<String> paths,
            @Nullable String since,
            @Nullable String gitBase,
            @Nullable String stdinName) {
        public Wish {
            paths = List.copyOf(paths);
        }

        /** Whether it says more than what there is. */
        boolean selects() {
            return since != null || gitBase != null || stdinName != null;
        }
    }

    /**
     * What a call has around it.
     *
     * @param place how a typed path is written so that this process finds it
     * @param in standard input
     */
    public record Around(UnaryOperator<String> place, InputStream in, Map<String, String> environment) {}

    public Selection(Wish wish, Settings settings, Around around) {
        this.wish = wish;
        this.settings = settings;
        this.around = around;
    }

    /** What a person should know of what was named. */
    public List<String> notices() {
        return notices;
    }

    /**
     * What they hold. Files of one folder are judged together, and folders each for themselves.
     *
     * @throws ConfigurationException when one is not there or cannot be read, or git does not know what it is asked
     */
    public List<LintSources> sources() {
        if (wish.since() != null && wish.gitBase() != null) {
            throw wrong("--since and --git-base both say what is new", "keep one of them");
        }
        List<LintSources> sources = new ArrayList<>();
        for (List<LintPlace> world : worlds()) {
            List<LintPlace> places = world.stream().map(this::compared).toList();
            LintSources read = LintSources.of(places, wish.since(), settings, classLoader);
            read.empty().stream().findFirst().ifPresent(Selection::refuse);
            sources.add(read);
        }
        return sources;
    }

    /** A job that judges nothing would be green for ever. */
    private static void refuse(LintSources.Empty empty) {
        throw wrong(
                "there are no migrations in " + empty.place()
                        + ": their names are such as 0042_add_email.sql, 0042_add_email.up.sql, V42__add_email.sql,"
                        + " R_active_users.sql or 20261121093000_add_email/up.sql",
                empty.inner().isEmpty()
                        ? "name the folder that holds them"
                        : "name the folder that holds them, perhaps "
                                + empty.inner().get(0));
    }

    private List<List<LintPlace>> worlds() {
        Places places = new Places();
        if (wish.stdinName() != null || wish.paths().contains(STDIN)) {
            buffer(places);
        } else if (wish.paths().isEmpty()) {
            if (settings.migrations().isEmpty()) {
                throw wrong(
                        "nothing to lint is named", "bellows lint FOLDER, or migrations = \"FOLDER\" in bellows.toml");
            }
            return List.of(settings.migrations().stream().map(LintPlace::whole).toList());
        }
        wish.paths().stream().filter(path -> !path.equals(STDIN)).forEach(path -> named(path, places));
        return places.all().stream().map(List::of).toList();
    }

    private void buffer(Places places) {
        if (wish.stdinName() == null) {
            throw wrong("- reads standard input, which has no name", "--stdin-name db/migrations/0043_change.sql");
        }
        if (!wish.paths().equals(List.of(STDIN)) && !wish.paths().isEmpty()) {
            throw wrong("standard input is judged alone", "leave out the other paths");
        }
        Place place = Place.ofFile(path(wish.stdinName()));
        if (!LintPlace.isScript(place.file())) {
            throw wrong("--stdin-name " + wish.stdinName() + " is no SQL file", "a name that ends in .sql");
        }
        try {
            places.buffer(place, around.in().readAllBytes());
        } catch (IOException e) {
            throw wrong("standard input cannot be read: " + e.getMessage(), "run again");
        }
    }

    private void named(String typed, Places places) {
        Path path = path(typed);
        if (Files.isDirectory(path)) {
            @Nullable Place inner = Place.ofOneMigration(path);
            if (inner == null) {
                places.folder(path);
            } else {
                places.file(inner);
            }
            return;
        }
        if (!Files.exists(path)) {
            if (wish.gitBase() != null && !LintPlace.isScript(Place.ofFile(path).file())) {
                // git removes a folder with the last of its files.
                places.folder(path);
                return;
            }
            if (Secrets.mayBeIn(typed)) {
                throw wrong(
                        "what is to be linted is no file or folder, and may be a connection",
                        "name files or folders; a URL follows its option: --url URL");
            }
            throw wrong(
                    "there is no file or folder " + typed,
                    "name one that is there; git diff --name-only --diff-filter=d leaves out what was deleted");
        }
        Place place = Place.ofFile(path);
        if (LintPlace.isScript(place.file())) {
            places.file(place);
        } else {
            notices.add(typed + " is no SQL file, and is not judged");
        }
    }

    private Path path(String typed) {
        return TypedPath.of(around.place().apply(typed));
    }

    private LintPlace compared(LintPlace place) {
        String folder = place.location().place();
        if (wish.gitBase() == null) {
            return place;
        }
        if (folder.startsWith(Location.CLASSPATH)) {
            throw wrong("--git-base cannot compare " + folder, "name the folder of the working copy");
        }
        return place.since(new GitBase(wish.gitBase(), around.environment()).of(TypedPath.of(folder)));
    }

    static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
