package dev.bellows.cli.git;

import dev.bellows.model.ConfigurationException;
import dev.bellows.source.LintPlace;
import dev.bellows.source.Past;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the branch that is checked out began: what a folder held there. */
public final class GitBase {
    private final String ref;
    private final Map<String, String> environment;

    /**
     * By a name.
     *
     * @param ref a branch, tag, commit or tree; the branch began at its last commit that is also in what is checked out
     * @param environment of the call
     */
    public GitBase(String ref, Map<String, String> environment) {
        this.ref = ref;
        this.environment = environment;
    }

    /**
     * What a folder held, which need not be there any more.
     *
     * @throws ConfigurationException when it is in no repository, or git does not know that
     */
    public Past of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        Git git = new Git(there, environment);
        Start start = Start.of(git, ref).inside(there.relativize(absolute));
        if (start.commit().isEmpty()) {
            return new Past(ref, Set.of(), Map.of(), Set.of(), List.of());
        }
        Map<String, String> were = Tree.of(git, start.commit(), start.prefix());
        Changes changes = Changes.of(git, start.commit());
        Set<String> same = new HashSet<>();
        Set<String> hidden = new HashSet<>();
        Map<String, String> others = new LinkedHashMap<>();
        were.forEach((path, object) -> {
            if (changes.touched().contains(start.prefix() + path)) {
                others.put(path, object);
            } else if (Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                same.add(path);
            } else {
                // A sparse checkout leaves out what nobody wants to see.
                others.put(path, object);
                hidden.add(path);
            }
        });
        movedHere(start, were, changes, same, others);
        Map<String, byte[]> blobs = Blobs.of(git, others.values());
        Map<String, byte[]> changed = new LinkedHashMap<>();
        others.forEach((path, object) -> changed.put(path, blobs.getOrDefault(object, new byte[0])));
        return new Past(ref, same, changed, hidden, tip(git, start));
    }

    /** When the whole folder has another name now, its migrations are the same. */
    private static void movedHere(
            Start start, Map<String, String> were, Changes changes, Set<String> same, Map<String, String> others) {
        for (Changes.Move move : changes.moves()) {
            boolean here = move.to().startsWith(start.prefix());
            String path = here ? move.to().substring(start.prefix().length()) : "";
            boolean fromElsewhere = !move.from().startsWith(start.prefix());
            int parts = path.indexOf('/') < 0 ? 1 : 2;
            if (here && fromElsewhere && LintPlace.isOfInterest(path) && move.keepsItsName(parts)) {
                if (move.exact()) {
                    same.add(path);
                } else if (!were.containsKey(path)) {
                    others.put(path, move.object());
                }
            }
        }
    }

    /** What is there now where the branch will go, when that has gone on. */
    private static List<String> tip(Git git, Start start) {
        return start.tip().equals(start.commit())
                ? List.of()
                : new ArrayList<>(new HashMap<>(Tree.of(git, start.tip(), start.prefix())).keySet());
    }
}
