package dev.bellows.source;

import dev.bellows.lint.FileFinding;
import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.OfBranch;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.source.MigrationName.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a branch adds to what was there where it began. The schema is that of the base, with the texts that the base has: that
 * is what databases have run. What is new comes after all of it, as it does on those databases.
 */
final class Branch {
    /** From how many on the migrations that are gone are told together. */
    private static final int MANY = 10;

    private static final String EMPTY = "1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final LintFolders folders;
    private final LintTexts texts;
    private final Settings settings;
    private final LintOrder order = new LintOrder();
    private final List<LintFile> fresh = new ArrayList<>();

    Branch(LintFolders folders, LintTexts texts, Settings settings) {
        this.folders = folders;
        this.texts = texts;
        this.settings = settings;
    }

    LintOrder order() {
        folders.refused().stream()
                .filter(each -> folders.isChanged(each.finding().script()))
                .forEach(order::add);
        folders.before().known().forEach(file -> order.add(file, Role.KNOWN));
        gone(compared());
        folders.now().baselines().forEach(this::edited);
        fresh.forEach(this::fresh);
        folders.now().migrations().stream()
                .filter(file -> file.is(Kind.REPEATABLE) && isChanged(file))
                .forEach(file -> order.add(file, folders.wanted(file) ? Role.REPEATABLE : Role.KNOWN));
        folders.now().reverses().stream()
                .filter(file ->
                        folders.wanted(file) && folders.isChanged(file.file().display()))
                .forEach(file -> order.add(file, Role.DOWN));
        folders.strays().stream()
                .filter(stray -> folders.isChanged(stray.file().display()))
                .forEach(stray -> order.add(stray, Role.JUDGED));
        return order;
    }

    /** Finds what is edited and what is new; what is gone is left. */
    private List<LintFile> compared() {
        Map<String, LintFile> gone = new HashMap<>();
        Stream<LintFile> versioned = folders.before().migrations().stream().filter(file -> file.number() != null);
        versioned.forEach(file -> gone.put(file.identity(), file));
        for (LintFile file : folders.now().migrations()) {
            if (file.number() == null) {
                continue;
            }
            @Nullable LintFile was = gone.remove(file.identity());
            if (was == null) {
                fresh.add(file);
            } else if (!was.history(settings) && folders.wanted(file) && isOther(was, file)) {
                add(OfBranch.edited(file.file().display(), folders.base()), file);
            }
        }
        return gone.values().stream()
                .filter(file -> !file.history(settings))
                .sorted(LintFile.ORDER)
                .toList();
    }

    /** A database that was made by a baseline, or says that it has it, stands on the text that it had. */
    private void edited(LintFile baseline) {
        folders.before().baselines().stream()
                .filter(was -> was.identity().equals(baseline.identity()))
                .filter(was -> folders.wanted(baseline) && isOther(was, baseline))
                .forEach(was -> add(OfBranch.edited(baseline.file().display(), folders.base()), baseline));
    }

    /** A text that was there, under another version, is no new migration. */
    private void gone(List<LintFile> files) {
        List<LintFile> left = new ArrayList<>(files);
        for (LintFile was : files) {
            String checksum = checksum(was);
            @Nullable
            LintFile renamed = checksum.isEmpty() || checksum.equals(EMPTY)
                    ? null
                    : fresh.stream()
                            .filter(file -> checksum(file).equals(checksum))
                            .findFirst()
                            .orElse(null);
            if (renamed != null) {
                fresh.remove(renamed);
                left.remove(was);
                if (folders.wanted(renamed)) {
                    String before = was.name().version();
                    add(OfBranch.renamed(renamed.file().display(), before, folders.base()), renamed);
                }
            }
        }
        left.removeIf(file -> !folders.wanted(file) || folders.now().mayStandFor(file));
        if (left.size() > MANY) {
            LintFile first = left.get(0);
            String last = left.get(left.size() - 1).file().display();
            add(OfBranch.deleted(first.file().display(), last, left.size(), folders.base()), first);
        } else {
            left.forEach(file -> add(OfBranch.deleted(file.file().display(), folders.base()), file));
        }
    }

    /** A new one below what is there is late; history is only what somebody brings along as a whole. */
    private void fresh(LintFile file) {
        @Nullable LintFile newest = newest();
        boolean history = file.history(settings);
        boolean late = newest != null
                && newest.number() != null
                && file.number() != null
                && file.number().compareTo(newest.number()) <= 0;
        boolean judged = folders.wanted(file) && (late || !history);
        @Nullable LintFile taken = taken(file);
        if (taken != null && newest != null && folders.wanted(file)) {
            String other = taken.file().display();
            add(OfBranch.taken(file.file().display(), other, folders.base(), folders.after(newest)), file);
        } else if (judged && late && !settings.outOfOrder(file.owner())) {
            String other = newest == null ? "" : newest.file().display();
            add(OfBranch.older(file.file().display(), other, folders.base(), history), file);
        }
        order.add(file, judged ? Role.UNRELEASED : Role.KNOWN);
    }

    /** The highest version that is there without the branch. */
    private @Nullable LintFile newest() {
        return Stream.concat(Stream.ofNullable(folders.before().newest()), folders.tip().stream())
                .filter(file -> fresh.stream().noneMatch(each -> samePath(each, file)))
                .max(LintFile::byNumber)
                .orElse(null);
    }

    /** The file that has the same version where the branch will go; null when there is none. A file of its own path is itself. */
    private @Nullable LintFile taken(LintFile file) {
        List<LintFile> same = folders.tip().stream()
                .filter(each -> each.identity().equals(file.identity()))
                .toList();
        return same.stream().anyMatch(each -> samePath(each, file))
                ? null
                : same.stream().findFirst().orElse(null);
    }

    private static boolean samePath(LintFile one, LintFile other) {
        return one.file().display().equals(other.file().display());
    }

    private void add(Finding finding, LintFile file) {
        @Nullable LintText text = file.equals(folders.now().migration(file.identity())) ? read(file) : null;
        order.add(new FileFinding(finding, file.name().version(), text == null ? null : text.text()));
    }

    private boolean isChanged(LintFile file) {
        @Nullable LintFile was = folders.before().migration(file.identity());
        return was == null || isOther(was, file);
    }

    private boolean isOther(LintFile was, LintFile file) {
        boolean moved = !was.file().display().equals(file.file().display());
        return (moved || folders.isChanged(file.file().display()))
                && !checksum(was).equals(checksum(file));
    }

    private String checksum(LintFile file) {
        @Nullable LintText text = read(file);
        return text == null ? "" : text.checksum();
    }

    private @Nullable LintText read(LintFile file) {
        try {
            return texts.of(file);
        } catch (UnreadableScriptException e) {
            return null;
        }
    }
}
