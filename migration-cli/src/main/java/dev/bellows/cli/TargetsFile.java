package dev.bellows.cli;

import dev.bellows.cli.config.Problems;
import dev.bellows.cli.connect.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file that names a database in each line, as {@code --url} does; empty lines and those that begin with # say nothing. */
record TargetsFile(List<Line> lines) {
    /**
     * A line.
     *
     * @param place file and number, for messages
     */
    record Line(String place, String url) {}

    /** Reads it; what is wrong with it is added to the problems. */
    static TargetsFile read(Path directory, String name, Problems problems) {
        List<Line> lines = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> texts;
        try {
            texts = Files.readAllLines(directory.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            problems.add(
                    "--targets " + name + ": the file cannot be read (" + reason(e)
                            + ")\nnext: name a file that holds a database in each line, such as postgresql://user@host/database");
            return new TargetsFile(List.of());
        }
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            String place = name + ":" + (i + 1);
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.equals("embedded")) {
                problems.add(place + ": the embedded server is this folder's own, and no target: leave the line out");
            } else if (!Database.complaintInFile(text).isEmpty()) {
                problems.add(place + ": " + Database.complaintInFile(text));
            } else if (!seen.add(text)) {
                problems.add(place + ": the same database again: leave the line out");
            } else {
                lines.add(new Line(place, text));
            }
        }
        if (seen.isEmpty() && texts.stream().allMatch(text -> text.isBlank() || text.startsWith("#"))) {
            problems.add("--targets " + name
                    + ": it names no database\nnext: write one in each line, such as postgresql://user@host/database");
        }
        return new TargetsFile(List.copyOf(lines));
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is none" : String.valueOf(e.getMessage());
    }
}
