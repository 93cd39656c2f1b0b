package dev.bellows.source;

import dev.bellows.lint.FileFinding;
import dev.bellows.lint.LintScript.Role;
import java.util.ArrayList;
import java.util.List;

/** What comes into a database one after the other, and what each is for. */
final class LintOrder {
    private final List<Step> steps = new ArrayList<>();
    private final List<FileFinding> findings = new ArrayList<>();

    /** A file and what it is for. */
    record Step(LintFile file, Role role) {}

    void add(LintFile file, Role role) {
        steps.add(new Step(file, role));
    }

    void add(FileFinding finding) {
        findings.add(finding);
    }

    /** Up to the last one that is not only known: nobody asks for the schema behind it. */
    List<Step> steps() {
        int end = steps.size();
        while (end > 0 && steps.get(end - 1).role() == Role.KNOWN) {
            end--;
        }
        return List.copyOf(steps.subList(0, end));
    }

    List<FileFinding> findings() {
        return findings;
    }
}
