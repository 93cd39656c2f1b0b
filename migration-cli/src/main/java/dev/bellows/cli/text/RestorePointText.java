package dev.bellows.cli.text;

import dev.bellows.model.Progress;
import dev.bellows.model.RestorePoint;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What there is to go back to, in a line. */
public final class RestorePointText {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private RestorePointText() {}

    /** {@code before.dump, made 2026-11-22 07:13:44 UTC before 0013}. */
    public static String of(RestorePoint point) {
        return (point.what() == null ? "one that has no name" : Cells.plain(point.what())) + ", made "
                + WHEN.format(point.at()) + " before "
                + Cells.plain(point.before().toString());
    }

    /** {@code 0013: makes a restore point}. */
    static String started(Progress.RestorePointStarted started) {
        return Cells.plain(started.migration().label().toString()) + ": makes a restore point";
    }

    /** {@code restore point before 0013: before.dump (12.1 s)}. */
    static String made(Progress.RestorePointMade made) {
        RestorePoint point = made.restorePoint();
        return "restore point before " + Cells.plain(point.before().toString()) + ": "
                + (point.what() == null ? "made" : Cells.plain(point.what())) + " (" + Words.time(made.took()) + ")";
    }
}
