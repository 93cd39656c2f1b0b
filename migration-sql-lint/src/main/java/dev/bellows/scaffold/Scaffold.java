package dev.bellows.scaffold;

import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of migrations.
 *
 * @param title what it does, in one line
 * @param name the words that the files' names begin with
 * @param drafts in the order in which they run
 * @param remarks what the set does not do, and what a person has to do between its steps
 */
public record Scaffold(String title, String name, List<Draft> drafts, List<String> remarks) {
    public Scaffold {
        drafts = List.copyOf(drafts);
        remarks = List.copyOf(remarks);
    }

    /**
     * The set that a person asks for.
     *
     * @throws ScaffoldException when it cannot be made
     */
    public static Scaffold of(Catalogue catalogue, Request request) {
        return Kind.make(catalogue, request);
    }

    /**
     * A file of the set.
     *
     * @param words for its name
     * @param up the migration's text
     * @param down its reverse's
     */
    public record File(String words, Phase phase, String up, String down) {}

    /**
     * The files.
     *
     * @param tagPrefix what stands before the colon in a directive
     */
    public List<File> files(String tagPrefix) {
        List<File> files = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            files.add(new File(
                    name + " " + (i + 1) + " " + draft.name(),
                    draft.phase(),
                    up(i, draft).replace("-- bellows:", "-- " + tagPrefix + ":"),
                    down(i, draft).replace("-- bellows:", "-- " + tagPrefix + ":")));
        }
        return files;
    }

    private String up(int index, Draft draft) {
        List<String> head = new ArrayList<>();
        if (draft.phase() == Phase.CONTRACT) {
            head.add("-- bellows:phase contract");
        }
        draft.directives().forEach(directive -> head.add("-- bellows:" + directive));
        head.add("-- " + title + ", step " + (index + 1) + " of " + drafts.size() + ".");
        draft.note().lines().forEach(line -> head.add("-- " + line));
        return String.join("\n", head) + "\n\n" + draft.sql().strip() + "\n";
    }

    private String down(int index, Draft draft) {
        String head = "-- The reverse of step " + (index + 1) + ": " + title + ".\n";
        String reverse = draft.reverse().strip();
        if (reverse.isEmpty()) {
            return head + "-- There is nothing to undo.\n";
        }
        String directives = reverse.lines()
                .takeWhile(line -> line.startsWith("-- bellows:"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String rest = reverse.lines()
                .dropWhile(line -> line.startsWith("-- bellows:"))
                .collect(Collectors.joining("\n"));
        return directives + head + "\n" + rest.strip() + "\n";
    }
}
