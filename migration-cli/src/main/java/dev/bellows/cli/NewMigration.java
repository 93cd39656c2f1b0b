package dev.bellows.cli;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.source.Layouts;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The next migration of a folder, in the folder's layout. */
final class NewMigration {
    private static final Pattern NUMBERED = Pattern.compile("([0-9]+)(?:_.+|\\.baseline)\\.sql");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final String FIRST = "0001";
    private static final String GOLANG_MIGRATE = "golang-migrate";
    private static final Set<String> MADE_HERE = Set.of("bellows", GOLANG_MIGRATE);

    private final Path folder;
    private final Settings settings;

    NewMigration(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * The texts of a migration and its reverse.
     *
     * @param description the words for their names
     * @param down null for no reverse
     */
    record Text(String description, String up, @Nullable String down) {}

    /** An empty migration, and its reverse. */
    List<Path> create(String description) {
        List<Planned> planned = plan(List.of(new Text(description, "-- " + description.strip() + "\n", "")));
        Path up = planned.get(0).file();
        return created(List.of(
                planned.get(0), new Planned(planned.get(1).file(), "-- the reverse of " + up.getFileName() + "\n")));
    }

    /**
     * Creates migrations, each with its reverse.
     *
     * @return the files, each migration before its reverse
     * @throws ConfigurationException when that is not possible; then none is there
     */
    List<Path> create(List<Text> texts) {
        return created(plan(texts));
    }

    private List<Path> created(List<Planned> files) {
        List<Path> created = new ArrayList<>();
        try {
            for (Planned planned : files) {
                write(planned.file(), planned.text(), created);
            }
            return created;
        } catch (FileAlreadyExistsException e) {
            remove(created);
            throw wrong(e.getFile() + " exists already and is not overwritten", "choose another description");
        } catch (IOException e) {
            remove(created);
            throw wrong("no file can be created in " + folder, "make the folder writable for this user");
        }
    }

    /** A file that is not there yet. */
    record Planned(Path file, String text) {}

    /** The files that would be created. */
    List<Planned> plan(List<Text> texts) {
        List<String> names = names();
        boolean golang = golang();
        List<Planned> planned = new ArrayList<>();
        String version = next(names);
        for (Text text : texts) {
            String stem = version + "_" + words(text.description());
            String up = stem + (golang ? ".up.sql" : ".sql");
            planned.add(new Planned(folder.resolve(up), text.up()));
            if (text.down() != null) {
                planned.add(new Planned(folder.resolve(stem + ".down.sql"), text.down()));
            }
            version = after(version);
        }
        return planned;
    }

    private static void write(Path file, String text, List<Path> created) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        created.add(file);
    }

    private static void remove(List<Path> created) {
        for (Path file : created) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw wrong(
                        "no file can be written in " + folder(file) + ", and " + file + " is left of the try",
                        "remove it");
            }
        }
    }

    private static String folder(Path file) {
        return String.valueOf(file.getParent());
    }

    private boolean golang() {
        String name = Layouts.nameOf(settings, folder.toString());
        if (!MADE_HERE.contains(name)) {
            throw wrong(
                    "files of the layout " + name + " are not made by bellows new",
                    "make the file as that tool does; docs/layouts.md says what Bellows reads of it");
        }
        return name.equals(GOLANG_MIGRATE);
    }

    /** Whether the next file of a folder can be named. */
    static boolean canAddTo(Path folder, Settings settings) {
        try {
            return MADE_HERE.contains(Layouts.nameOf(settings, folder.toString()));
        } catch (ConfigurationException e) {
            return false;
        }
    }

    /** Whether a file's name is one that the next file can be numbered after. */
    static boolean isNumbered(Path file) {
        return NUMBERED.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static String words(String description) {
        String words = description
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
        if (words.isEmpty() || words.length() > 200 || description.indexOf('\n') >= 0) {
            throw wrong("a description is a few words on one line", "bellows new \"add email\"");
        }
        return words;
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            throw wrong(
                    "the migrations folder " + folder + (Files.exists(folder) ? " is not a folder" : " does not exist"),
                    "create it, or name the right one with --migrations");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException e) {
            throw wrong("the migrations folder " + folder + " cannot be read", "make it readable for this user");
        }
    }

    /** The highest version plus one, as wide; in a folder of timestamps, now. */
    private static String next(List<String> names) {
        @Nullable
        Version highest = names.stream()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Version.of(matcher.group(1)))
                .max(Version::compareTo)
                .orElse(null);
        if (highest == null) {
            return FIRST;
        }
        String written = highest.toString();
        String now = TIMESTAMP.format(LocalDateTime.now(ZoneOffset.UTC));
        if (isTimestamp(written) && Version.of(now).compareTo(highest) > 0) {
            return now;
        }
        return after(written);
    }

    /** One more, as wide; a second later. */
    private static String after(String version) {
        if (isTimestamp(version)) {
            return TIMESTAMP.format(LocalDateTime.parse(version, TIMESTAMP).plusSeconds(1));
        }
        String next = new BigInteger(version).add(BigInteger.ONE).toString();
        return "0".repeat(Math.max(0, version.length() - next.length())) + next;
    }

    private static boolean isTimestamp(String version) {
        try {
            return version.length() == 14
                    && LocalDateTime.parse(version, TIMESTAMP).getYear() >= 1990;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
