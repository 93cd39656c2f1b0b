package dev.bellows.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real migrations and statements that are not part of this project; a test that needs them is skipped without them. */
final class TestData {
    private static final String VARIABLE = "BELLOWS_TESTDATA";

    private TestData() {}

    static Path folder(String name) {
        String root = System.getenv(VARIABLE);
        assumeTrue(root != null, "skipped: set " + VARIABLE + " to the folder that holds " + name);
        Path folder = Path.of(root, name);
        assumeTrue(Files.isDirectory(folder), "skipped: " + VARIABLE + " holds no folder " + name);
        return folder;
    }
}
