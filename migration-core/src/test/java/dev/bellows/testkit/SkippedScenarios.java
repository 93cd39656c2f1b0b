package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes into {@code target/skipped-scenarios.txt} which tests of scenarios were skipped, a line for each with the reason.
 * Whoever installs all the tools that they need can see there that none was.
 */
public final class SkippedScenarios implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "skipped-scenarios.txt");

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            note(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
        }
    }

    private static synchronized void note(TestIdentifier test, String reason) {
        boolean scenario = test.getTags().stream().map(TestTag::getName).anyMatch(tag -> tag.startsWith("scenario-"));
        if (!scenario) {
            return;
        }
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(
                    FILE,
                    test.getDisplayName() + ": " + reason.lines().findFirst().orElse("") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
