package dev.bellows.lint.fix;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Verdict;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mends a folder, script by script: each mend is judged again, and dropped where something new would be found. */
public final class Fixing {

    /** What no file's name holds. */
    private static final String MARK = "\0";

    private static final Pattern PARTITIONS =
            Pattern.compile("\\b(partition\\s+(of|by)|attach\\s+partition|inherits?)\\b");

    private final Linter linter;
    private final LintSettings settings;
    private List<LintScript> scripts;
    private LintReport report;

    /** What is to be mended: the scripts that are judged, with all others as known schema. */
    public Fixing(Linter linter, LintSettings settings, List<LintScript> scripts) {
        this.linter = linter;
        this.settings = settings;
        this.scripts = List.copyOf(scripts);
        this.report = linter.lint(scripts);
    }

    /**
     * Mends what can be mended.
     *
     * @param tagContracts whether a contract whose tag alone is missing is tagged: a promise that only a person can make
     * @param ours whether a script may be edited: its text is its file's, and new files can stand beside it
     * @return a fix for each script that changes, in their order
     */
    public List<Fix> fixes(boolean tagContracts, Predicate<LintScript> ours) {
        List<Fix> wanted = new ArrayList<>();
        for (LintScript script : scripts) {
            @Nullable Fix fix = released(script) || !ours.test(script) ? null : mended(script);
            if (fix != null) {
                wanted.add(fix);
            }
        }
        List<Fix> taken = take(wanted)
                ? wanted
                : wanted.stream().filter(fix -> take(List.of(fix))).toList();
        return tagContracts ? new Tagging(this, taken).fixes(ours) : taken;
    }

    /** What is found once all that is written. */
    public LintReport left() {
        return report;
    }

    LintSettings settings() {
        return settings;
    }

    List<LintScript> scripts() {
        return scripts;
    }

    void replace(List<LintScript> others) {
        scripts = others;
        report = linter.lint(others);
    }

    static boolean released(LintScript script) {
        return script.role() != Role.JUDGED && script.role() != Role.UNRELEASED;
    }

    private @Nullable Fix mended(LintScript script) {
        List<Finding> found = findings(script.name()).stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList();
        if (found.isEmpty()) {
            return null;
        }
        @Nullable LintScript reverse = reverse(script.name());
        @Nullable Read down = reverse == null ? null : Read.of(reverse, settings);
        ScriptFix mending = new ScriptFix(Read.of(script, settings), down, settings);
        @Nullable Fix fix = mending.of(found);
        boolean safe = fix != null
                && !neededLater(fix, mending.tables(), script)
                && scripts.stream().noneMatch(each -> clashes(Read.whole(each.text()), mending));
        return safe ? fix : null;
    }

    /** Whether a name that would be given is in use, or a table is a part of another one, which wants its indexes in an order. */
    private static boolean clashes(String text, ScriptFix mending) {
        String lower = text.toLowerCase(Locale.ROOT);
        return mending.names().stream().anyMatch(name -> names(lower, name.toLowerCase(Locale.ROOT)))
                || (PARTITIONS.matcher(lower).find()
                        && mending.tables().stream().anyMatch(table -> names(lower, table)));
    }

    /** Puts the fixes in the place of the old texts, unless that brings errors that were not there. */
    private boolean take(List<Fix> fixes) {
        List<LintScript> next = with(fixes);
        LintReport after = linter.lint(next);
        Map<String, Integer> balance = errors(report);
        errors(after).forEach((kind, count) -> balance.merge(kind, -count, Integer::sum));
        if (balance.values().stream().anyMatch(count -> count < 0)) {
            return false;
        }
        scripts = next;
        report = after;
        return true;
    }

    private List<LintScript> with(List<Fix> fixes) {
        Map<String, String> changed = new HashMap<>();
        List<LintScript> added = new ArrayList<>();
        for (Fix fix : fixes) {
            if (fix.up() != null) {
                changed.put(fix.script(), fix.up());
            }
            if (fix.down() != null) {
                changed.put(fix.down().name(), fix.down().text());
            }
            for (int i = 0; i < fix.additions().size(); i++) {
                LooseScript.Text text =
                        LooseScript.Text.of(fix.additions().get(i).up());
                added.add(new LintScript(added(fix, i), null, text, null, Role.JUDGED));
            }
        }
        List<LintScript> next = new ArrayList<>();
        for (LintScript script : scripts) {
            @Nullable String text = changed.get(script.name());
            next.add(text == null ? script : retold(script, text));
        }
        next.addAll(added);
        return next;
    }

    /** A name that no file has, for a migration that is not there yet. */
    static String added(Fix fix, int index) {
        return fix.script() + MARK + index;
    }

    static boolean isAdded(LintScript script) {
        return script.name().contains(MARK);
    }

    static LintScript retold(LintScript script, String text) {
        return new LintScript(
                script.name(), script.version(), LooseScript.Text.of(text), script.phase(), script.role());
    }

    /** How many errors there are of each kind: whatever a contract breaks counts as one kind, as its mend breaks it too. */
    private static Map<String, Integer> errors(LintReport report) {
        Map<String, Integer> errors = new HashMap<>();
        for (Finding finding : report.findings()) {
            if (finding.severity() == Severity.ERROR) {
                if (finding.verdicts().contains(Verdict.CONTRACT)) {
                    errors.merge("contract", 1, Integer::sum);
                }
                if (!Tagging.OF_A_CONTRACT.containsAll(finding.verdicts())) {
                    errors.merge(finding.rule(), 1, Integer::sum);
                }
            }
        }
        return errors;
    }

    /** Whether something else needs what would only be made at the end. */
    private boolean neededLater(Fix fix, Set<String> tables, LintScript script) {
        Set<String> moved = new HashSet<>();
        for (Fix.Addition addition : fix.additions()) {
            if (!addition.words().startsWith("validate ") && !addition.words().startsWith("index on ")) {
                moved.add(addition.words()
                        .replaceAll("^(drop|reindex) | constraint$", "")
                        .toLowerCase(Locale.ROOT));
            }
            if (addition.up().contains("UNIQUE")) {
                moved.add("on conflict");
            }
        }
        boolean later = false;
        for (LintScript each : scripts) {
            boolean own = each.name().equals(script.name());
            if ((later || own) && each.role() != Role.DOWN) {
                String text = (own ? String.valueOf(fix.up()) : Read.whole(each.text())).toLowerCase(Locale.ROOT);
                if (moved.stream().anyMatch(name -> names(text, name))
                        || (!own && ScriptFix.undoes(text) && tables.stream().anyMatch(table -> names(text, table)))) {
                    return true;
                }
            }
            later |= own;
        }
        return false;
    }

    static boolean names(String text, String name) {
        return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .find();
    }

    private @Nullable LintScript reverse(String name) {
        String reverse = name.replaceFirst("(\\.up)?\\.sql$", ".down.sql");
        return scripts.stream()
                .filter(script -> script.role() == Role.DOWN && script.name().equals(reverse))
                .findFirst()
                .orElse(null);
    }

    List<Finding> findings(String name) {
        return report.findings().stream()
                .filter(finding -> finding.script().equals(name))
                .toList();
    }
}
