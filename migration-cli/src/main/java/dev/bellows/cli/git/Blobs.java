package dev.bellows.cli.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** Contents of files as git keeps them, all with one call. */
final class Blobs {
    private Blobs() {}

    /** The contents of objects, by their names. */
    static Map<String, byte[]> of(Git git, Collection<String> objects) {
        if (objects.isEmpty()) {
            return Map.of();
        }
        String wanted = String.join("\n", new LinkedHashSet<>(objects)) + "\n";
        Git.Ended ended = git.run(wanted.getBytes(StandardCharsets.UTF_8), "cat-file", "--batch");
        if (ended.exit() != 0) {
            throw Git.wrong(
                    "git cannot read what was there before: " + ended.err(),
                    "git fetch, or a clone that is not a partial one");
        }
        return split(ended.out());
    }

    /** Each as {@code NAME TYPE SIZE}, a line break, the content, a line break. */
    private static Map<String, byte[]> split(byte[] out) {
        Map<String, byte[]> blobs = new HashMap<>();
        int at = 0;
        while (at < out.length) {
            int end = at;
            while (out[end] != '\n') {
                end++;
            }
            String[] head = new String(out, at, end - at, StandardCharsets.UTF_8).split(" ");
            if (head.length < 3) {
                throw Git.wrong(
                        "git does not have what was there before (" + String.join(" ", head) + ")",
                        "git fetch, or a clone that is not a partial one");
            }
            int size = Integer.parseInt(head[2]);
            blobs.put(head[0], Arrays.copyOfRange(out, end + 1, end + 1 + size));
            at = end + 1 + size + 1;
        }
        return blobs;
    }
}
