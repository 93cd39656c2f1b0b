package dev.bellows.cli.git;

import dev.bellows.model.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commit that a branch began at.
 *
 * @param commit empty when there was none: everything is new
 * @param tip the commit that the name stands for now
 * @param prefix the folder's path in its repository, with a slash at its end; empty for its root
 */
record Start(String commit, String tip, String prefix) {
    private static final Pattern PARENT = Pattern.compile("(.+?)(?:~([0-9]{0,9})|\\^1?)");
    private static final Pattern TRUST = Pattern.compile("git config --global --add safe[.]directory \\S.*");
    private static final Pattern SUFFIX = Pattern.compile("(?:[~^:]|@[{]).*");
    private static final String COMMIT_AND_NAME =
            "%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end) %(refname)";
    private static final Pattern ZEROS = Pattern.compile("0{7,}");

    /**
     * Looks for it.
     *
     * @throws ConfigurationException when the folder is in no repository, or its repository does not know that
     */
    static Start of(Git git, String ref) {
        if (ref.isBlank() || ref.startsWith("-") || ref.chars().anyMatch(Character::isISOControl)) {
            throw Git.wrong("--git-base '" + ref + "' names no commit", "name a branch, such as origin/main");
        }
        Git.Ended where = git.run("rev-parse", "--is-shallow-repository", "--show-prefix");
        if (where.exit() != 0) {
            throw noRepository(where.err());
        }
        List<String> lines = where.text().lines().toList();
        boolean shallow = !lines.isEmpty() && lines.get(0).equals("true");
        String prefix = lines.size() > 1 ? lines.get(1) : "";
        refuseAmbiguous(git, ref);
        @Nullable String tip = resolved(git, ref + "^{commit}");
        if (tip == null) {
            return unusual(git, ref, prefix, shallow);
        }
        Git.Ended base = git.run("merge-base", tip, "HEAD");
        if (base.exit() == 0) {
            return new Start(base.line(), tip, prefix);
        }
        if (shallow) {
            throw shallow("where this branch left " + ref + " is not in this clone, which is shallow");
        }
        throw base.err().isEmpty()
                ? Git.wrong(
                        ref + " and what is checked out have no commit in common",
                        "name a commit that this branch began at")
                : Git.wrong("git does not find where this branch began: " + base.err(), "see git status");
    }

    /** The same for a folder inside, which need not be there. */
    Start inside(Path folder) {
        String path = folder.toString().replace('\\', '/');
        return path.isEmpty() ? this : new Start(commit, tip, prefix + path + "/");
    }

    private static Start unusual(Git git, String ref, String prefix, boolean shallow) {
        @Nullable String tree = resolved(git, ref + "^{tree}");
        if (tree != null) {
            return new Start(tree, tree, prefix);
        }
        if (shallow) {
            throw shallow(ref + " is not in this clone, which is shallow");
        }
        if (isBeforeTheFirst(git, ref)) {
            return new Start("", "", prefix);
        }
        throw Git.wrong(
                "there is no commit " + ref + " in this repository",
                ZEROS.matcher(ref).matches()
                        ? "a branch that is pushed for the first time has no commit before: name the one it will go to"
                        : "git fetch origin, or name another: a branch such as origin/main");
    }

    /** Whether it asks for what came before the first commit: that is nothing, and no mistake. */
    private static boolean isBeforeTheFirst(Git git, String ref) {
        Matcher parent = PARENT.matcher(ref);
        if (!parent.matches()) {
            return false;
        }
        @Nullable String steps = parent.group(2);
        int after = steps == null || steps.isEmpty() ? 0 : Integer.parseInt(steps) - 1;
        return resolved(git, parent.group(1) + "~" + after + "^{commit}") != null;
    }

    /** Of a tag and a branch with one name git takes the tag, and warns where nobody reads it. */
    private static void refuseAmbiguous(Git git, String ref) {
        String name = SUFFIX.matcher(ref).replaceFirst("");
        List<String> full = List.of("refs/tags/" + name, "refs/heads/" + name, "refs/remotes/" + name);
        List<String> command = new ArrayList<>(List.of("for-each-ref", "--format=" + COMMIT_AND_NAME));
        command.addAll(full);
        Map<String, String> commits = new TreeMap<>();
        git.run(command.toArray(String[]::new)).text().lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            // A pattern that is a folder of names stands for all of them.
            if (full.contains(parts[1])) {
                commits.put(parts[1], parts[0]);
            }
        });
        if (Set.copyOf(commits.values()).size() > 1) {
            String first = commits.keySet().iterator().next();
            throw Git.wrong(
                    name + " is the name of several commits: " + String.join(", ", commits.keySet()),
                    "say which is meant: --git-base " + first + ref.substring(name.length()));
        }
    }

    private static @Nullable String resolved(Git git, String name) {
        Git.Ended ended = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", name);
        return ended.exit() == 0 ? ended.line() : null;
    }

    private static ConfigurationException shallow(String what) {
        return Git.wrong(
                what,
                "fetch all of it: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 in GitLab, git fetch --unshallow"
                        + " elsewhere");
    }

    private static ConfigurationException noRepository(String err) {
        if (err.contains("dubious ownership") || err.contains("safe.directory")) {
            Matcher command = TRUST.matcher(err);
            return Git.wrong(
                    "git does not trust this repository, because it belongs to another user",
                    command.find() ? command.group() : "git config --global --add safe.directory FOLDER");
        }
        return err.contains("not a git repository")
                ? Git.wrong(
                        "--git-base needs a git repository, and the folder is in none",
                        "name a folder of a working copy, or lint with --since VERSION")
                : Git.wrong("git cannot be asked: " + err, "run git status in this folder");
    }
}
