package dev.bellows.benchmarks.migrate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;

/** Makes the same migrations for each tool, in the tool's own layout. */
final class Folder {
    /** What Liquibase begins with. */
    static final String LIQUIBASE = "changelog.xml";

    /** Files are about as long as people's. */
    private static final String WORDS = "-- Somebody has written here why this was needed, as one should.\n".repeat(10);

    private static final String INCLUDING = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <includeAll path="changes" relativeToChangelogFile="true"/>
            </databaseChangeLog>
            """;

    private Folder() {}

    /** A row each, as cheap as a migration can be: where what is measured does not run them. */
    static String row(int number) {
        return number == 1
                ? "CREATE TABLE seen (number int);\n" + WORDS
                : "INSERT INTO seen VALUES (" + number + ");\n" + WORDS;
    }

    /** A table and an index each. */
    static String table(int number) {
        return "CREATE TABLE t" + number + " (id bigint PRIMARY KEY, name text NOT NULL, made timestamptz);\n"
                + "CREATE INDEX t" + number + "_name ON t" + number + " (name);\n";
    }

    /** A folder of so many. */
    static Path of(Tool tool, int files, IntFunction<String> content) throws IOException {
        Path folder = Files.createTempDirectory("figures");
        if (tool == Tool.LIQUIBASE) {
            Files.writeString(folder.resolve(LIQUIBASE), INCLUDING);
            Files.createDirectory(folder.resolve("changes"));
        }
        for (int i = 1; i <= files; i++) {
            add(folder, tool, i, content.apply(i));
        }
        return folder;
    }

    /** One more. */
    static void add(Path folder, Tool tool, int number, String content) throws IOException {
        String name = String.format(Locale.ROOT, "%06d", number);
        switch (tool) {
            case FLYWAY -> Files.writeString(folder.resolve("V" + name + "__change.sql"), content);
            case LIQUIBASE ->
                Files.writeString(
                        folder.resolve("changes").resolve(name + ".sql"),
                        "--liquibase formatted sql\n--changeset somebody:" + number + "\n" + content);
            case BELLOWS, BELLOWS_ENTERING, FLOOR -> Files.writeString(folder.resolve(name + "_change.sql"), content);
        }
    }

    /** One file of about so many bytes: rows as INSERTs, or as COPY's data. */
    static Path large(long bytes, boolean copy) throws IOException {
        Path folder = Files.createTempDirectory("figures");
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("000001_change.sql"))) {
            // It takes longer than others should wait; nobody knows the table yet.
            file.write("-- bellows:max-blocking 0\nCREATE TABLE large (id bigint, name text);\n");
            file.write(copy ? "COPY large FROM STDIN;\n" : "");
            long written = 0;
            for (long i = 0; written < bytes; i++) {
                String name = "a name that is as long as names are, and a bit more " + i;
                String line = copy ? i + "\t" + name + "\n" : "INSERT INTO large VALUES (" + i + ", '" + name + "');\n";
                file.write(line);
                written += line.length();
            }
            file.write(copy ? "\\.\n" : "");
        }
        return folder;
    }
}
