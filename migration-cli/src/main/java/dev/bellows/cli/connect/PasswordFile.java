package dev.bellows.cli.connect;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file whose first line is a password, as orchestrators mount secrets. */
final class PasswordFile {
    private PasswordFile() {}

    /**
     * The password.
     *
     * @param origin who named the file, for messages
     * @throws IllegalArgumentException when it cannot be read or holds no password
     */
    static String read(Path file, String origin) {
        try {
            return Files.readString(file)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new IllegalArgumentException(
                            origin + ": the first line of " + file + " is empty; the password stands there, alone"));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(origin + ": there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(origin + ": " + file + " cannot be read by this user", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(origin + ": " + file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    origin + ": " + file + (Files.isDirectory(file) ? " is a folder" : " cannot be read"), e);
        }
    }
}
