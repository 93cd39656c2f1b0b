package dev.bellows.source;

import dev.bellows.model.Build;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.Script;
import dev.bellows.model.Settings;
import dev.bellows.sql.Phase;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import dev.bellows.testkit.MigrationFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder in some tool's layout, as the engine reads it. */
final class LaidOut {
    private final Path folder;
    private final Build build;

    private LaidOut(Path folder, Settings settings) {
        this.folder = folder;
        this.build = Sources.load(
                settings.change()
                        .migrations(List.of(Location.of(folder.toString())))
                        .build(),
                LaidOut.class.getClassLoader());
    }

    /** Writes files, each below a line {@code -- file: NAME}, and reads them in the layout that they show. */
    static LaidOut of(Path folder, String files) {
        return of(folder, files, Settings.DEFAULT);
    }

    static LaidOut of(Path folder, String files, Settings settings) {
        MigrationFiles.write(folder, files);
        return new LaidOut(folder, settings);
    }

    /** Where not all files show the layout. */
    static Settings in(String layout) {
        return Settings.DEFAULT.change().layout(layout).build();
    }

    /** Each migration: version, description, whether outside a transaction, its phase where that is contract, whether it has a reverse. */
    List<String> migrations() {
        return build.migrations().stream().map(LaidOut::told).toList();
    }

    private static String told(Migration migration) {
        Boolean transaction = migration.script().outline().directives().transaction();
        String name = (migration.version() + " " + migration.description()).strip();
        return name
                + (Boolean.FALSE.equals(transaction) ? ", outside" : "")
                + (migration.phase() == Phase.CONTRACT ? ", contract" : "")
                + (migration.down() == null ? "" : ", down");
    }

    /** Each refusal: file, line and cause. */
    List<String> refusals() {
        return build.refusals().stream()
                .map(refusal -> shortened(String.valueOf(refusal.file()))
                        + (refusal.line() > 0 ? ":" + refusal.line() : "") + ": " + shortened(refusal.cause()))
                .toList();
    }

    List<String> notices() {
        return build.notices().stream().map(this::shortened).toList();
    }

    private String shortened(String text) {
        return text.replace(folder + "/", "");
    }

    /** What the server gets of a migration. */
    String up(String version) {
        return text(migration(version).script());
    }

    /** What the server gets of its reverse. */
    String down(String version) {
        return text(reverse(version));
    }

    /** The statements of a migration, each with its place in the file. */
    List<String> statements(String version) {
        return statements(migration(version).script());
    }

    /** Those of its reverse. */
    List<String> downStatements(String version) {
        return statements(reverse(version));
    }

    String checksum(String version) {
        return migration(version).script().checksum();
    }

    private Migration migration(String version) {
        return build.migrations().stream()
                .filter(migration -> migration.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + version + " in " + migrations()));
    }

    private Script reverse(String version) {
        @Nullable Script down = migration(version).down();
        if (down == null) {
            throw new AssertionError(version + " has no reverse");
        }
        return down;
    }

    private static List<String> statements(Script script) {
        List<String> found = new ArrayList<>();
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText next = splitter.next(); next != null; next = splitter.next()) {
                found.add(next.span().line() + ":" + next.span().column() + " " + next.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String text(Script script) {
        try (Reader reader = script.open()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
