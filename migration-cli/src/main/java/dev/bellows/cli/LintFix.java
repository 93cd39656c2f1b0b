package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.lint.FileChange;
import dev.bellows.cli.text.FixText;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Severity;
import dev.bellows.lint.fix.Fix;
import dev.bellows.lint.fix.Fixing;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.source.LintSources;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code bellows lint} mends itself. */
final class LintFix {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Option(
            names = "--fix",
            description =
                    "shows, as a diff, what is mended where that is mechanical and certain: CONCURRENTLY in a file"
                            + " of its own, NOT VALID with its VALIDATE in another file")
    private boolean fix;

    @Option(names = "--write", description = "writes what --fix shows")
    private boolean write;

    @Option(
            names = "--tag-contracts",
            description = "with --fix: tags a contract to which nothing is missing but the tag. The tag is a promise:"
                    + " look at each")
    private boolean tagContracts;

    boolean asked() {
        if (!fix && (write || tagContracts)) {
            throw wrong((write ? "--write" : "--tag-contracts") + " belongs to --fix", "bellows lint --fix");
        }
        return fix;
    }

    /** Whether files are changed. */
    boolean writes() {
        return write;
    }

    /**
     * Mends.
     *
     * @param layouts say how the folders are read
     * @param bounded whether somebody has said which migrations are new: one that ran somewhere must not be edited
     */
    Answer answer(LintSettings settings, List<LintSources> sources, Settings layouts, boolean bounded, Path directory) {
        if (write && !bounded) {
            throw wrong(
                    "--write would edit migrations that may have run somewhere, which must not be edited",
                    "say which are new: --git-base REF, --since VERSION, enforce-from in bellows.toml, or the files");
        }
        List<FileChange> changes = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        Set<String> foreign = new LinkedHashSet<>();
        long left = 0;
        Linter linter = new Linter(Rules.all(), settings);
        for (LintSources source : sources) {
            Fixing fixing = new Fixing(linter, settings, source.scripts());
            List<Fix> fixes = fixing.fixes(tagContracts, script -> ours(script, layouts, foreign));
            changes.addAll(changes(fixes, layouts));
            fixes.forEach(each -> rules.addAll(each.rules()));
            left += fixing.left().count(Severity.ERROR) + fixing.left().count(Severity.WARNING);
        }
        if (write) {
            changes.forEach(LintFix::write);
        }
        boolean found = left > 0 || (!changes.isEmpty() && !write);
        List<String> remarks = FixText.remarks(rules, foreign.size(), left, write);
        List<String> lines = write
                ? changes.stream()
                        .map(change -> shown(change.file(), directory))
                        .toList()
                : changes.stream()
                        .flatMap(change -> change.diff(shown(change.file(), directory)).stream())
                        .toList();
        Map<String, @Nullable Object> json = json(changes, left, directory);
        if (found) {
            json.put("error", Json.fields("kind", "found", "message", remarks.get(0), "next", "bellows lint"));
        }
        return new Answer(found ? 4 : 0, lines, remarks, List.of(), json);
    }

    /**
     * Whether a file is what the linter has read, in a layout in which new files can be named: what another tool runs is that
     * tool's to mend.
     */
    private static boolean ours(LintScript script, Settings layouts, Set<String> foreign) {
        Path file = Path.of(script.name());
        @Nullable Path parent = file.getParent();
        boolean same = false;
        try (Reader reader = script.text().open()) {
            StringWriter read = new StringWriter();
            reader.transferTo(read);
            String whole = Files.readString(file);
            same = read.toString().equals(whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole);
        } catch (IOException e) {
            // It comes from standard input, or is gone: there is nothing to edit.
        }
        boolean ours = same
                && NewMigration.isNumbered(file)
                && NewMigration.canAddTo(parent == null ? Path.of("") : parent, layouts);
        if (!ours) {
            foreign.add(script.name());
        }
        return ours;
    }

    /** As seen from the folder of the call, where a diff is applied. */
    private static String shown(Path file, Path directory) {
        Path absolute = directory.resolve(file).normalize();
        Path shown = absolute.startsWith(directory) ? directory.relativize(absolute) : file;
        return shown.toString().replace('\\', '/');
    }

    private static Map<String, @Nullable Object> json(List<FileChange> changes, long left, Path directory) {
        return Json.fields(
                "changes",
                changes.stream()
                        .map(change -> Json.fields(
                                "file", shown(change.file(), directory),
                                "created", change.before() == null,
                                "text", change.after()))
                        .toList(),
                "left",
                left);
    }

    private static List<FileChange> changes(List<Fix> fixes, Settings layouts) {
        List<FileChange> changes = new ArrayList<>();
        Map<Path, List<NewMigration.Text>> additions = new LinkedHashMap<>();
        for (Fix each : fixes) {
            if (each.up() != null) {
                changes.add(changed(each.script(), each.up()));
            }
            if (each.down() != null) {
                changes.add(changed(each.down().name(), each.down().text()));
            }
            @Nullable Path parent = Path.of(each.script()).getParent();
            Path folder = parent == null ? Path.of("") : parent;
            each.additions().forEach(addition -> additions
                    .computeIfAbsent(folder, key -> new ArrayList<>())
                    .add(new NewMigration.Text(addition.words(), addition.up(), addition.down())));
        }
        additions.forEach((folder, texts) -> new NewMigration(folder, layouts)
                .plan(texts)
                .forEach(planned -> changes.add(new FileChange(planned.file(), null, planned.text()))));
        return changes;
    }

    private static FileChange changed(String name, String text) {
        Path file = Path.of(name);
        try {
            String before = Files.readString(file);
            boolean marked = before.startsWith(BYTE_ORDER_MARK);
            return new FileChange(file, before, (marked ? BYTE_ORDER_MARK : "") + text);
        } catch (IOException e) {
            throw wrong(file + " cannot be read", "make it readable for this user");
        }
    }

    private static void write(FileChange change) {
        try {
            Files.writeString(change.file(), change.after(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong(
                    change.file() + " cannot be written; the files named before it have been",
                    "make it writable for this user, and lint again");
        }
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
