package dev.bellows.adopt;

import dev.bellows.model.Adoption;
import dev.bellows.model.Adoption.Adopted;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import dev.bellows.plan.Recorded;
import dev.bellows.source.Following;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tool's history beside the files and the ledger, at one moment. */
public final class Look {
    private final AdoptionSource from;
    private final Tool tool;
    private final Build build;
    private final String owner;
    private final Recorded recorded;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> onlyInTable = new ArrayList<>();
    private final Map<Migration, Adopted> adopted = new LinkedHashMap<>();
    private final Set<Migration> known = new HashSet<>();
    private String table = "";
    private int rows;
    private int already;
    private @Nullable String newest;

    private Look(AdoptionSource from, Tool tool, Build build, List<Entry> entries) {
        this.from = from;
        this.tool = tool;
        this.build = build;
        this.owner = owner(build);
        this.recorded = new Recorded(entries);
    }

    /**
     * Reads the tool's table.
     *
     * @param schema where it is looked for first
     * @param build what is shipped, all of it read as history: only what has not run must be runnable
     * @param entries of the ledger
     * @throws dev.bellows.model.ConfigurationException when there is no such tool
     * @throws UnknownTableException when its table cannot be read
     */
    public static Look at(Connection connection, String schema, AdoptionSource from, Build build, List<Entry> entries)
            throws SQLException {
        Tool tool = Tools.named(from.tool());
        Table table = Table.find(connection, tool, from.table(), schema);
        Look look = new Look(from, tool, build, entries);
        look.table = table.display();
        look.take(tool.read(table, new Files(look.own())));
        return look;
    }

    /** Whose migrations the table is about: it knows no owners, and versions may occur more than once. */
    private static String owner(Build build) {
        List<String> owners =
                build.migrations().stream().map(Migration::owner).distinct().toList();
        return owners.size() == 1 ? owners.get(0) : MigrationId.MAIN;
    }

    /** Likewise. */
    public String owner() {
        return owner;
    }

    private List<Migration> own() {
        return build.migrations().stream()
                .filter(file -> file.owner().equals(owner))
                .toList();
    }

    private void take(List<Row> read) {
        refusals.addAll(build.refusals());
        for (Row row : read) {
            if (row.refusal() != null) {
                refusals.add(row.refusal());
                continue;
            }
            rows++;
            newest = row.name();
            if (baseline() == null) {
                match(row);
            }
        }
        if (baseline() != null) {
            count();
        } else if (rows > 0 && known.isEmpty() && refusals.isEmpty()) {
            refusals.add(Refusal.of(
                    "adopt-no-match",
                    "none of the " + rows + " migrations in " + table + " has a file in the folder",
                    "name the folder that " + tool.name() + " runs: --migrations FOLDER; if its migrations are not SQL,"
                            + " name a new folder and say that nothing in it has run: --up-to 0"));
        }
    }

    private void match(Row row) {
        @Nullable Migration file = row.file();
        if (file == null) {
            onlyInTable.add(row.name());
            return;
        }
        @Nullable String otherwise = recorded.otherwise(file);
        Agreement agreement = recorded.has(file) ? Agreement.UNKNOWN : tool.check(row, file);
        if (agreement == Agreement.DIFFERS && file.repeatable()) {
            notices.add(
                    file.script().name() + " has changed since " + tool.name() + " ran it: apply will run it again");
            return;
        }
        boolean first = known.add(file);
        if (recorded.has(file)) {
            already += first ? 1 : 0;
        } else if (otherwise != null) {
            refusals.add(Refusal.of(
                    "adopt-conflict",
                    file.label(),
                    file.script().name(),
                    tool.name() + " has applied version " + file.label() + ", and Bellows's ledger calls it "
                            + otherwise,
                    "say which is true: bellows resolve " + file.label() + " --as applied, or --as reverted"));
        } else if (agreement == Agreement.DIFFERS) {
            refusals.add(Refusal.of(
                    "adopt-edited",
                    file.label(),
                    file.script().name(),
                    "it has changed since " + tool.name() + " ran it: its checksum is not the one in "
                            + (tool.sums() == null ? table : tool.sums()),
                    tool.repair()));
        } else {
            adopted.put(file, new Adopted(file.label(), row.name(), agreement == Agreement.AGREES));
        }
    }

    /** Files that are not the tool's own: a baseline says how many of them are in the database. */
    private void count() {
        Version upTo = Objects.requireNonNull(baseline());
        @Nullable Version head = build.head();
        if (upTo.compareTo(Version.of("0")) > 0 && (head == null || head.compareTo(upTo) < 0)) {
            refusals.add(Refusal.of(
                    "above-all-files",
                    "no file has a version as high as " + upTo
                            + ": files up to it would count as applied before they are written",
                    head == null ? "leave out --up-to" : "the highest there is: --up-to " + head));
        } else if (recorded.baselined(upTo)) {
            already = 1;
        } else if (!recorded.empty()) {
            refusals.add(Refusal.of(
                    "baseline-too-late",
                    "the ledger records migrations already",
                    "see: bellows status; for a single one: bellows resolve V --as applied"));
        }
        own().stream()
                .filter(file -> !file.repeatable() && file.number().compareTo(upTo) <= 0)
                .forEach(known::add);
    }

    /** The version up to which all counts as applied; null where files are matched. */
    public @Nullable Version baseline() {
        return from.upTo() != null ? from.upTo() : tool.readable() ? null : Version.of("0");
    }

    /** What there is to write for each migration that was matched, in the order in which they run. */
    public List<Migration> migrations() {
        return build.migrations().stream().filter(adopted::containsKey).toList();
    }

    /** Why a migration has an entry, for the ledger. */
    public String reason(Migration migration) {
        Adopted how = Objects.requireNonNull(adopted.get(migration));
        return tool.name() + ", " + table + ": " + how.name() + (how.checked() ? ", same checksum" : "");
    }

    /** Likewise for the baseline. */
    public String reason() {
        return tool.name() + ", " + table + ": " + rows + " migrations"
                + (newest == null ? "" : ", the last " + newest);
    }

    /** Why nothing can be adopted. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** What was found. */
    public Adoption adoption(boolean done, Report report) {
        List<Migration> pending = build.migrations().stream()
                .filter(file -> !known.contains(file) && !recorded.has(file))
                .toList();
        @Nullable Version baseline = baseline();
        @Nullable String history = enforceFrom(pending);
        if (history != null && !owner.equals(MigrationId.MAIN)) {
            notices.add("they belong to " + owner + ": for bellows.toml, [owner." + owner + "] enforce-from = \""
                    + history + "\"");
            history = null;
        }
        return new Adoption(
                tool.name(),
                table,
                rows,
                newest,
                done,
                migrations().stream()
                        .map(file -> Objects.requireNonNull(adopted.get(file)))
                        .toList(),
                already,
                onlyInTable,
                pending.stream().map(Migration::label).toList(),
                baseline == null ? null : baseline.toString(),
                history,
                refusals,
                notices,
                report);
    }

    /** Above all that has run, and above nothing that has not: what is history never runs on this database. */
    private @Nullable String enforceFrom(List<Migration> pending) {
        List<Migration> there = own().stream()
                .filter(file -> !file.repeatable() && (known.contains(file) || recorded.has(file)))
                .toList();
        @Nullable
        Migration first = pending.stream()
                .filter(file -> !file.repeatable() && file.owner().equals(owner))
                .findFirst()
                .orElse(null);
        if (there.isEmpty()
                || (first != null && first.number().compareTo(there.get(0).number()) < 0)) {
            return null;
        }
        Version last = there.get(there.size() - 1).number();
        if (first != null) {
            return first.version();
        }
        boolean parts = there.stream().anyMatch(file -> file.number().digits().indexOf('.') >= 0);
        return parts ? last + ".1" : Following.number(last.toString());
    }
}
