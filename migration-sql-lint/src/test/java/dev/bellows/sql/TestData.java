package dev.bellows.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Real migrations and statements that are not part of the project. */
final class TestData {
    private static final String VARIABLE = "BELLOWS_TESTDATA";

    private TestData() {}

    static Path folder() {
        String folder = System.getenv(VARIABLE);
        assumeTrue(
                folder != null,
                VARIABLE
                        + " is not set: name a folder there that has real migrations in corpus/ and statements in conformance/");
        return Path.of(String.valueOf(folder));
    }
}
