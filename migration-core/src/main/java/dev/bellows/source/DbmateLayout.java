package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * dbmate's {@code 20261121093000_add_email.sql}, which holds a migration below {@code -- migrate:up} and its reverse below
 * {@code -- migrate:down}; each may say {@code transaction:false}. Facts: https://github.com/amacneil/dbmate#creating-migrations.
 */
final class DbmateLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)([^0-9/][^/]*)?\\.sql");
    private static final Pattern MARK = Pattern.compile("[ \\t]*--[ \\t]*migrate:(up|down)(?:[ \\t]+(.*?))?[ \\t]*");

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public String example() {
        return "20261121093000_add_email.sql with -- migrate:up in it";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(folder.scripts(), file -> Marks.DBMATE.in(folder.head(file)));
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher name = NAME.matcher(path);
        return name.matches()
                ? MigrationName.versioned(name.group(1), name.group(2) == null ? "" : name.group(2))
                : null;
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
        return contents;
    }

    /** One pass over a file. */
    private static final class Reading {
        private final SourceFile file;
        private final List<Refusal> refusals = new ArrayList<>();
        private int up;
        private int down;
        private int last;
        private boolean upOutside;
        private boolean downOutside;
        private boolean before;

        Reading(SourceFile file) {
            this.file = file;
        }

        List<Part> parts(Folder folder, MigrationName name) {
            if (!folder.read(file, this::line)) {
                return List.of(Part.whole(name, file));
            }
            if (up == 0) {
                refuse(0, "it has no line -- migrate:up, without which dbmate refuses it", "write that line");
            }
            // What stands above both marks is comments; those of Bellows are about the migration.
            Lines forward = Lines.between(1, down == 0 || down < up ? last : down - 1);
            Lines backward = Lines.between(down, down < up ? up - 1 : last);
            if (down > 0 && down < up) {
                forward.remove(down, up - 1);
            }
            List<Part> parts = new ArrayList<>(List.of(new Part(name, file, forward, upOutside, refusals)));
            if (down > 0) {
                parts.add(new Part(name.reverse(), file, backward, downOutside, List.of()));
            }
            return parts;
        }

        private void line(int number, String text) {
            last = number;
            Matcher mark = MARK.matcher(text);
            if (text.indexOf("migrate:") >= 0 && mark.matches()) {
                mark(number, mark.group(1).equals("up"), mark.group(2) == null ? "" : mark.group(2));
            } else if (up == 0
                    && down == 0
                    && !before
                    && !text.isBlank()
                    && !text.strip().startsWith("--")) {
                before = true;
                refuse(number, "it stands above -- migrate:up, which dbmate refuses", "move it below that line");
            }
        }

        private void mark(int number, boolean isUp, String options) {
            String name = isUp ? "up" : "down";
            if ((isUp ? up : down) > 0) {
                refuse(number, "-- migrate:" + name + " stands in it a second time", "keep one");
            }
            if (isUp) {
                up = up == 0 ? number : up;
            } else {
                down = down == 0 ? number : down;
            }
            for (String option : options.isEmpty() ? new String[0] : options.split("[ \\t]+")) {
                switch (option) {
                    case "transaction:true" -> {}
                    case "transaction:false" -> {
                        upOutside |= isUp;
                        downOutside |= !isUp;
                    }
                    default ->
                        refuse(
                                number,
                                "-- migrate:" + name + " " + option + " is no option of dbmate's",
                                "correct it: transaction:false is the one that there is");
                }
            }
        }

        private void refuse(int line, String cause, String next) {
            refusals.add(FileRefusals.foreign(file, line, cause, next));
        }
    }
}
