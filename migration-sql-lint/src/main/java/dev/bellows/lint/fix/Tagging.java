package dev.bellows.lint.fix;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Verdict;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tags the contracts to which nothing is missing but the tag. */
final class Tagging {
    static final Set<Verdict> OF_A_CONTRACT = EnumSet.of(Verdict.CONTRACT, Verdict.LOSES, Verdict.ADVICE);

    private final Fixing fixing;
    private final Map<String, Fix> fixes = new LinkedHashMap<>();

    Tagging(Fixing fixing, List<Fix> fixes) {
        this.fixing = fixing;
        fixes.forEach(fix -> this.fixes.put(fix.script(), fix));
    }

    /** The fixes, with the tags. */
    List<Fix> fixes(Predicate<LintScript> ours) {
        Map<String, String> tagged = new HashMap<>();
        List<LintScript> scripts = new ArrayList<>();
        for (LintScript script : fixing.scripts()) {
            boolean editable = Fixing.isAdded(script) || ours.test(script);
            @Nullable String text = Fixing.released(script) || !editable ? null : tagged(script);
            if (text != null) {
                tagged.put(script.name(), text);
            }
            scripts.add(text == null ? script : Fixing.retold(script, text));
        }
        fixing.replace(scripts);
        List<Fix> all = new ArrayList<>();
        for (LintScript script : scripts) {
            if (Fixing.isAdded(script)) {
                continue;
            }
            @Nullable Fix fix = with(script.name(), tagged);
            if (fix != null) {
                all.add(fix);
            }
        }
        return all;
    }

    private @Nullable Fix with(String name, Map<String, String> tagged) {
        @Nullable Fix fix = fixes.get(name);
        if (fix == null) {
            @Nullable String up = tagged.get(name);
            return up == null ? null : new Fix(name, up, null, List.of(), List.of("tag"));
        }
        List<Fix.Addition> additions = new ArrayList<>();
        for (int i = 0; i < fix.additions().size(); i++) {
            Fix.Addition addition = fix.additions().get(i);
            String text = tagged.getOrDefault(Fixing.added(fix, i), addition.up());
            additions.add(new Fix.Addition(addition.words(), text, addition.down()));
        }
        List<String> rules = new ArrayList<>(fix.rules());
        if (tagged.containsKey(name)) {
            rules.add("tag");
        }
        return new Fix(name, tagged.getOrDefault(name, fix.up()), fix.down(), additions, rules);
    }

    /** The text with the tag; null where more than the tag is missing, or somebody said expand. */
    private @Nullable String tagged(LintScript script) {
        List<Finding> errors = fixing.findings(script.name()).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        boolean onlyTag = errors.stream().anyMatch(finding -> finding.verdicts().contains(Verdict.CONTRACT))
                && errors.stream().allMatch(finding -> OF_A_CONTRACT.containsAll(finding.verdicts()));
        if (!onlyTag || script.phase() != null) {
            return null;
        }
        String prefix = fixing.settings().tagPrefix();
        if (new LooseScript(script.name(), script.text(), prefix).phaseLine() > 0) {
            return null;
        }
        String text = Read.whole(script.text());
        return "-- " + prefix + ":phase contract" + (text.contains("\r\n") ? "\r\n" : "\n") + text;
    }
}
