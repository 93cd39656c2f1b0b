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
    private static final TransactionUse INSIDE_BLOCK = new TransactionUse.Inside(true);
    private static final Set<ObjectKind> NO_TABLES = Set.of(ObjectKind.VIEW, ObjectKind.SEQUENCE, ObjectKind.INDEX);

    private final Statement statement;
    private final Nodes nodes;
    private final Prediction effect;
    private final Script script;
    private final Passage passage;
    private final boolean inDo;
    private @Nullable List<TableChange> changes;
    private @Nullable Map<ObjectName, LockMode> inUse;
    private @Nullable Map<ObjectName, LockMode> held;

    /**
     * The migration that a statement is in, and what the rules may know of it.
     *
     * @param schema what its statements so far, and the migrations before it, have built
     * @param major the major release of PostgreSQL that will run it
     * @param statements how many it has
     * @param transactional whether all of them run in one transaction
     * @param mixed whether some of them cannot run in a transaction, and others could
     * @param earlier those that the transaction has run so far, in their order
     * @param lookahead what is behind a statement
     */
    record Script(
            LintScript source,
            Directives directives,
            Schema schema,
            int major,
            int statements,
            boolean transactional,
            boolean mixed,
            List<Earlier> earlier,
            Lookahead lookahead) {}

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

    Scope(Understood understood, Prediction effect, Script script) {
        this.statement = understood.statement();
        this.nodes = understood.nodes();
        this.passage = understood.passage();
        this.inDo = understood.inDo();
        this.effect = effect;
        this.script = script;
    }

    /** The parts of the statement, and of these, of one type, in no certain order. */
    public <T extends Node> List<T> inside(Class<T> type) {
        return nodes.inside(type);
    }

    /** The actions of an ALTER TABLE on something that somebody uses; none of all else. */
    public List<TableChange> changes() {
        if (changes == null) {
            changes = statement instanceof AlterTable alter
                            && !unused(alter.relation().name())
                    ? alter.actions().stream()
                            .map(action -> new TableChange(alter, action, this))
                            .toList()
                    : List.of();
        }
        return changes;
    }

    /** What the statements before this one have built. */
    public Schema schema() {
        return script.schema();
    }

    /** The major release of PostgreSQL that will run it. */
    public int major() {
        return script.major();
    }

    /** What the statement does to tables. */
    public Prediction effect() {
        return effect;
    }

    /** What runs before it in the same transaction; nothing where each statement has its own. */
    public List<Earlier> earlier() {
        return script.earlier();
    }

    /** What its migration creates and alters behind it. */
    public List<Statement> later() {
        return script.lookahead().after(passage.outer().number());
    }

    /** Whether all statements of the migration run in one transaction. */
    public boolean transactional() {
        return script.transactional();
    }

    /** Whether it is the only statement of its migration. */
    public boolean alone() {
        return script.statements() == 1;
    }

    /** Whether some statements of the migration cannot run in a transaction, and others could. */
    public boolean mixed() {
        return script.mixed();
    }

    /** The locks that the statement takes on tables in use. */
    public Map<ObjectName, LockMode> inUse() {
        if (inUse == null) {
            inUse = locks(effect.locks(), (name, mode) -> tableInUse(name));
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

    /** Some of the locks, in their order: mostly all or none of them. */
    @SuppressWarnings("ReferenceEquality") // it is all of them as long as nothing was taken away
    private static Map<ObjectName, LockMode> locks(
            Map<ObjectName, LockMode> all, BiPredicate<ObjectName, LockMode> some) {
        Map<ObjectName, LockMode> found = all;
        for (Map.Entry<ObjectName, LockMode> lock : all.entrySet()) {
            if (!some.test(lock.getKey(), lock.getValue())) {
                found = found == all ? new LinkedHashMap<>(all) : found;
                found.remove(lock.getKey());
            }
        }
        return found == all ? all : Collections.unmodifiableMap(found);
    }

    /** Whether it is a table that others use; what a name means that no file makes, only the statement tells. */
    private boolean tableInUse(ObjectName name) {
        @Nullable SchemaObject object = schema().object(name).orElse(null);
        if (object == null) {
            return !(statement instanceof Drop drop && NO_TABLES.contains(drop.kind()))
                    && !(statement instanceof Rename rename && NO_TABLES.contains(rename.kind()))
                    && !(statement instanceof AlterTable alter && NO_TABLES.contains(alter.kind()));
        }
        boolean table = object instanceof Table || (object instanceof View view && view.materialized());
        return table && !unused(object.since());
    }

    /** Whether it stands in a DO block. */
    public boolean inDo() {
        return inDo;
    }

    /** What it means for transactions. */
    public TransactionUse use() {
        return inDo ? INSIDE_BLOCK : passage.outer().use();
    }

    /** What the comments of the migration ask for. */
    public Directives directives() {
        return script.directives();
    }

    /** Whether the migration runs again at every change. */
    public boolean repeatable() {
        return script.source().role() == LintScript.Role.REPEATABLE;
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

    /** The object as PostgreSQL finds it. */
    public ObjectName name(QualifiedName relation) {
        return schema().resolve(relation);
    }

    /** Whether nobody uses a table, view or sequence yet: this migration made it, or one that is not released. */
    public boolean unused(QualifiedName relation) {
        return unused(name(relation));
    }

    /** Likewise. */
    public boolean unused(ObjectName relation) {
        @Nullable SchemaObject object = schema().object(relation).orElse(null);
        return object != null && unused(object.since());
    }

    /** Whether nobody uses an object yet, of whatever kind; what belongs to a table is as new as that. */
    public boolean unused(ObjectReference object) {
        OptionalInt since = schema().since(object);
        return (object.of() != null && unused(object.of())) || (since.isPresent() && unused(since.getAsInt()));
    }

    /** Whether nobody uses what a migration made, because it is this one or not released. */
    public boolean unused(int since) {
        return since != Schema.ELSEWHERE && (since == schema().migration() || schema().unreleased(since));
    }

    /** Whether nobody uses a column of a table yet. */
    public boolean unused(QualifiedName table, String column) {
        return unused(table)
                || column(table, column).map(Column::since).map(this::unused).orElse(false);
    }

    /** The table of a name, where the folder says anything of it. */
    public Optional<Table> table(QualifiedName name) {
        return schema().table(name(name));
    }

    /** The column of a table, where the folder says anything of it. */
    public Optional<Column> column(QualifiedName table, String column) {
        return table(table).flatMap(each -> each.column(column));
    }

    /** What had to be taken for granted of a table, view or sequence that no file of the folder makes; else null. */
    public @Nullable String assumed(QualifiedName relation) {
        boolean made = schema().object(name(relation))
                .map(object -> object.since() != Schema.ELSEWHERE)
                .orElse(false);
        return made ? null : "no file here creates " + text(relation) + ": taken as there, in use and with rows";
    }

    /** Likewise, of an object of any kind. */
    public @Nullable String assumed(ObjectReference object) {
        boolean made = schema().since(object).orElse(Schema.ELSEWHERE) != Schema.ELSEWHERE;
        return made || !schema().follows(object.kind())
                ? null
                : "no file here creates " + text(object) + ": taken as there and in use";
    }
}
