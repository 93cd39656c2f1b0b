package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.effect.Prediction;
import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaObject;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.Directives;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a rule may know beside the statement: all is as it was before it. */
public final class Scope {
    private static final Set<ObjectKind> NO_TABLES = Set.of(ObjectKind.VIEW, ObjectKind.SEQUENCE, ObjectKind.INDEX);

    private final Statement statement;
    private final Schema schema;
    private final int major;
    private final Prediction effect;
    private final Surroundings surroundings;
    private final Passage passage;
    private @Nullable Map<ObjectName, LockMode> inUse;
    private @Nullable Map<ObjectName, LockMode> held;
    private @Nullable List<Node> parts;
    private @Nullable QualifiedName lastAsked;
    private @Nullable ObjectName lastFound;

    /**
     * What stands around a statement.
     *
     * @param script the migration that it is in
     * @param directives of that migration
     * @param statements how many it has
     * @param transactional whether all of them run in one transaction
     * @param mixed whether some of them cannot run in a transaction, and others could
     * @param inDo whether the statement stands in a DO block
     * @param use what it means for transactions
     * @param earlier those before it in the same transaction, in their order
     * @param number which one of its script it is, or stands in
     * @param lookahead what is behind it
     */
    record Surroundings(
            LintScript script,
            Directives directives,
            int statements,
            boolean transactional,
            boolean mixed,
            boolean inDo,
            TransactionUse use,
            List<Earlier> earlier,
            int number,
            Lookahead lookahead) {
        Surroundings {
            earlier = Collections.unmodifiableList(earlier);
        }
    }

    /**
     * A statement before this one in the same transaction, and what it did.
     *
     * @param inUse its locks on tables that were in use
     * @param held those of them that stop readers or writers until the transaction ends
     */
    public record Earlier(
            Statement statement,
            Prediction effect,
            Map<ObjectName, LockMode> inUse,
            Map<ObjectName, LockMode> held,
            int line) {}

    Scope(
            Statement statement,
            Schema schema,
            int major,
            Prediction effect,
            Surroundings surroundings,
            Passage passage) {
        this.statement = statement;
        this.schema = schema;
        this.major = major;
        this.effect = effect;
        this.surroundings = surroundings;
        this.passage = passage;
    }

    /** The parts of the statement, and of these, of one type, in no certain order. They are walked through once. */
    public <T extends Node> List<T> inside(Class<T> type) {
        if (parts == null) {
            parts = Nodes.inside(statement, Node.class);
        }
        List<T> found = List.of();
        for (Node part : parts) {
            if (type.isInstance(part)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(type.cast(part));
            }
        }
        return found;
    }

    /** What the statements before this one have built. */
    public Schema schema() {
        return schema;
    }

    /** The major release of PostgreSQL that will run it. */
    public int major() {
        return major;
    }

    /** What the statement does to tables. */
    public Prediction effect() {
        return effect;
    }

    /** What runs before it in the same transaction; nothing where each statement has its own. */
    public List<Earlier> earlier() {
        return surroundings.earlier();
    }

    /** What its migration creates and alters behind it. */
    public List<Statement> later() {
        return surroundings.lookahead().after(surroundings.number());
    }

    /** Whether all statements of the migration run in one transaction. */
    public boolean transactional() {
        return surroundings.transactional();
    }

    /** Whether it is the only statement of its migration. */
    public boolean alone() {
        return surroundings.statements() == 1;
    }

    /** Whether some statements of the migration cannot run in a transaction, and others could. */
    public boolean mixed() {
        return surroundings.mixed();
    }

    /** The locks that the statement takes on tables in use. */
    public Map<ObjectName, LockMode> inUse() {
        if (inUse == null) {
            inUse = locks(effect.locks(), (name, mode) -> table(name) && !unused(name));
        }
        return inUse;
    }

    /** Those of them that stop readers or writers. */
    public Map<ObjectName, LockMode> held() {
        if (held == null) {
            held = locks(inUse(), (name, mode) -> mode.stopsWriters());
        }
        return held;
    }

    /** Some of the locks, in their order; few statements lock more than one table. */
    private static Map<ObjectName, LockMode> locks(
            Map<ObjectName, LockMode> all, BiPredicate<ObjectName, LockMode> some) {
        if (all.isEmpty()) {
            return all;
        }
        Map<ObjectName, LockMode> found = new LinkedHashMap<>();
        all.forEach((name, mode) -> {
            if (some.test(name, mode)) {
                found.put(name, mode);
            }
        });
        return found.size() < 2 ? Map.copyOf(found) : Collections.unmodifiableMap(found);
    }

    /** Whether it is a table; what a name means that no file makes, only the statement tells. */
    private boolean table(ObjectName name) {
        return schema.object(name)
                .map(object -> object instanceof Table || (object instanceof View view && view.materialized()))
                .orElse(!(statement instanceof Drop drop && NO_TABLES.contains(drop.kind()))
                        && !(statement instanceof Rename rename && NO_TABLES.contains(rename.kind()))
                        && !(statement instanceof AlterTable alter && NO_TABLES.contains(alter.kind())));
    }

    /** Whether it stands in a DO block. */
    public boolean inDo() {
        return surroundings.inDo();
    }

    /** What it means for transactions. */
    public TransactionUse use() {
        return surroundings.use();
    }

    /** What the comments of the migration ask for. */
    public Directives directives() {
        return surroundings.directives();
    }

    /** Whether the migration runs again at every change. */
    public boolean repeatable() {
        return surroundings.script().role() == LintScript.Role.REPEATABLE;
    }

    /** A part of the statement as it was written. */
    public String text(Node part) {
        return text(part.place());
    }

    /** Likewise. */
    public String text(Place place) {
        return passage.text().substring(place.start(), place.end());
    }

    /** Everything before a place of the statement, as it was written. */
    public String before(Place place) {
        return passage.text().substring(0, place.start());
    }

    /** Everything after a place of the statement, as it was written. */
    public String after(Place place) {
        return passage.text().substring(place.end());
    }

    /** The object as PostgreSQL finds it. The rules ask for the same name, one after the other. */
    @SuppressWarnings("ReferenceEquality") // another name costs a search, and no more
    public ObjectName name(QualifiedName relation) {
        @Nullable ObjectName found = lastFound;
        if (found == null || relation != lastAsked) {
            found = schema.resolve(relation);
            lastAsked = relation;
            lastFound = found;
        }
        return found;
    }

    /** Whether nobody uses a table, view or sequence yet: this migration made it, or one that is not released. */
    public boolean unused(QualifiedName relation) {
        return unused(name(relation));
    }

    /** Likewise. */
    public boolean unused(ObjectName relation) {
        @Nullable SchemaObject object = schema.object(relation).orElse(null);
        return object != null && unused(object.since());
    }

    /** Whether nobody uses an object yet, of whatever kind; what belongs to a table is as new as that. */
    public boolean unused(ObjectReference object) {
        OptionalInt since = schema.since(object);
        return (object.of() != null && unused(object.of())) || (since.isPresent() && unused(since.getAsInt()));
    }

    /** Whether nobody uses what a migration made, because it is this one or not released. */
    public boolean unused(int since) {
        return since != Schema.ELSEWHERE && (since == schema.migration() || schema.unreleased(since));
    }

    /** Whether nobody uses a column of a table yet. */
    public boolean unused(QualifiedName table, String column) {
        return unused(table)
                || column(table, column).map(Column::since).map(this::unused).orElse(false);
    }

    /** The table of a name, where the folder says anything of it. */
    public Optional<Table> table(QualifiedName name) {
        return schema.table(name(name));
    }

    /** The column of a table, where the folder says anything of it. */
    public Optional<Column> column(QualifiedName table, String column) {
        return table(table).flatMap(each -> each.column(column));
    }

    /** What had to be taken for granted of a table, view or sequence that no file of the folder makes; else null. */
    public @Nullable String assumed(QualifiedName relation) {
        boolean made = schema.object(name(relation))
                .map(object -> object.since() != Schema.ELSEWHERE)
                .orElse(false);
        return made ? null : "no file here creates " + text(relation) + ": taken as there, in use and with rows";
    }

    /** Likewise, of an object of any kind. */
    public @Nullable String assumed(ObjectReference object) {
        boolean made = schema.since(object).orElse(Schema.ELSEWHERE) != Schema.ELSEWHERE;
        return made || !schema.follows(object.kind())
                ? null
                : "no file here creates " + text(object) + ": taken as there and in use";
    }
}
