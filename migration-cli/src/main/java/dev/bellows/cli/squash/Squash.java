package dev.bellows.cli.squash;

import dev.bellows.Bellows;
import dev.bellows.cli.connect.Database;
import dev.bellows.cli.connect.Scratch;
import dev.bellows.model.Build;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Location;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes one file that does what all migrations up to a version do. */
public final class Squash {
    private final Database server;
    private final Function<DataSource, Bellows> engines;
    private final Settings settings;
    private final PgDump program;
    private final boolean withRows;
    private final Consumer<String> say;

    /**
     * A squash.
     *
     * @param server where scratch databases are made
     * @param engines engines on them, with the code and class path of the call
     * @param withRows whether the rows that migrations inserted are a part of it
     * @param say hears what takes time
     */
    public Squash(
            Database server,
            Function<DataSource, Bellows> engines,
            Settings settings,
            PgDump program,
            boolean withRows,
            Consumer<String> say) {
        this.server = server;
        this.engines = engines;
        this.settings = settings;
        this.program = program;
        this.withRows = withRows;
        this.say = say;
    }

    /**
     * What was made.
     *
     * @param file the baseline
     * @param stands the versions that it stands for, as written
     * @param rows the tables with rows, in it or left out
     */
    public record Made(Path file, List<String> stands, List<SeedRows.Table> rows) {
        public Made {
            stands = List.copyOf(stands);
            rows = List.copyOf(rows);
        }
    }

    /**
     * Makes the baseline of a folder, and proves it.
     *
     * @param to the last version that it stands for, as typed
     * @throws RefusedException when it cannot be made; then there is no file
     */
    public Made make(Build build, Location folder, Version to) {
        Squashable squashable = Squashable.of(build, to);
        Path file = Path.of(folder.place()).resolve(squashable.version() + ".baseline.sql");
        String role = Scratch.strings(server.source(), "SELECT pg_catalog.quote_ident(current_user)")
                .get(0);
        DumpText dumps = new DumpText(ownSchema(), role);
        List<SeedRows.Table> rows;
        List<String> statements;
        try (Scratch scratch = Scratch.beside(server, settings.schema())) {
            say.accept("applying the migrations up to " + squashable.version() + " to a scratch database");
            engine(scratch, settings).to(to.toString()).applyWithoutLease();
            rows = SeedRows.of(scratch, withRows, folder.place());
            statements = dumps.statements(dump(scratch));
        }
        String text = squashable.head(settings.tagPrefix()) + text(statements);
        prove(folder, file, text, statements, dumps);
        write(file, text);
        return new Made(file, squashable.versions(), rows);
    }

    private @Nullable String ownSchema() {
        @Nullable String schema = settings.schema();
        return schema == null
                ? null
                : Scratch.strings(server.source(), "SELECT pg_catalog.quote_ident('" + schema.replace("'", "''") + "')")
                        .get(0);
    }

    private String dump(Scratch scratch) {
        List<String> options = new ArrayList<>(
                List.of("--no-owner", "--exclude-schema=" + Scratch.LEDGER_SCHEMA, "--exclude-schema=bellows_q_*"));
        options.addAll(withRows ? List.of("--column-inserts", "--rows-per-insert=100") : List.of("--schema-only"));
        return program.dump(scratch.libpq(), options);
    }

    private Bellows engine(Scratch scratch, Settings own) {
        return engines.apply(scratch.source())
                .settings(own.change()
                        .ledger(new LedgerName(Scratch.LEDGER_SCHEMA, LedgerName.DEFAULT.table()))
                        .build());
    }

    /** A new database that runs the file, and nothing else, is to be what the migrations made. */
    private void prove(Location folder, Path file, String text, List<String> expected, DumpText dumps) {
        say.accept("applying the baseline to another scratch database, and comparing both");
        try (Alone alone = Alone.with(String.valueOf(file.getFileName()), text);
                Scratch scratch = Scratch.beside(server, settings.schema())) {
            Settings own = settings.change()
                    .migrations(List.of(folder.at(alone.folder().toString())))
                    .build();
            engine(scratch, own).applyWithoutLease();
            @Nullable String difference = Difference.between(expected, dumps.statements(dump(scratch)));
            if (difference != null) {
                throw refused(
                        "squash-differs",
                        file.toString(),
                        "a database that runs the baseline would not be what the migrations make: " + difference,
                        "nothing was written; squash to a version before the migration that makes it");
            }
        }
    }

    private static String text(List<String> statements) {
        StringBuilder text = new StringBuilder();
        statements.forEach(statement -> text.append('\n').append(statement).append(";\n"));
        return text.toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw refused(
                    "squashed-already", file.toString(), "it is there already, and is not overwritten", "run again");
        } catch (IOException e) {
            remove(file);
            throw new ConfigurationException(
                    "no file can be created in " + file.getParent() + "\nnext: make the folder writable for this user",
                    Report.EMPTY,
                    e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " is left of the try, and is no baseline\nnext: remove it", Report.EMPTY, e);
        }
    }

    static RefusedException refused(String code, String file, String cause, String next) {
        return new RefusedException(List.of(Refusal.of(code, null, file, cause, next)), Report.EMPTY);
    }
}
