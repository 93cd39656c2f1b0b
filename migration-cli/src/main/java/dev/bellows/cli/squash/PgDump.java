package dev.bellows.cli.squash;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own pg_dump, which knows how every object is written (https://www.postgresql.org/docs/18/app-pgdump.html). */
public final class PgDump {
    private static final String NAME = "pg_dump";
    private static final String GET = "install PostgreSQL's client programs, or say where it is: --pg-dump FILE";

    private final Path program;

    private PgDump(Path program) {
        this.program = program;
    }

    /**
     * Finds it.
     *
     * @param named where it is, as somebody says; null to look along the search path
     * @param searchPath the variable {@code PATH}; null where it is not set
     * @throws ConfigurationException when it is not there
     */
    public static PgDump find(@Nullable Path named, @Nullable String searchPath) {
        if (named != null) {
            if (!Files.isExecutable(named) || Files.isDirectory(named)) {
                throw wrong("--pg-dump: there is no program " + named, GET);
            }
            return new PgDump(named);
        }
        Optional<Path> found = Stream.of(searchPath == null ? new String[0] : searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(NAME, NAME + ".exe")
                        .map(name -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        return new PgDump(found.orElseThrow(
                () -> wrong("pg_dump, which bellows squash writes the schema with, is not in the search path", GET)));
    }

    /**
     * The SQL of a database.
     *
     * @param connection libpq's variables
     * @throws ConfigurationException when pg_dump refuses, with what it says
     */
    String dump(Map<String, String> connection, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--encoding=UTF8", "--no-password"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        builder.environment().putAll(connection);
        builder.environment().put("LC_ALL", "C");
        try {
            Path sql = Files.createTempFile("bellows-squash", ".sql");
            Path said = Files.createTempFile("bellows-squash", ".txt");
            try {
                Process process = builder.redirectOutput(sql.toFile())
                        .redirectError(said.toFile())
                        .start();
                if (ended(process) != 0) {
                    throw refused(Files.readString(said, StandardCharsets.UTF_8));
                }
                return Files.readString(sql, StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(sql);
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "pg_dump cannot be run: " + e.getMessage() + "\nnext: " + GET, Report.EMPTY, e);
        }
    }

    private static int ended(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("interrupted while pg_dump ran; nothing was written", Report.EMPTY, e);
        }
    }

    private static ConfigurationException refused(String said) {
        boolean old = said.contains("server version mismatch");
        String line = said.lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + "; " + other)
                .orElse("it said nothing");
        return wrong(
                line,
                old
                        ? "name a pg_dump that is not older than the server: --pg-dump FILE; or a server that is not newer: --url"
                        : "correct what it says, and run again");
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
