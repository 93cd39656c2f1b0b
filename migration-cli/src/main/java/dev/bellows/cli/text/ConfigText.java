package dev.bellows.cli.text;

import dev.bellows.cli.config.EffectiveValue;
import dev.bellows.cli.connect.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code bellows config} prints. Nothing is cut: a value that is cut short cannot be checked. */
public final class ConfigText {
    private ConfigText() {}

    /**
     * Its lines.
     *
     * @param file the configuration; null when there is none
     * @param connection empty when no database is named
     */
    public static List<String> of(
            @Nullable String file, List<EffectiveValue> settings, List<Fact> connection, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(file == null ? "no bellows.toml was found" : "configuration: " + Cells.plain(file));
        lines.add("");
        Table table = new Table(Integer.MAX_VALUE, Integer.MAX_VALUE);
        table.row("SETTING", "VALUE", "FROM");
        settings.forEach(
                setting -> table.row(setting.key(), setting.value().isEmpty() ? "-" : setting.value(), setting.from()));
        addTo(lines, table, ink);
        lines.add("");
        if (connection.isEmpty()) {
            lines.add("no database is named: --url, BELLOWS_URL, PGSERVICE, PGHOST or PGDATABASE");
            return lines;
        }
        Table facts = new Table(Integer.MAX_VALUE, Integer.MAX_VALUE);
        facts.row("CONNECTION", "VALUE", "FROM");
        connection.forEach(fact -> facts.row(fact.name(), fact.value(), fact.from()));
        addTo(lines, facts, ink);
        return lines;
    }

    private static void addTo(List<String> lines, Table table, Ink ink) {
        List<String> rows = table.lines();
        lines.add(ink.strong(rows.get(0)));
        lines.addAll(rows.subList(1, rows.size()));
    }
}
