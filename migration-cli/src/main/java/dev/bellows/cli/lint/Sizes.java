package dev.bellows.cli.lint;

import dev.bellows.cli.connect.TableSize;
import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.TableEffect;
import dev.bellows.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How large tables are on a server.
 *
 * @param asked whether one was asked
 */
public record Sizes(boolean asked, Map<ObjectName, TableSize> known) {
    /** Nobody was asked. */
    public static final Sizes NONE = new Sizes(false, Map.of());

    public Sizes {
        known = Map.copyOf(known);
    }

    /** The tables that findings make somebody wait for. */
    public static Set<ObjectName> wanted(LintReport report) {
        Set<ObjectName> wanted = new TreeSet<>(ObjectName.ORDER);
        report.findings().forEach(finding -> stopped(finding).forEach(effect -> wanted.add(effect.table())));
        return wanted;
    }

    /** What a finding's statement does to tables that readers or writers are stopped from. */
    public static List<TableEffect> stopped(Finding finding) {
        return finding.effects().stream()
                .filter(effect -> effect.lock().stopsWriters())
                .toList();
    }

    /** The size of a table; empty when nobody was asked, or the server has no such table. */
    public Optional<TableSize> of(ObjectName table) {
        return Optional.ofNullable(known.get(table));
    }
}
