package dev.bellows.source;

import dev.bellows.model.Refusal;
import dev.bellows.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's {@code V1.2__add_email.sql} ({@code V1_2__add_email.sql} is the same version), {@code U1.2__add_email.sql},
 * {@code R__views.sql}, {@code B5__baseline.sql}, in the folders inside the place too, each with a
 * {@code V1.2__add_email.sql.conf} beside it where it has settings; refinery names its files so too. Facts:
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations.
 */
final class FlywayLayout implements Layout {
    private static final Pattern VERSIONED = Pattern.compile("([VUB])([0-9]+(?:[._][0-9]+)*)__([^/]*)\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("(R__([^/]*))\\.sql");
    private static final Pattern CALLBACK =
            Pattern.compile("((?:before|after|create)[A-Z][A-Za-z]*)(?:__[^/]*)?\\.sql");

    /** Of files in folders inside: those that were meant for migrations. */
    private static final Pattern MEANT = Pattern.compile("(?i)(?:[vub][0-9]|r__)[^/]*\\.sql");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^{}\\s]+}");

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String example() {
        return "V42__add_email.sql";
    }

    @Override
    public boolean entersFolders() {
        return true;
    }

    @Override
    public String expectation() {
        return "its name is not a migration's in Flyway's layout, as in V42__add_email.sql or R__views.sql";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(folder.allScripts(), file -> {
            @Nullable MigrationName name = read(file.name());
            return name != null && name.kind() == MigrationName.Kind.VERSIONED;
        });
    }

    @Override
    public @Nullable MigrationName read(String path) {
        String own = path.substring(path.lastIndexOf('/') + 1);
        Matcher repeatable = REPEATABLE.matcher(own);
        if (repeatable.matches()) {
            return MigrationName.repeatable(repeatable.group(1), repeatable.group(2));
        }
        Matcher name = VERSIONED.matcher(own);
        if (!name.matches()) {
            return null;
        }
        // As Flyway's own table has it.
        MigrationName versioned = MigrationName.versioned(name.group(2).replace('_', '.'), name.group(3));
        return name.group(1).equals("U") ? versioned.reverse() : versioned;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        @Nullable Version first = first(folder);
        for (SourceFile file : folder.allScripts()) {
            @Nullable MigrationName name = read(file.name());
            Matcher callback = CALLBACK.matcher(file.own());
            if (name != null && isSpent(file, name, first)) {
                contents.ignore(file);
            } else if (name != null) {
                contents.add(part(folder, file, name));
            } else if (callback.matches()) {
                contents.refuse(FileRefusals.foreign(
                        file,
                        0,
                        "Flyway runs it as its callback " + callback.group(1) + ", which Bellows does not know",
                        "put what it does into a migration, or a repeatable, and move it out of the folder; or, if nobody needs it any"
                                + " more but Flyway, leave it there: ignore = [\"" + file.name()
                                + "\"] in bellows.toml"));
            } else if (file.isInside() && !MEANT.matcher(file.own()).matches()) {
                contents.ignore(file);
            } else {
                contents.stray(file, expectation());
            }
        }
        return contents;
    }

    private @Nullable Version first(Folder folder) {
        @Nullable Version first = null;
        for (SourceFile file : folder.allScripts()) {
            Matcher name = VERSIONED.matcher(file.own());
            if (name.matches() && name.group(1).equals("V")) {
                Version version = Version.of(name.group(2));
                first = first == null || version.compareTo(first) < 0 ? version : first;
            }
        }
        return first;
    }

    /** A baseline stands for the versions up to its own, and counts only where these are not there. */
    private static boolean isSpent(SourceFile file, MigrationName name, @Nullable Version first) {
        return file.own().startsWith("B") && first != null && first.compareTo(Version.of(name.version())) <= 0;
    }

    private static Part part(Folder folder, SourceFile file, MigrationName name) {
        FlywayConf conf = FlywayConf.of(folder, file);
        List<Refusal> refusals = new ArrayList<>(conf.refusals());
        Lines lines = new Lines();
        boolean filled = conf.placeholders() && fill(folder, file, lines, refusals);
        return new Part(name, file, filled ? lines : null, conf.outside(), refusals);
    }

    /** Flyway fills in placeholders. For the linter they are names, which they stand for more often than not. */
    private static boolean fill(Folder folder, SourceFile file, Lines lines, List<Refusal> refusals) {
        int before = refusals.size();
        folder.read(file, (number, text) -> {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (text.indexOf("${") < 0 || !placeholder.find()) {
                lines.add(number);
                return;
            }
            refusals.add(FileRefusals.foreign(
                    file,
                    number,
                    "Flyway fills in the placeholder " + placeholder.group() + ", which Bellows does not know",
                    "write its value; if it is no placeholder, say so beside it: placeholderReplacement=false in "
                            + FlywayConf.nameFor(file)));
            lines.add(number, placeholder.replaceAll(found -> "_"
                    .repeat(found.group().length())));
        });
        return refusals.size() > before;
    }

    /** Where some versions have parts, the next one may have one more part than the newest. */
    @Override
    public String after(Version newest, List<Version> all) {
        boolean parts = all.stream().anyMatch(version -> version.digits().indexOf('.') >= 0);
        return parts ? newest.digits() + ".1" : Following.number(newest.digits());
    }
}
