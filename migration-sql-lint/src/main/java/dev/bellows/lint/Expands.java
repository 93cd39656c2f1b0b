package dev.bellows.lint;

import dev.bellows.schema.ObjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expands that are not released yet, and the contracts that come together with them. */
final class Expands {
    private final Map<ObjectName, String> byTable = new HashMap<>();

    /** Finds a contract of a table that an earlier one expands, and remembers what this one expands. */
    void look(LintScript script, ScriptLint lint) {
        if (script.role() != LintScript.Role.UNRELEASED) {
            return;
        }
        if (!lint.tagged()) {
            lint.changed().forEach(table -> byTable.putIfAbsent(table, script.name()));
            return;
        }
        Set<ObjectName> tables = lint.contracted().isEmpty() ? lint.changed() : lint.contracted();
        for (ObjectName table : tables) {
            @Nullable String expand = byTable.get(table);
            if (expand != null) {
                // Where all that it contracts is not released either, nothing breaks yet; that is no reason to remove
                // its tag.
                lint.found().removeIf(found -> found.finding().rule().equals(Own.TAG_WITHOUT_CONTRACT.id()));
                lint.add(OfBranch.together(script.name(), expand, table.toString()));
                return;
            }
        }
    }
}
