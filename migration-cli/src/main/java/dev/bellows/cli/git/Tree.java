package dev.bellows.cli.git;

import dev.bellows.source.LintPlace;
import dev.bellows.source.TypedPath;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a folder in a commit: their paths in the folder, and the names of their contents. */
final class Tree {
    private static final String FILE = "100";

    private Tree() {}

    /** Those that may be migrations. A link is none: what it leads to is not in the commit. */
    static Map<String, String> of(Git git, String commit, String prefix) {
        Git.Ended ended = prefix.isEmpty()
                ? git.run("ls-tree", "-r", "-z", "--full-tree", commit)
                : git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix);
        if (ended.exit() != 0) {
            throw Git.wrong("git cannot list " + commit + ": " + ended.err(), "git fetch");
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (String entry : ended.text().split("\0")) {
            int tab = entry.indexOf('\t');
            if (tab > 0 && entry.startsWith(FILE) && entry.startsWith(prefix, tab + 1)) {
                String path = entry.substring(tab + 1 + prefix.length());
                if (LintPlace.isOfInterest(path)) {
                    files.put(
                            TypedPath.of(path).toString(),
                            entry.substring(0, tab).split(" ")[2]);
                }
            }
        }
        return files;
    }
}
