package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * goose's {@code 00042_add_email.sql}, which holds a migration below {@code -- +goose Up} and its reverse below
 * {@code -- +goose Down}. {@code -- +goose NO TRANSACTION} is for both. {@code StatementBegin} and {@code StatementEnd} are comments:
 * Bellows knows where a statement ends. Facts: https://pressly.github.io/goose/documentation/annotations/.
 */
final class GooseLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_([^/]*)\\.sql");
    private static final Pattern IN_GO = Pattern.compile("([0-9]+)_[^/]*(?<!_test)\\.go");
    private static final Pattern ANNOTATION = Pattern.compile("[ \\t]*--[ \\t]*\\+goose[ \\t]+(.*?)[ \\t]*");

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public String example() {
        return "00042_add_email.sql with -- +goose Up in it";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(folder.scripts(), file -> Marks.GOOSE.in(folder.head(file)));
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher name = NAME.matcher(path);
        return name.matches() ? MigrationName.versioned(name.group(1), name.group(2)) : null;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        for (SourceFile file : folder.scripts()) {
            @Nullable MigrationName name = read(file.name());
            if (name == null) {
                contents.stray(file, expectation());
            } else {
                new Reading(file).parts(folder, name).forEach(contents::add);
            }
        }
        for (SourceFile file : folder.files()) {
            if (IN_GO.matcher(file.name()).matches()) {
                contents.refuse(FileRefusals.foreign(
                        file,
                        0,
                        "it is a migration of goose's in Go, which Bellows cannot run",
                        "write it in SQL; where goose has run it and its effect is there, move it out of the folder"));
            }
        }
        return contents;
    }

    /** One pass over a file. */
    private static final class Reading {
        private final SourceFile file;
        private final List<Refusal> refusals = new ArrayList<>();
        private int up;
        private int down;
        private int last;
        private boolean outside;
        private boolean before;

        Reading(SourceFile file) {
            this.file = file;
        }

        List<Part> parts(Folder folder, MigrationName name) {
            if (!folder.read(file, this::line)) {
                return List.of(Part.whole(name, file));
            }
            if (up == 0) {
                refuse(0, "it has no line -- +goose Up, without which goose runs nothing of it", "write that line");
            }
            Lines forward = Lines.between(1, down == 0 ? last : down - 1);
            List<Part> parts = new ArrayList<>(List.of(new Part(name, file, forward, outside, refusals)));
            if (down > 0) {
                parts.add(new Part(name.reverse(), file, Lines.between(down, last), outside, List.of()));
            }
            return parts;
        }

        private void line(int number, String text) {
            last = number;
            if (text.indexOf("+goose") >= 0 || text.indexOf("+GOOSE") >= 0) {
                Matcher annotation = ANNOTATION.matcher(text);
                if (annotation.matches()) {
                    annotation(annotation.group(1), number);
                    return;
                }
            }
            String content = text.strip();
            if (up == 0 && down == 0 && !before && !content.isEmpty() && !content.startsWith("--")) {
                before = true;
                refuse(number, "it stands above -- +goose Up, where goose reads nothing", "move it below that line");
            }
        }

        private void annotation(String written, int number) {
            String word = written.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            switch (word) {
                case "up" -> {
                    if (down > 0 || up > 0) {
                        refuse(number, "-- +goose Up stands in it a second time, or below Down", "keep one, first");
                    }
                    up = number;
                }
                case "down" -> {
                    if (up == 0 || down > 0) {
                        refuse(number, "-- +goose Down stands in it a second time, or above Up", "keep one, last");
                    }
                    down = down == 0 ? number : down;
                }
                case "no transaction" -> outside = true;
                case "statementbegin", "statementend", "envsub off" -> {}
                case "envsub on" ->
                    refuse(
                            number,
                            "goose fills in environment variables below ENVSUB ON, which Bellows does not",
                            "write their values, and take ENVSUB ON out");
                default -> refuse(number, "-- +goose " + written + " is no annotation of goose's", "correct it");
            }
        }

        private void refuse(int line, String cause, String next) {
            refusals.add(FileRefusals.foreign(file, line, cause, next));
        }
    }
}
