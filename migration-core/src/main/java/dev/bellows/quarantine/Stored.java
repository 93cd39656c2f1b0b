package dev.bellows.quarantine;

import dev.bellows.model.Kept;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.QuarantineWay;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits, and how it comes back.
 *
 * @param table its table as it was, quoted where it must be
 * @param column where the column was; null where it is none
 * @param checksum of the migration's file when it was last applied before; null when that is not known
 */
public record Stored(
        Kept kept,
        String table,
        @Nullable ColumnPlace column,
        @Nullable String checksum,
        List<Mend> restore) {
    private static final Pattern MOVE = Pattern.compile("^ALTER TABLE (.+) SET SCHEMA ", Pattern.DOTALL);

    /** Beside the copy of a column whose values are kept as text, an empty table that needs its domain. */
    static final String ITS_TYPE = "\"its type\"";

    private static final Pattern SEQUENCE = Pattern.compile("^ALTER SEQUENCE (.+) SET SCHEMA ", Pattern.DOTALL);

    private static final Pattern STANDS =
            Pattern.compile("^SELECT pg_catalog\\.setval\\(.+, last_value, is_called\\) FROM (.+)$", Pattern.DOTALL);

    private static final Pattern SCHEMA = Pattern.compile("^(?:\"(?:[^\"]|\"\")*\"|[^\".]+)\\.");

    public Stored {
        restore = List.copyOf(restore);
    }

    /** Of what something else needs, how DROP calls it. */
    public String type() {
        return kept.object().replaceFirst(" .*", "");
    }

    /** Whether it is an extension, which waits where it was. */
    public boolean extension() {
        return neededByOthers() && type().equals("extension");
    }

    /** Whether it is a column that is made again, and filled where it had values. */
    public boolean made() {
        return kept.way() == QuarantineWay.COPIED || kept.way() == QuarantineWay.DEFINED;
    }

    /** Whether something else that waits needs it. */
    public boolean neededByOthers() {
        return kept.way() == QuarantineWay.NEEDED;
    }

    /** Whether it is a column whose values follow from others. */
    public boolean generated() {
        return restore.stream().anyMatch(mend -> mend.what().equals(ColumnPieces.GENERATED));
    }

    /** The same, and this does not come back either. */
    Stored losing(String what) {
        return losing(what, kept.lost());
    }

    /** The same, and this does come back. */
    Stored comingWith(String what) {
        List<String> lost =
                kept.lost().stream().filter(each -> !each.equals(what)).toList();
        return new Stored(kept.withLost(lost), table, column, checksum, restore);
    }

    /**
     * The same without what people have dropped where it waits.
     *
     * @param gone what would bring each back
     */
    Stored without(List<String> gone) {
        Stored left = this;
        for (Mend mend : kept.gone() ? List.<Mend>of() : restore) {
            if (gone.contains(mend.sql())) {
                List<Mend> others = new ArrayList<>(left.restore);
                others.remove(mend);
                left = bringing(others)
                        .losing(mend.what() + ": somebody has dropped it in " + kept.name(), left.kept.lost());
            }
        }
        return left;
    }

    /** The same, brought back by other statements. */
    Stored bringing(List<Mend> others) {
        return new Stored(kept, table, column, checksum, others);
    }

    private Stored losing(String what, List<String> besides) {
        List<String> lost = new ArrayList<>(besides);
        lost.add(what);
        return new Stored(kept.withLost(lost), table, column, checksum, restore);
    }

    /** A copy in batches that nobody wants any more: what there is of it can be thrown away. */
    public static Stored of(OpenCopy copy) {
        Kept kept = new Kept(
                copy.schema(),
                copy.object(),
                copy.migration(),
                copy.down(),
                QuarantineWay.COPYING,
                copy.schema(),
                0,
                false,
                null,
                copy.since(),
                copy.since(),
                List.of(),
                false);
        return new Stored(kept, copy.table(), null, copy.checksum(), List.of());
    }

    /** The tables that come back with it: a partitioned one brings its partitions. */
    public List<String> tables() {
        return restore.stream()
                .filter(mend ->
                        mend.sql().startsWith("ALTER TABLE ") && mend.sql().contains(" SET SCHEMA "))
                .map(Mend::what)
                .toList();
    }

    /** Whether a text has a table's name, of whatever schema, for a word. */
    public boolean isNamedIn(String sql) {
        String name = local(table).replace("\"", "");
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(sql)
                .find();
    }

    /** The names of its own things in its schema, quoted where they must be; none of what has no schema, or nothing in it. */
    List<String> ownNames() {
        return switch (kept.way()) {
            case MOVED ->
                restore.stream()
                        .map(mend -> MOVE.matcher(mend.sql()))
                        .filter(Matcher::find)
                        .map(move -> local(move.group(1)))
                        .toList();
            case NEEDED -> List.of(extension() ? kept.object() : local(kept.place()));
            case COPIED -> {
                List<String> names = new ArrayList<>(List.of(local(kept.place()), ITS_TYPE));
                names.addAll(besides());
                yield names;
            }
            case COPYING ->
                List.of(local(table), "bellows_last", "bellows_changes", "bellows_progress", "bellows_changed");
            case DEFINED -> {
                List<String> names = new ArrayList<>(List.of(ITS_TYPE));
                names.addAll(besides());
                yield names;
            }
            case RENAMED -> List.of();
        };
    }

    /** Of a column, its sequences; or the tables in which it is written where those stood. */
    private List<String> besides() {
        return Stream.concat(
                        sequences().stream(),
                        restore.stream()
                                .map(mend -> STANDS.matcher(mend.sql()))
                                .filter(Matcher::find)
                                .map(stands -> stands.group(1)))
                .map(Stored::local)
                .toList();
    }

    /** The sequences of a serial column that wait with it, where they wait, quoted where they must be. */
    public List<String> sequences() {
        return restore.stream()
                .map(mend -> SEQUENCE.matcher(mend.sql()))
                .filter(Matcher::find)
                .map(move -> move.group(1))
                .toList();
    }

    private static String local(String qualified) {
        return SCHEMA.matcher(qualified).replaceFirst("");
    }

    /** Of a column under another name, that. */
    public String hiddenName() {
        return kept.place().substring(table.length() + 1);
    }
}
