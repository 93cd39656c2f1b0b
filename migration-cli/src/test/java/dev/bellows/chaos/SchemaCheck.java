package dev.bellows.chaos;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the same files, run by psql on an empty database, make the same schema. */
final class SchemaCheck {
    private final InstalledPostgres postgres;
    private final TestDatabase reference;
    private final Path folder;

    /**
     * @param reference the empty database
     * @param folder where both schemas are written to when they differ
     */
    SchemaCheck(InstalledPostgres postgres, TestDatabase reference, Path folder) {
        this.postgres = postgres;
        this.reference = reference;
        this.folder = folder;
    }

    List<String> findings(TestDatabase db, Build last) throws IOException {
        for (Made each : last.ships()) {
            psql(each.up().text());
        }
        psql(last.greeting());
        String expected = dump(reference);
        String actual = dump(db);
        if (expected.equals(actual)) {
            return List.of();
        }
        Files.writeString(folder.resolve("schema-expected.sql"), expected);
        Files.writeString(folder.resolve("schema-actual.sql"), actual);
        return List.of("the schema is not the one that psql makes of the same files: compare schema-expected.sql with"
                + " schema-actual.sql");
    }

    private void psql(String sql) throws IOException {
        Path file = Files.writeString(folder.resolve("psql.sql"), sql);
        String unused = postgres.run(List.of(
                postgres.binary("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString(), reference.name()));
    }

    /** Without comments, which name the database, and without the words that newer tools make up for each dump. */
    private String dump(TestDatabase of) {
        return postgres.run(List.of(
                        postgres.binary("pg_dump"),
                        "--schema-only",
                        "--exclude-schema=ledger",
                        "--exclude-schema=chaos",
                        of.name()))
                .lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\") && !line.isBlank())
                .collect(Collectors.joining("\n"));
    }
}
