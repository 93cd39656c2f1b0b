package dev.bellows.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs several commands in one process and says nothing, so that what they load can be kept for the calls to come:
 * {@code lint db/migrations -- status --url …}. Only the launcher calls it, when it makes the archive of classes.
 */
final class Rehearsal {
    private static final String NEXT = "--";

    private Rehearsal() {}

    /** Whatever the commands come to, they have been rehearsed. */
    public static void main(String[] args) {
        List<String> command = new ArrayList<>();
        for (String word : args) {
            if (word.equals(NEXT)) {
                run(command);
                command.clear();
            } else {
                command.add(word);
            }
        }
        run(command);
    }

    private static void run(List<String> command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings surroundings = Terminal.surroundings();
        Main.run(
                command.toArray(String[]::new),
                new Surroundings(
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        Map.of(),
                        surroundings.directory(),
                        surroundings.screen()));
    }
}
