package dev.bellows.source;

import dev.bellows.lint.FileFinding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.Own;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.source.MigrationName.Kind;
import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of files, each read once. */
final class LintTexts {
    private final Settings settings;
    private final Map<Part, LintText> read = new HashMap<>();

    LintTexts(Settings settings) {
        this.settings = settings;
    }

    /**
     * The text of a file.
     *
     * @throws UnreadableScriptException when it cannot be read
     */
    LintText of(LintFile file) {
        @Nullable LintText text = read.get(file.part());
        if (text == null) {
            text = LintText.of(file.part(), settings.tagPrefix());
            read.put(file.part(), text);
        }
        return text;
    }

    /** Everything that the linter needs of an order. */
    LintSources sources(LintOrder order, LintFolders folders) {
        List<LintScript> scripts = new ArrayList<>();
        List<FileFinding> findings = new ArrayList<>(order.findings());
        List<String> notices = new ArrayList<>(folders.notices());
        for (LintOrder.Step step : order.steps()) {
            try {
                LintText text = of(step.file());
                scripts.add(script(step, text));
                if (text.wrong() != null && step.role() != Role.KNOWN) {
                    LintFile file = step.file();
                    findings.add(refused(
                            text.wrong().refusal(file.file().display()),
                            file.name().version()));
                }
            } catch (UnreadableScriptException e) {
                if (step.role() == Role.KNOWN) {
                    notices.add(step.file().file().display() + " is not known: "
                            + e.refusal().cause());
                } else {
                    findings.add(refused(e.refusal(), step.file().name().version()));
                }
            }
        }
        folders.checks().forEach(check -> findings.addAll(wrong(check)));
        return new LintSources(scripts, findings, notices, folders.versions(), folders.history(), folders.empty());
    }

    /** A check is no migration: nothing of it is judged but whether it could be run. */
    private List<FileFinding> wrong(LintFile check) {
        List<Refusal> refusals;
        try {
            refusals = CheckFile.refusals(check.label(), new TextFile(check.part(), settings.tagPrefix()));
        } catch (UnreadableScriptException e) {
            refusals = List.of(e.refusal());
        }
        return refusals.stream()
                .map(refusal -> refused(refusal, check.name().version()))
                .toList();
    }

    /** What the linter says of a file that the engine refuses. */
    static FileFinding refused(Refusal refusal, @Nullable String version) {
        String file = String.valueOf(refusal.file());
        return new FileFinding(
                Own.file(file, refusal.line(), refusal.column(), refusal.cause() + "; " + refusal.next()),
                version,
                null);
    }

    private LintScript script(LintOrder.Step step, LintText text) {
        LintFile file = step.file();
        @Nullable Phase phase = settings.phase(file.owner(), file.number());
        @Nullable
        String version = file.number() == null || file.is(Kind.REPEATABLE)
                ? null
                : file.label().toString();
        return new LintScript(file.file().display(), version, text.text(), phase, step.role());
    }
}
