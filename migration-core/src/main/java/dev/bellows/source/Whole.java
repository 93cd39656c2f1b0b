package dev.bellows.source;

import dev.bellows.lint.LintScript.Role;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.source.MigrationName.Kind;
import org.jspecify.annotations.Nullable;

/** Folders as they stand, in the order in which they run on a new database. */
final class Whole {
    private final LintFolders folders;
    private final Settings settings;
    private final @Nullable String since;

    Whole(LintFolders folders, Settings settings, @Nullable String since) {
        this.folders = folders;
        this.settings = settings;
        this.since = since;
    }

    LintOrder order() {
        LintOrder order = new LintOrder();
        folders.refused().forEach(order::add);
        for (LintFile file : folders.now().known()) {
            order.add(file, role(file));
            @Nullable LintFile reverse = folders.now().reverse(file);
            if (reverse != null && folders.wanted(reverse) && !earlier(file)) {
                order.add(reverse, Role.DOWN);
            }
        }
        folders.strays().forEach(stray -> order.add(stray, Role.JUDGED));
        return order;
    }

    private Role role(LintFile file) {
        // What it does was judged where the migrations were that it stands for.
        if (file.is(Kind.BASELINE) || !folders.wanted(file) || earlier(file)) {
            return Role.KNOWN;
        }
        return file.is(Kind.REPEATABLE) ? Role.REPEATABLE : since == null ? Role.JUDGED : Role.UNRELEASED;
    }

    private boolean earlier(LintFile file) {
        return file.history(settings) || beforeSince(file);
    }

    private boolean beforeSince(LintFile file) {
        if (since == null || file.number() == null) {
            return false;
        }
        try {
            return file.number().compareTo(file.layout().version(since)) < 0;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "--since " + since + " is not a version\nnext: write it as the files' names do, such as "
                            + file.name().version(),
                    Report.EMPTY,
                    e);
        }
    }
}
