package dev.bellows.cli.git;

import dev.bellows.source.LintPlace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
                    files.put(nameable(path), entry.substring(0, tab).split(" ")[2]);
                }
            }
        }
        return files;
    }

    /** Where the locale has no letters for a name, Java cannot open the file; a listing leaves such files out. */
    private static String nameable(String path) {
        try {
            return Path.of(path).toString();
        } catch (InvalidPathException e) {
            throw Git.wrong(
                    "this locale cannot name the file " + path + ", which git has", "run it with LC_ALL=C.UTF-8");
        }
    }
}
