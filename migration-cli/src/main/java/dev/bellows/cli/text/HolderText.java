package dev.bellows.cli.text;

import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Report;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds contracts: who, since when, and what to do about it. */
public final class HolderText {
    /** A pool of two hundred hosts must not push what to do from the screen. */
    private static final int MOST = 8;

    /** The server's clock: ours may be another. */
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private HolderText() {}

    /** {@code 2026-11-21 14:35:02}, in UTC; empty where it is not known. */
    static String when(@Nullable Instant at) {
        return at == null ? "" : WHEN.format(at);
    }

    /** {@code 2 instances of api 1.3.0 (head 0041) on web-1 and others, since 2026-11-21 14:35:02 UTC}. */
    static String who(Holder holder) {
        String since = holder.since() == null ? "" : ", since " + when(holder.since()) + " UTC";
        return Cells.plain(holder.who() + since);
    }

    /** Each holder, and below those that need the same what to do. */
    static List<String> lines(List<Holder> holders, Ink ink) {
        List<String> lines = new ArrayList<>();
        Map<String, List<Holder>> byNext =
                holders.stream().collect(Collectors.groupingBy(Holder::next, LinkedHashMap::new, Collectors.toList()));
        byNext.forEach((next, same) -> {
            same.stream().limit(MOST).forEach(holder -> lines.add("  by " + who(holder)));
            if (same.size() > MOST) {
                lines.add("  and " + (same.size() - MOST) + " more like these; all of them: bellows gate --json");
            }
            lines.add("    " + ink.strong("next:") + " " + Cells.plain(next));
        });
        return lines;
    }

    /** What a run left held, and what it passed over; nothing where there is nothing. */
    public static List<String> held(Report report, Ink ink) {
        List<String> lines = new ArrayList<>();
        List<Held> passedOver = new ArrayList<>();
        for (Held held : report.held()) {
            if (held.behind()) {
                continue;
            }
            if (held.holders().isEmpty()) {
                passedOver.add(held);
            } else {
                lines.add(ink.strong("held: " + label(held.migration())) + ", " + safe(held.after()));
                lines.addAll(lines(held.holders(), ink));
            }
        }
        if (!passedOver.isEmpty()) {
            lines.add(Words.count(passedOver.size(), "contract") + " passed over: "
                    + passedOver.stream().map(held -> label(held.migration())).collect(Collectors.joining(", "))
                    + "; once the old release is gone: bellows apply --phase contract");
        }
        lines.addAll(behind(report.held()));
        return lines;
    }

    /** What waits behind contracts. */
    static List<String> behind(List<Held> all) {
        Map<MigrationLabel, String> waiting = all.stream()
                .filter(Held::behind)
                .collect(Collectors.groupingBy(
                        Held::after,
                        LinkedHashMap::new,
                        Collectors.mapping(held -> label(held.migration()), Collectors.joining(", "))));
        return waiting.entrySet().stream()
                .map(contract -> "behind " + label(contract.getKey()) + ", as "
                        + (contract.getValue().contains(",") ? "they have" : "it has")
                        + " to do with the same objects, waits: " + contract.getValue())
                .toList();
    }

    /** {@code until every build that lives ships 0042}. */
    static String safe(MigrationLabel after) {
        return "until every build that lives ships " + label(after);
    }

    private static String label(MigrationLabel label) {
        return Cells.plain(label.toString());
    }
}
