package dev.bellows.cli.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ~/.pgpass}: lines of {@code host:port:database:user:password}, where a {@code *} stands for anything and a backslash
 * before a colon or a backslash (https://www.postgresql.org/docs/18/libpq-pgpass.html).
 *
 * @param name what messages call it
 * @param lines empty when it is not there, or not to be trusted
 * @param warning why it is ignored, as psql says it; empty when it is not
 */
record Passfile(String name, List<String> lines, Optional<String> warning) {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    Passfile {
        lines = List.copyOf(lines);
    }

    /** The file; one that is not there has no lines, as in psql. */
    static Passfile read(Path file, String name) {
        if (!Files.exists(file)) {
            return new Passfile(name, List.of(), Optional.empty());
        }
        if (!Files.isRegularFile(file)) {
            return ignored(name, "it is not a plain file");
        }
        if (othersMayUse(file)) {
            return ignored(
                    name, "it has group or world access; permissions should be u=rw (0600) or less: chmod 600 " + name);
        }
        try {
            // Bytes that are not UTF-8 become something that no host is called; libpq compares bytes.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return new Passfile(name, text.lines().toList(), Optional.empty());
        } catch (IOException e) {
            return ignored(name, "it cannot be read by this user");
        }
    }

    private static Passfile ignored(String name, String why) {
        return new Passfile(name, List.of(), Optional.of("the password file " + name + " is ignored: " + why));
    }

    /** Whether anybody besides the owner may do anything with a file; false where there are no such permissions. */
    static boolean othersMayUse(Path file) {
        try {
            return Files.getPosixFilePermissions(file, new LinkOption[0]).stream()
                    .anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The password of the first line that fits. */
    Optional<Password> find(String host, int port, String database, String user) {
        List<String> wanted = List.of(host, Integer.toString(port), database, user);
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> password = match(lines.get(i), wanted);
            if (password.isPresent()) {
                int line = i + 1;
                return password.filter(text -> !text.isEmpty()).map(text -> new Password(text, name + " line " + line));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> match(String line, List<String> wanted) {
        if (line.startsWith("#")) {
            return Optional.empty();
        }
        String rest = line;
        for (String field : wanted) {
            int end = end(rest);
            boolean fits = end >= 0
                    && (rest.substring(0, end).equals("*")
                            || unescaped(rest.substring(0, end)).equals(field));
            if (!fits) {
                return Optional.empty();
            }
            rest = rest.substring(end + 1);
        }
        return Optional.of(unescaped(rest));
    }

    /** Where a field's colon stands; -1 when there is none. */
    private static int end(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return name;
    }
}
