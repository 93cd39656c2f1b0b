package dev.bellows.corpus;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files that psql runs, one after the other, and the schema that they make. */
final class PsqlRun {
    private static final String TRIED = "tried";
    private static final Pattern CONCURRENTLY = Pattern.compile("(?im)^[^-]*\\bCONCURRENTLY\\b");

    private final InstalledPostgres server;
    private final String database;

    PsqlRun(InstalledPostgres server, TestDatabase database) {
        this.server = server;
        this.database = database.name();
    }

    /** Runs a file; false when it fails. */
    boolean runs(Path file, boolean transaction) {
        return runs(database, file, transaction);
    }

    private boolean runs(String in, Path file, boolean transaction) {
        try {
            boolean alone =
                    !transaction || CONCURRENTLY.matcher(Files.readString(file)).find();
            psql(in, alone ? "-q" : "--single-transaction", "-f", file.toString());
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void psql(String in, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(server.binary("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", in));
        command.addAll(List.of(arguments));
        server.run(command);
    }

    /**
     * The schema after the reverse of the migration that ran last, tried on a copy.
     *
     * @return nothing where psql cannot run the reverse, or not the migration again, or that leaves something else than before
     */
    Optional<String> withoutLast(PsqlMigration last) {
        @Nullable Path down = last.down();
        psql("postgres", "-c", "CREATE DATABASE " + TRIED + " TEMPLATE " + database);
        try {
            if (down == null || !runs(TRIED, down, last.transaction())) {
                return Optional.empty();
            }
            String schema = schema(server, TRIED);
            boolean again = runs(TRIED, last.up(), last.transaction())
                    && schema(server, TRIED).equals(schema());
            return again ? Optional.of(schema) : Optional.empty();
        } finally {
            psql("postgres", "-c", "DROP DATABASE " + TRIED);
        }
    }

    String schema() {
        return schema(server, database);
    }

    /** What pg_dump says of a database, without what is Bellows's own. */
    static String schema(InstalledPostgres server, String database) {
        String dump = server.run(List.of(
                server.binary("pg_dump"),
                "--schema-only",
                "--exclude-schema=bellows",
                "--exclude-schema=bellows_q_*",
                "-d",
                database));
        // Newer minor releases write a random word here, against hostile names.
        return dump.lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }
}
