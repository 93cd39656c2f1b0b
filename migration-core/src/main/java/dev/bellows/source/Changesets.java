package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The changesets of a file of Liquibase's formatted SQL, found in one pass. */
final class Changesets {
    private static final Pattern CHANGESET = Pattern.compile(
            "\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):\\s*(\"[^\"]+\"|\\S+)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMAND = Pattern.compile(
            "\\s*--\\s*(changeset|property|preconditions|precondition-[a-z-]+|ignoreLines|rollback|liquibase)\\b(.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK =
            Pattern.compile("\\s*/\\*\\s*liquibase\\s*rollback\\s*", Pattern.CASE_INSENSITIVE);

    private final Folder folder;
    private final SourceFile file;
    private final String number;
    private final List<Changeset> found = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable Changeset current;
    private boolean inBlock;
    private int ignored;

    Changesets(Folder folder, SourceFile file, String number) {
        this.folder = folder;
        this.file = file;
        this.number = number;
    }

    void addTo(Contents contents) {
        if (!folder.read(file, this::line)) {
            contents.add(Part.whole(MigrationName.versioned(number + ".1", file.name()), file));
            return;
        }
        for (Changeset changeset : found) {
            changeset.parts(file).forEach(contents::add);
        }
        if (found.isEmpty()) {
            refuse(0, "it holds no --changeset author:id", "write one above the statements");
        }
        found.stream().map(Changeset::notRun).flatMap(List::stream).forEach(contents::notice);
        refusals.forEach(contents::refuse);
    }

    private void line(int line, String text) {
        if (ignored != 0) {
            ignored = text.strip().matches("(?i)--\\s*ignoreLines:end") ? 0 : Math.max(-1, ignored - 1);
            return;
        }
        if (inBlock) {
            block(line, text);
            return;
        }
        Matcher command = COMMAND.matcher(text);
        if (text.indexOf("--") >= 0 && command.matches()) {
            command(line, text, command.group(1).toLowerCase(Locale.ROOT), command.group(2));
        } else if (current != null && BLOCK.matcher(text).matches()) {
            inBlock = true;
        } else if (current != null) {
            current.line(line, text);
        } else if (!text.isBlank() && !text.strip().startsWith("--")) {
            refuse(
                    line,
                    "it stands in no changeset, where Liquibase reads nothing",
                    "put it below a --changeset author:id");
        } else if (text.matches("\\s*--\\s*bellows:.*")) {
            refuse(
                    line,
                    "it stands in no changeset, so nothing says whose it is",
                    "put it below a --changeset author:id");
        }
    }

    private void block(int line, String text) {
        int end = text.stripTrailing().endsWith("*/") ? text.lastIndexOf("*/") : text.length();
        if (current != null) {
            current.rollback(line, text.substring(0, end) + " ".repeat(text.length() - end));
        }
        inBlock = end == text.length();
        if (!inBlock) {
            // Liquibase reads nothing more of a changeset below it.
            current = null;
        }
    }

    private void command(int line, String text, String word, String rest) {
        switch (word) {
            case "changeset" -> changeset(line, text);
            case "rollback" -> {
                if (current == null) {
                    refuse(line, "it stands in no changeset", "put it below a --changeset author:id");
                } else {
                    int from = text.toLowerCase(Locale.ROOT).indexOf(word) + word.length();
                    current.rollbackLine(line, " ".repeat(from) + text.substring(from));
                }
            }
            case "ignorelines" -> {
                String count = rest.strip().replaceFirst("^:", "");
                ignored = count.matches("[0-9]{1,6}")
                        ? Integer.parseInt(count)
                        : count.equalsIgnoreCase("start") ? -1 : 0;
            }
            case "liquibase" -> {
                if (current != null) {
                    current.line(line, text);
                }
            }
            default ->
                refuse(
                        line,
                        "Liquibase's --" + word
                                + (word.equals("property") ? " fills in text" : " decides whether it runs")
                                + ", which Bellows does not",
                        "write what it comes to, and take it out");
        }
    }

    private void changeset(int line, String text) {
        Matcher matcher = CHANGESET.matcher(text);
        if (!matcher.matches()) {
            refuse(line, "a changeset has a name, as in --changeset bob:42", "give it one");
            return;
        }
        String name = unquoted(matcher.group(1)) + ":" + unquoted(matcher.group(2));
        if (!names.add(name)) {
            refuse(line, "the changeset " + name + " stands in this file already", "give one of them another name");
        }
        current = new Changeset(file, number + "." + (found.size() + 1), name, line, matcher.group(3));
        found.add(current);
    }

    private static String unquoted(String word) {
        return word.strip().replaceAll("^\"|\"$", "");
    }

    private void refuse(int line, String cause, String next) {
        refusals.add(FileRefusals.foreign(file, line, cause, next));
    }
}
