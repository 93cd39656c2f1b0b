package dev.bellows.adopt;

import dev.bellows.model.Migration;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool that migrates databases and keeps its history in a table. */
interface Tool {
    /** The name that {@code --from} takes. */
    String name();

    /** Where it keeps its history: a table's name, with its schema where that is always the same. */
    String table();

    /** Whether its migrations are files that a layout of ours reads; else its history becomes a baseline. */
    default boolean readable() {
        return true;
    }

    /**
     * What it has applied and not taken back, in the order in which it did; with what it left unfinished.
     *
     * @param files what the folder holds
     */
    List<Row> read(Table table, Files files) throws SQLException;

    /** Whether the file is still the one that ran. By default the tool keeps nothing that could tell. */
    default Agreement check(Row row, Migration file) {
        return Agreement.UNKNOWN;
    }

    /** Where it keeps the checksums, if not in its table. */
    default @Nullable String sums() {
        return null;
    }

    /** What to do about a file that is not the one that ran. */
    default String repair() {
        return "put the file back as it ran";
    }
}
