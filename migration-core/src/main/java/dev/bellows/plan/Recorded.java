package dev.bellows.plan;

import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Version;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the ledger says already of migrations that another tool applied. */
public final class Recorded {
    private final History history;
    private final List<Entry> entries;

    /** What these entries say. */
    public Recorded(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.history = History.of(entries);
    }

    /** Whether the ledger knows that it is in the database. */
    public boolean has(Migration migration) {
        return history.applied(migration);
    }

    /** What else it says of it, such as {@code reverted}; null when it says nothing, or that it is in the database. */
    public @Nullable String otherwise(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        return standing == null || standing.applied()
                ? null
                : standing.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Whether a baseline reaches at least this version. */
    public boolean baselined(Version version) {
        return entries.stream()
                .filter(entry -> entry.event() == EventKind.BASELINED)
                .map(Entry::id)
                .filter(id -> id.owner().equals(MigrationId.MAIN))
                .anyMatch(id -> Version.of(id.key()).compareTo(version) >= 0);
    }

    /** Whether it says nothing of any migration. */
    public boolean empty() {
        return history.empty();
    }
}
