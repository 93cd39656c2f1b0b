package dev.bellows.cli.text;

import dev.bellows.model.Kept;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Restoration;
import dev.bellows.plan.Keeping;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What waits in quarantine, goes there and comes back. */
public final class QuarantineText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    /** How long a restore's question may stay open: the server ends its session after that time too. */
    public static final Duration ANSWER = Duration.ofSeconds(30);

    /** Beside that question. */
    public static final String LOCKED =
            "what it needs is locked until you answer, for " + Words.time(ANSWER) + " at most";

    private static final String DEFINITION = "its definition is kept, and makes it again: it had no values of its own";

    private QuarantineText() {}

    /** What waits, and what to type next. */
    public static List<String> list(List<Kept> kept, Ink ink) {
        if (kept.isEmpty()) {
            return List.of("nothing waits in quarantine", ink.strong("next:") + " bellows status");
        }
        List<String> lines = new ArrayList<>();
        for (Kept each : kept) {
            lines.addAll(paragraph(each, ink));
            lines.add("");
        }
        List<Kept> there = kept.stream().filter(each -> !each.gone()).toList();
        if (!there.isEmpty()) {
            String what = there.size() == 1 ? there.get(0).name() : "WHAT";
            lines.add("to see what would come back: bellows quarantine restore " + what + " --dry-run");
        }
        lines.add("what has waited for 30 days, for good: bellows quarantine purge --dry-run");
        return lines;
    }

    /** One thing that waits. */
    private static List<String> paragraph(Kept kept, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(Cells.plain(kept.object())) + "  " + Cells.plain(kept.name()));
        lines.add("  dropped by " + (kept.down() ? "the down of " : "")
                + Cells.plain(kept.migration().toString()) + " at " + HolderText.when(kept.since())
                + " UTC" + (kept.gone() ? "" : "; kept until " + DAY.format(kept.until())));
        if (kept.gone()) {
            lines.add(
                    "  it is gone: " + Cells.plain(kept.place())
                            + ", where it waited, is not there any more (dropped, renamed or moved), and by whom is not known here");
            lines.add("  to take it off this list: bellows quarantine purge " + Cells.plain(kept.name()));
            return lines;
        }
        lines.add("  "
                + (kept.way() == QuarantineWay.DEFINED
                        ? DEFINITION
                        : stays(kept.object(), kept.place())
                                ? "something else that waits needs it: it stays as it was until that goes or comes back"
                                : how(kept.way(), isSequence(kept.object()))
                                        + Cells.plain(kept.place())
                                        + size(": ", kept)));
        if (kept.way() == QuarantineWay.COPIED) {
            lines.add("  a restore gives each of them to the row that has its key then");
        } else if (kept.way() == QuarantineWay.RENAMED) {
            lines.add("  rows that are inserted without a value for it have NULL there");
        }
        if (!kept.lost().isEmpty()) {
            lines.add("  a restore will not bring back:");
            kept.lost().forEach(each -> lines.add("    " + Cells.plain(each)));
        }
        return lines;
    }

    private static boolean isSequence(String object) {
        return object.startsWith("sequence ");
    }

    /** An extension waits where it was. */
    private static boolean stays(String object, String place) {
        return object.equals("extension " + place);
    }

    private static String how(QuarantineWay way, boolean sequence) {
        return switch (way) {
            case MOVED -> "the table itself is now ";
            case COPIED -> "its values are copied to ";
            case DEFINED -> DEFINITION;
            case COPYING -> "its values are being copied to ";
            case RENAMED -> "the column itself is now ";
            case NEEDED -> sequence ? "the sequence itself is now " : "needed by something else that waits; now ";
        };
    }

    private static String size(String between, Kept kept) {
        if (kept.way() == QuarantineWay.NEEDED || kept.way() == QuarantineWay.DEFINED) {
            return "";
        }
        String rows = rows(kept);
        return between + rows + (kept.bytes() == null ? "" : ", " + SizeText.bytes(kept.bytes()));
    }

    private static String rows(Kept kept) {
        if (kept.counted()) {
            return String.format(Locale.ROOT, "%,d", kept.rows()) + (kept.rows() == 1 ? " row" : " rows");
        }
        return kept.rows() == 0 ? "rows not counted" : SizeText.rows(kept.rows());
    }

    /** What a restore has done, or would do. */
    public static List<String> restores(List<Restoration> tried, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add("this comes back:");
        for (Restoration each : tried) {
            lines.add("  " + ink.strong(Cells.plain(each.kept().object()))
                    + from(each.kept())
                    + rows(each.kept().way()));
            each.missing().forEach(missing -> lines.add("    " + ink.bad("not with it:") + " " + Cells.plain(missing)));
            each.kept().lost().forEach(lost -> lines.add("    not as it was: " + Cells.plain(lost)));
        }
        return lines;
    }

    private static String from(Kept kept) {
        if (stays(kept.object(), kept.place())) {
            return ", which was there all the while";
        }
        return kept.way() == QuarantineWay.DEFINED ? ", by its definition" : ", from " + Cells.plain(kept.place());
    }

    /** What holds for any row, whether there is one that was inserted since or not. */
    private static String rows(QuarantineWay way) {
        return switch (way) {
            case COPIED -> ", each value to the row that has its key";
            case RENAMED -> ", with NULL in rows that were inserted without it";
            default -> "";
        };
    }

    /** What a restore did. */
    public static List<String> restored(List<Restoration> restored, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (Restoration each : restored) {
            List<String> differences = new ArrayList<>(each.missing());
            differences.addAll(each.kept().lost());
            lines.add(ink.good("restored") + " " + Cells.plain(each.kept().object())
                    + (differences.isEmpty() ? ", as it was" : ", except:"));
            differences.forEach(difference -> lines.add("  " + Cells.plain(difference)));
        }
        return lines;
    }

    /** What a purge is about to do. */
    public static List<String> purges(List<Kept> old, Duration age, Ink ink) {
        if (old.isEmpty()) {
            return List.of(nothingOld(age));
        }
        List<String> lines = new ArrayList<>();
        if (old.stream().anyMatch(kept -> !kept.gone())) {
            lines.add(ink.bad("this goes for good:"));
        }
        for (Kept kept : old) {
            if (kept.gone()) {
                lines.add("  " + ink.strong(Cells.plain(kept.object())) + " is gone already: "
                        + Cells.plain(kept.place())
                        + " is not there any more (dropped, renamed or moved); it is taken off the list");
                continue;
            }
            boolean unfinished = kept.way() == QuarantineWay.COPYING;
            lines.add("  " + ink.strong(Cells.plain(kept.object())) + ", " + Cells.plain(kept.place())
                    + (unfinished ? ", a copy that is not ended, begun for " : size(", ", kept) + ", dropped by ")
                    + (kept.down() ? "the down of " : "")
                    + Cells.plain(kept.migration().toString()) + " at " + HolderText.when(kept.since()) + " UTC"
                    + (unfinished ? "; the column stays" : ""));
        }
        return lines;
    }

    /** What a purge did. */
    public static List<String> purged(List<Kept> purged, Duration age) {
        List<String> lines = new ArrayList<>();
        purged.stream()
                .collect(Collectors.groupingBy(
                        kept -> kept.gone() ? "taken off the list, as it was not there any more: " : "gone for good: ",
                        TreeMap::new,
                        Collectors.mapping(kept -> Cells.plain(kept.object()), Collectors.joining(", "))))
                .forEach((done, objects) -> lines.add(done + objects));
        return lines.isEmpty() ? List.of(nothingOld(age)) : lines;
    }

    /** Whether a purge of these throws something away: what is gone already is only taken off the list. */
    public static boolean loses(List<Kept> old) {
        return old.stream().anyMatch(kept -> !kept.gone());
    }

    private static String nothingOld(Duration age) {
        return age.isZero()
                ? "nothing waits in quarantine"
                : "nothing has waited in quarantine for " + age(age) + "; see: bellows quarantine";
    }

    private static String age(Duration age) {
        return age.toDays() > 0 && age.equals(Duration.ofDays(age.toDays()))
                ? Words.count(age.toDays(), "day")
                : Words.time(age);
    }

    /** The same, as a dry run. */
    public static List<String> dryRun(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.add("this was a dry run: nothing was changed");
        return all;
    }

    /** What a run kept: for each migration what, until when, and how it comes back. */
    static List<String> keptBy(List<Kept> kept) {
        Map<MigrationLabel, List<Kept>> byMigration =
                kept.stream().collect(Collectors.groupingBy(Kept::migration, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byMigration.forEach((migration, all) -> lines.add("kept in quarantine until "
                + DAY.format(all.get(0).until()) + ": "
                + all.stream().map(each -> Cells.plain(each.object())).collect(Collectors.joining(", "))
                + "; " + back(all) + ": bellows quarantine restore "
                + Cells.plain(all.size() == 1 ? all.get(0).name() : migration.toString())));
        return lines;
    }

    /** What a down dropped comes back by itself, as what a contract dropped does with its down. */
    private static String back(List<Kept> kept) {
        boolean one = kept.size() == 1;
        return kept.get(0).down()
                ? (one ? "it comes" : "they come") + " back when "
                        + Cells.plain(kept.get(0).migration().toString())
                        + (one
                                ? " is applied again and makes it, or with"
                                : " is applied again and makes them, or with")
                : "to bring " + (one ? "it" : "them") + " back";
    }

    /** What a step keeps or brings back: a line for each object, and the SQL that runs for it. */
    static List<String> keepings(List<Keeping> keepings, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (Keeping keeping : keepings) {
            String where = keeping.instead() ? "in place of" : keeping.back() ? "after" : "before";
            lines.add("   " + (keeping.back() ? "brings back " : "keeps ") + Cells.plain(keeping.object()) + ", "
                    + where + " statement " + keeping.statement() + ": "
                    + (keeping.back() ? back(keeping) : kept(keeping)));
            if (keeping.batches() != null) {
                lines.addAll(batches(keeping.batches(), ink));
            }
            for (String sql : keeping.sql()) {
                sql.lines().forEach(line -> lines.add("     " + ink.faint(Cells.plain(line) + remark(line))));
            }
            String lacks = keeping.back() ? "not as it was: " : "a restore will not bring back: ";
            keeping.lost().forEach(lost -> lines.add("     " + lacks + Cells.plain(lost)));
        }
        return lines;
    }

    /** What runs before the migration's gate is opened and its transaction begins. */
    private static List<String> batches(Keeping.Batches batches, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add("     " + (batches.begin().isEmpty() ? "goes on with a copy in batches" : "copies in batches") + ", "
                + (batches.rows() == 0 ? "rows not counted" : SizeText.rows(batches.rows()))
                + ", while the application goes on:");
        if (!batches.begin().isEmpty()) {
            lines.add("     first, in one short transaction:");
            batches.begin().forEach(sql -> statement(sql, lines, ink));
        }
        lines.add("     then, each time in a transaction of its own, with a LIMIT that adapts itself:");
        statement(batches.batch(), lines, ink);
        lines.add("     and of rows that have changed since:");
        statement(batches.again(), lines, ink);
        lines.add("     at last, in the migration's own transaction:");
        return lines;
    }

    private static void statement(String sql, List<String> lines, Ink ink) {
        sql.lines().forEach(line -> lines.add("       " + ink.faint(Cells.plain(line))));
    }

    private static String remark(String sql) {
        return sql.equals("SAVEPOINT bellows_trial") ? "  -- so that what PostgreSQL would refuse is refused" : "";
    }

    private static String back(Keeping keeping) {
        if (stays(keeping.object(), keeping.place())) {
            return "was there all the while";
        }
        return switch (keeping.way()) {
            case DEFINED -> "by its definition";
            case COPIED -> "its values, from " + Cells.plain(keeping.place());
            default -> "from " + Cells.plain(keeping.place());
        };
    }

    private static String kept(Keeping keeping) {
        String place = Cells.plain(keeping.place());
        return switch (keeping.way()) {
            case MOVED -> "moves to " + place;
            case COPIED, COPYING -> "its values are copied to " + place;
            case DEFINED -> DEFINITION;
            case RENAMED -> "stays as " + place;
            case NEEDED ->
                (isSequence(keeping.object()) ? "" : "something that waits needs it; it ")
                        + (stays(keeping.object(), keeping.place())
                                ? "stays until that is purged"
                                : "moves to " + place);
        };
    }
}
