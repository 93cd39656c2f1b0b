package dev.bellows.quarantine;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.QuarantineWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in quarantine by now, so that it is known what is needed there. Read from the ledger when it is first asked for. */
public final class Whereabouts {
    private final Connection connection;
    private final @Nullable LedgerTables tables;
    private final boolean foresees;
    private final Set<String> schemas = new HashSet<>();
    private final Set<String> objects = new HashSet<>();
    /** Columns of which only text waits: their types may go. */
    private final Set<String> texts = new HashSet<>();

    private final List<String> assumptions = new ArrayList<>();
    private boolean read;

    private Whereabouts(Connection connection, @Nullable LedgerTables tables, boolean foresees) {
        this.connection = connection;
        this.tables = tables;
        this.foresees = foresees;
    }

    /** What waits now. */
    public static Whereabouts now(Connection connection, LedgerTables tables) {
        return new Whereabouts(connection, tables, false);
    }

    /** What will wait when a plan has run: what it takes is still in its place. */
    public static Whereabouts planned(Connection connection, LedgerTables tables) {
        return new Whereabouts(connection, tables, true);
    }

    /** These alone. */
    public static Whereabouts of(Connection connection, Iterable<Stored> things) {
        Whereabouts some = new Whereabouts(connection, null, false);
        things.forEach(some::add);
        return some;
    }

    private void add(Stored stored) {
        schemas.add(stored.kept().name());
        if (stored.kept().way() == QuarantineWay.RENAMED) {
            objects.add(stored.kept().place());
        } else if (stored.extension()) {
            objects.add(stored.kept().object());
        }
    }

    /** It is there from now on; or, of a plan, from that statement on. */
    public void took(Keep keep) {
        schemas.add(keep.schema());
        if (foresees && keep.asText()) {
            texts.add(keep.object());
        } else if (keep.way() == QuarantineWay.NEEDED || foresees) {
            objects.add(keep.object());
        } else if (keep.way() == QuarantineWay.RENAMED) {
            objects.add(keep.place());
        }
    }

    /** Whether what is taken is still in its place. */
    boolean foresees() {
        return foresees;
    }

    /** Of a plan: something else needs it, and is taken to be gone when the plan comes to it. */
    void assumesGone(Needed needed, String others) {
        assumptions.add("what needs " + needed.type() + " " + needed.identity()
                + " must be gone by then, else it is refused: " + others);
    }

    /** Of a plan: what was taken to be so since this was last asked, each in a clause. */
    public List<String> assumptions() {
        List<String> since = List.copyOf(assumptions);
        assumptions.clear();
        return since;
    }

    /** The names of the schemas. */
    Set<String> schemas() throws SQLException {
        read();
        return schemas;
    }

    /** Tables, columns and other objects that wait, or will, where they are; quoted where they must be. */
    Set<String> objects() throws SQLException {
        read();
        return objects;
    }

    /** Tables and columns that a plan will have taken, by the names that they still have. */
    Set<String> foreseen() {
        Set<String> all = new HashSet<>(foresees ? objects : Set.of());
        all.addAll(texts);
        return all;
    }

    private void read() throws SQLException {
        if (!read && tables != null) {
            Inventory.all(connection, tables).forEach(this::add);
        }
        read = true;
    }
}
