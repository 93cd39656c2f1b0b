package dev.bellows.lint;

import dev.bellows.lint.JudgedScript.Found;
import dev.bellows.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expands that are not released yet, and the contracts that come together with them. */
final class Expands {
    private final Map<ObjectName, String> byTable = new HashMap<>();

    /** Finds a contract of a table that an earlier one expands, and remembers what this one expands. */
    JudgedScript look(JudgedScript judged) {
        LintScript script = judged.script();
        if (script.role() != LintScript.Role.UNRELEASED) {
            return judged;
        }
        if (!judged.tagged()) {
            judged.changed().forEach(table -> byTable.putIfAbsent(table, script.name()));
            return judged;
        }
        Set<ObjectName> tables = judged.contracted().isEmpty() ? judged.changed() : judged.contracted();
        for (ObjectName table : tables) {
            @Nullable String expand = byTable.get(table);
            if (expand != null) {
                return together(judged, OfBranch.together(script.name(), expand, table.toString()));
            }
        }
        return judged;
    }

    /** Where all that it contracts is not released either, nothing breaks yet; that is no reason to remove its tag. */
    private static JudgedScript together(JudgedScript judged, Finding finding) {
        List<Found> found = new ArrayList<>(judged.found());
        found.removeIf(each -> each.finding().rule().equals(Own.TAG_WITHOUT_CONTRACT.id()));
        found.add(new Found(finding, 0));
        return judged.found(found);
    }
}
