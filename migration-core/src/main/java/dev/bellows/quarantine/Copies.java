package dev.bellows.quarantine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies in batches that a migration may count on.
 *
 * @param begun those that there are
 * @param more whether further ones may be begun: not any more in the migration's own transaction
 */
public record Copies(List<Begun> begun, boolean more) {
    /** There are none, and it is too late to begin one. */
    public static final Copies NONE = new Copies(List.of(), false);

    /** There are none yet. */
    public static final Copies POSSIBLE = new Copies(List.of(), true);

    /**
     * One that there is.
     *
     * @param schema where it is
     * @param table its table's identity
     * @param number the column's in it
     */
    public record Begun(String schema, long table, int number) {}

    public Copies {
        begun = List.copyOf(begun);
    }

    @Nullable
    String schemaOf(Column column) {
        return begun.stream()
                .filter(copy -> copy.table() == column.oid() && copy.number() == column.number())
                .map(Begun::schema)
                .findFirst()
                .orElse(null);
    }
}
