package dev.bellows.schema;

import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the statements so far have built. Statements are added in the order in which they would run; what they say of objects
 * that the folder did not make is taken as true.
 */
public final class Schema {
    /** Since when something is there that no migration of the folder made. */
    public static final int ELSEWHERE = 0;

    private static final Set<ObjectKind> FOLLOWED = Set.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.INDEX,
            ObjectKind.SEQUENCE,
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.ROUTINE,
            ObjectKind.TRIGGER,
            ObjectKind.RULE,
            ObjectKind.POLICY,
            ObjectKind.EXTENSION,
            ObjectKind.PUBLICATION,
            ObjectKind.SUBSCRIPTION,
            ObjectKind.ROLE,
            ObjectKind.SCHEMA);

    private final Relations relations = new Relations();
    private final Map<ObjectName, UserType> types = new LinkedHashMap<>();
    private final Map<ObjectName, List<Routine>> routines = new LinkedHashMap<>();
    private final Others others = new Others(this);
    private final Publications publications = new Publications(this);
    private final Privileges privileges = new Privileges(this);
    private final SearchPath path = new SearchPath();
    private final Folding folding = new Folding(this);
    private @Nullable QualifiedName lastAsked;
    private @Nullable ObjectName lastFound;
    private int migration = ELSEWHERE;
    private int released = ELSEWHERE;

    /**
     * Another migration begins.
     *
     * @param isReleased whether code may be running already that uses what it makes
     */
    public void begin(boolean isReleased) {
        migration++;
        if (isReleased) {
            released = migration;
        }
        lastFound = null;
        relations.removeTemporary();
        path.reset();
    }

    /** What a statement changes. */
    public void add(Statement statement) {
        folding.add(statement);
    }

    /** Whether it was made in the migration that is being read: nobody uses it, and it holds no rows. */
    public boolean fresh(ObjectName name) {
        return object(name).map(object -> object.since() == migration).orElse(false);
    }

    /** Whether it was made in a migration that has not been released: nothing that runs knows it. */
    public boolean unreleased(ObjectName name) {
        return object(name).map(object -> unreleased(object.since())).orElse(false);
    }

    /** Likewise, for what says since when it is there. */
    public boolean unreleased(int since) {
        return since > released;
    }

    /** The number of the migration that is being read. */
    public int migration() {
        return migration;
    }

    /** The table, index, sequence or view of a name. */
    public Optional<SchemaObject> object(ObjectName name) {
        return Optional.ofNullable(relations.get(name));
    }

    /** The table that a statement names; empty when the folder did not make it and has not said anything of it. */
    public Optional<Table> table(QualifiedName name) {
        return table(resolve(name));
    }

    /** The table of a name. */
    public Optional<Table> table(ObjectName name) {
        return relations.get(name) instanceof Table table ? Optional.of(table) : Optional.empty();
    }

    /** The index of a name. */
    public Optional<Index> index(ObjectName name) {
        return relations.get(name) instanceof Index index ? Optional.of(index) : Optional.empty();
    }

    /** The type of a name. */
    public Optional<UserType> type(QualifiedName name) {
        return Optional.ofNullable(types.get(resolveType(name)));
    }

    /** The type that a column is said to have; empty for PostgreSQL's own. */
    public Optional<UserType> type(DataType type) {
        Identifier name = new Identifier(type.name(), type.name(), type.place());
        List<Identifier> parts = type.schema() == null
                ? List.of(name)
                : List.of(new Identifier(type.schema(), type.schema(), type.place()), name);
        return type(new QualifiedName(parts, type.place()));
    }

    /** The views that read a table or one of its columns, and those that read these. */
    public Set<ObjectName> readers(ObjectName name, @Nullable String column) {
        return new Dependents(this).views(name, column);
    }

    /** The tables with foreign keys to a table or one of its columns. */
    public Set<ObjectName> referrers(ObjectName name, @Nullable String column) {
        return new Dependents(this).tables(name, column);
    }

    /** The routines of a name, whatever they take. */
    public List<Routine> routines(QualifiedName name) {
        return routines.getOrDefault(resolveRoutine(name), List.of());
    }

    /** The routine that a statement would replace. */
    public Optional<Routine> replaced(CreateRoutine statement) {
        return routines(statement.name()).stream()
                .filter(each -> each.takes(Routines.taken(statement)))
                .findFirst();
    }

    /** Every table. */
    public List<Table> tables() {
        return relations.all(Table.class);
    }

    /** Every view. */
    public List<View> views() {
        return relations.all(View.class);
    }

    /** The tables with a foreign key to a table. */
    public List<Table> referrers(ObjectName table) {
        return relations.pointingTo(table, Table.class, other -> other.references(table));
    }

    /** The views that read a table or a view themselves. */
    public List<View> viewsOf(ObjectName name) {
        return relations.pointingTo(name, View.class);
    }

    /** The indexes of a table. */
    public List<Index> indexes(ObjectName table) {
        return relations.pointingTo(table, Index.class);
    }

    /** The tables that inherit from a table, its partitions among them. */
    public List<Table> children(ObjectName table) {
        return relations.pointingTo(table, Table.class, other -> other.parents().contains(table));
    }

    /**
     * What stands on a table, a view or one column and goes with it under CASCADE.
     *
     * @param column null for all of it
     */
    public List<String> dependents(ObjectName name, @Nullable String column) {
        return new Dependents(this).of(name, column);
    }

    /** What goes with an object under CASCADE, in words, as far as the folder tells. */
    public List<String> dependents(ObjectReference reference) {
        return new Companions(this).of(reference);
    }

    /** Likewise, with a column. */
    public List<String> dependentsOfColumn(ObjectName table, String column) {
        return new Companions(this).ofColumn(table, column);
    }

    /** Likewise, with a constraint. */
    public List<String> dependentsOfConstraint(ObjectName table, String constraint) {
        return new Companions(this).ofConstraint(table, constraint);
    }

    /** The tables with triggers that call a function. */
    public Set<ObjectName> triggered(ObjectName function) {
        return others.triggered(function);
    }

    /** The names of the publications that send a table. */
    public Set<String> publications(ObjectName table) {
        return publications.of(table);
    }

    /** Since when a REVOKE's roles have had what it takes, for each part that a file granted them; else nothing. */
    public List<Integer> grantedSince(Grant revoke) {
        return privileges.lost(revoke);
    }

    /** The tables that a publication names; empty when no file of the folder makes it. */
    public List<ObjectName> published(String publication) {
        return publications.named(publication);
    }

    /** Since when an object is there, of whatever kind; empty when no file of the folder says anything of it. */
    public OptionalInt since(ObjectReference reference) {
        @Nullable QualifiedName name = reference.name();
        if (name == null) {
            return OptionalInt.empty();
        }
        return switch (reference.kind()) {
            case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE ->
                object(resolve(name))
                        .map(object -> OptionalInt.of(object.since()))
                        .orElse(OptionalInt.empty());
            case TYPE, DOMAIN ->
                type(name).map(type -> OptionalInt.of(type.since())).orElse(OptionalInt.empty());
            case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE ->
                routines(name).stream()
                        .filter(routine -> reference.types() == null || routine.takes(reference.types()))
                        .mapToInt(Routine::since)
                        .min();
            default -> others.since(reference);
        };
    }

    /** Whether the folder tells since when an object of a kind is there; of others nothing is kept. */
    public boolean follows(ObjectKind kind) {
        return FOLLOWED.contains(kind);
    }

    /** Whether a table is the partition of those rows that belong into no other. */
    public boolean defaultPartition(ObjectName name) {
        return table(name).map(Table::defaultPartition).orElse(false);
    }

    /** The tables and views that a query reads itself. */
    public Set<ObjectName> read(Nodes query) {
        return new Reads(this).relations(query);
    }

    /**
     * The names of the columns that a query gives; empty where the folder does not tell.
     *
     * @param named those that are written in front of it, as in CREATE VIEW
     */
    public List<String> output(Query query, List<Identifier> named) {
        return new Reads(this).output(query, named);
    }

    /** The object that a statement means by a name, as the search path says. Many ask for the same name, one after the other. */
    @SuppressWarnings("ReferenceEquality") // an equal name costs a search, and no more
    public ObjectName resolve(QualifiedName name) {
        @Nullable ObjectName found = lastFound;
        if (found == null || name != lastAsked) {
            found = path.found(name, relations::contains, relations.hasTemporary());
            lastAsked = name;
            lastFound = found;
        }
        return found;
    }

    /** Likewise, for types. */
    public ObjectName resolveType(QualifiedName name) {
        return path.found(name, types::containsKey, true);
    }

    /** Likewise, for routines. */
    public ObjectName resolveRoutine(QualifiedName name) {
        return path.found(name, routines::containsKey, true);
    }

    SearchPath path() {
        lastFound = null;
        return path;
    }

    Others others() {
        return others;
    }

    Privileges privileges() {
        return privileges;
    }

    Publications publications() {
        return publications;
    }

    Map<ObjectName, UserType> types() {
        return types;
    }

    Map<ObjectName, List<Routine>> routines() {
        return routines;
    }

    List<SchemaObject> objects() {
        return relations.all(SchemaObject.class);
    }

    /** What stands on a table or view, or belongs to it. */
    List<SchemaObject> pointingTo(ObjectName name) {
        return relations.pointingTo(name);
    }

    /** Likewise, of one type. */
    <T extends SchemaObject> List<T> pointingTo(ObjectName name, Class<T> type) {
        return relations.pointingTo(name, type);
    }

    /** Whether a table of a schema has a constraint of a name. */
    boolean constraint(ObjectName name) {
        return relations.constraint(name);
    }

    /** There is this object now, in place of the one of its name. */
    void put(SchemaObject object) {
        lastFound = null;
        relations.put(object);
    }

    @Nullable
    SchemaObject remove(ObjectName name) {
        lastFound = null;
        return relations.remove(name);
    }

    /** The table; one that the folder did not make begins to be known here. */
    Table known(QualifiedName name) {
        return known(resolve(name));
    }

    Table known(ObjectName name) {
        return table(name).orElseGet(() -> Tables.elsewhere(name));
    }

    @Override
    public String toString() {
        return new TreeSet<>(
                        relations.names().stream().map(ObjectName::toString).toList())
                .toString();
    }
}
