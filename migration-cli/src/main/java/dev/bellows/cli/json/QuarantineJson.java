package dev.bellows.cli.json;

import dev.bellows.model.Kept;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Restoration;
import dev.bellows.model.UnfinishedCopy;
import dev.bellows.plan.Keeping;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waits in quarantine, goes there and comes back, as JSON's objects. */
public final class QuarantineJson {
    private QuarantineJson() {}

    /** What waits. */
    public static List<Map<String, @Nullable Object>> kept(List<Kept> kept) {
        return kept.stream().map(QuarantineJson::kept).toList();
    }

    private static Map<String, @Nullable Object> kept(Kept kept) {
        return Json.fields(
                "name", kept.name(),
                "object", kept.object(),
                "owner", kept.migration().owner(),
                "version", kept.migration().version(),
                "down", kept.down(),
                "way", word(kept.way()),
                "place", kept.place(),
                // Nobody counted where the server had no estimate.
                "rows", kept.rows() == 0 && !kept.counted() ? null : kept.rows(),
                "counted", kept.counted(),
                "bytes", kept.bytes(),
                "since", kept.since().toString(),
                "until", kept.until().toString(),
                "lost", kept.lost(),
                "gone", kept.gone());
    }

    /** What is being copied in batches. */
    public static List<Map<String, @Nullable Object>> copying(List<UnfinishedCopy> copies) {
        return copies.stream().map(QuarantineJson::copying).toList();
    }

    private static Map<String, @Nullable Object> copying(UnfinishedCopy unfinished) {
        OpenCopy copy = unfinished.copy();
        return Json.fields(
                "name", copy.schema(),
                "object", copy.object(),
                "owner", copy.migration().owner(),
                "version", copy.migration().version(),
                "down", copy.down(),
                "since", copy.since().toString(),
                "rows", unfinished.rows(),
                "total", unfinished.total() == 0 ? null : unfinished.total(),
                "whole", unfinished.whole(),
                "gone", unfinished.gone());
    }

    /** What comes back, or came. */
    public static List<Map<String, @Nullable Object>> restorations(List<Restoration> restorations) {
        return restorations.stream()
                .map(restoration -> Json.fields("kept", kept(restoration.kept()), "missing", restoration.missing()))
                .toList();
    }

    static Map<String, @Nullable Object> keeping(Keeping keeping) {
        return Json.fields(
                "statement", keeping.statement(),
                "object", keeping.object(),
                "way", word(keeping.way()),
                "back", keeping.back(),
                "place", keeping.place(),
                "instead", keeping.instead(),
                "batches", keeping.batches() == null ? null : batches(keeping.batches()),
                "sql", keeping.sql(),
                "lost", keeping.lost());
    }

    private static Map<String, @Nullable Object> batches(Keeping.Batches batches) {
        return Json.fields(
                "begin", batches.begin(),
                "batch", batches.batch(),
                "again", batches.again(),
                "rows", batches.rows() == 0 ? null : batches.rows());
    }

    private static String word(QuarantineWay way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
