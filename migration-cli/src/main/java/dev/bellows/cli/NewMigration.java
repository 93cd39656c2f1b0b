package dev.bellows.cli;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
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
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The next migration of a folder, in the folder's layout. */
final class NewMigration {
    private static final Pattern NUMBERED = Pattern.compile("([0-9]+)_.+\\.sql");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final String FIRST = "0001";

    private final Path folder;
    private final String layout;

    NewMigration(Path folder, String layout) {
        this.folder = folder;
        this.layout = layout;
    }

    /**
     * Creates both files.
     *
     * @return them, the migration first
     * @throws ConfigurationException when that is not possible; then neither is there
     */
    List<Path> create(String description) {
        String words = words(description);
        List<String> names = names();
        boolean golang =
                switch (layout) {
                    case "auto" -> names.stream().anyMatch(name -> name.endsWith(".up.sql"));
                    case "golang-migrate" -> true;
                    case "bellows" -> false;
                    default ->
                        throw wrong(
                                "there is no layout '" + layout + "'", "--layout bellows or --layout golang-migrate");
                };
        String stem = next(names) + "_" + words;
        Path up = folder.resolve(stem + (golang ? ".up.sql" : ".sql"));
        Path down = folder.resolve(stem + ".down.sql");
        try {
            Files.writeString(up, "-- " + description.strip() + "\n", StandardOpenOption.CREATE_NEW);
            try {
                Files.writeString(down, "-- the reverse of " + up.getFileName() + "\n", StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                Files.delete(up);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw wrong(e.getFile() + " exists already and is not overwritten", "choose another description");
        } catch (IOException e) {
            throw wrong("no file can be created in " + folder, "make the folder writable for this user");
        }
        return List.of(up, down);
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
        String next = new BigInteger(highest.digits()).add(BigInteger.ONE).toString();
        return "0".repeat(Math.max(0, written.length() - next.length())) + next;
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
