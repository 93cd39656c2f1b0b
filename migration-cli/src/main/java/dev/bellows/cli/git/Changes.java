package dev.bellows.cli.git;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the working tree differs from a commit, as {@code git diff --raw -z} tells it; files that git does not follow are not
 * in it. Facts: https://git-scm.com/docs/diff-format.
 *
 * @param touched the paths of that commit whose content is another now, or that are gone
 * @param moves files that have another path
 */
record Changes(Set<String> touched, List<Move> moves) {
    /**
     * A file with another path.
     *
     * @param object what it held before
     * @param exact whether it holds the same now
     */
    record Move(String from, String to, String object, boolean exact) {
        /** Whether it has the same name there, and lies in a folder of the same name where that is the migration's. */
        boolean keepsItsName(int parts) {
            return tail(from, parts).equals(tail(to, parts));
        }

        private static String tail(String path, int parts) {
            int at = path.length();
            for (int i = 0; i < parts && at > 0; i++) {
                at = path.lastIndexOf('/', at - 1);
            }
            return path.substring(at + 1);
        }
    }

    static Changes of(Git git, String commit) {
        Git.Ended ended = git.run(
                "-c",
                "diff.relative=false",
                "diff",
                "--raw",
                "-z",
                "--no-abbrev",
                "-M",
                "-l400",
                "--no-ext-diff",
                "--no-textconv",
                "--ignore-submodules=all",
                commit);
        if (ended.exit() != 0) {
            throw Git.wrong("git cannot compare with " + commit + ": " + ended.err(), "see git status");
        }
        Set<String> touched = new HashSet<>();
        List<Move> moves = new ArrayList<>();
        String[] fields = ended.text().split("\0", -1);
        int at = 0;
        while (at + 1 < fields.length) {
            String[] head = fields[at].split(" ");
            String status = head[4];
            String path = fields[at + 1];
            boolean two = status.startsWith("R") || status.startsWith("C");
            if (two) {
                moves.add(new Move(path, fields[at + 2], head[2], status.endsWith("100")));
            }
            if (!status.startsWith("A") && !status.startsWith("C")) {
                touched.add(path);
            }
            at += two ? 3 : 2;
        }
        return new Changes(touched, moves);
    }
}
