package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why files could not be used, in words: Java's messages are often no more than a name. */
final class Reason {
    private Reason() {}

    static String of(IOException problem) {
        String file = problem instanceof FileSystemException named ? named.getFile() + " " : "";
        if (problem instanceof AccessDeniedException) {
            return file + "may not be written by this user";
        }
        if (problem instanceof NoSuchFileException) {
            return file + "is not there";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return file + "exists and is no folder";
        }
        @Nullable
        String reason = problem instanceof FileSystemException named ? named.getReason() : problem.getMessage();
        return file + (reason == null ? "cannot be used" : "cannot be used: " + reason);
    }
}
