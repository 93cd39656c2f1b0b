package dev.bellows.schema;

import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreatePublication;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateSchema;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.CreateTrigger;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Select;
import dev.bellows.sql.tree.SequenceOption;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives each statement to who knows what it changes; what changes nothing that is kept here is passed over. */
final class Folding {
    private static final String SEARCH_PATH = "search_path";

    private final Schema schema;
    private final Tables tables;
    private final AlterTables alterTables;
    private final Indexes indexes;
    private final Types types;
    private final Routines routines;
    private final Drops drops;
    private final Moves moves;

    Folding(Schema schema) {
        this.schema = schema;
        this.indexes = new Indexes(schema);
        this.tables = new Tables(schema, indexes);
        this.drops = new Drops(schema);
        this.alterTables = new AlterTables(schema, tables, indexes, drops);
        this.types = new Types(schema);
        this.routines = new Routines(schema);
        this.moves = new Moves(schema);
    }

    void add(Statement statement) {
        schema.others().create(statement);
        if (statement instanceof CreateTable table) {
            tables.create(table);
        } else if (statement instanceof CreateTableAs table) {
            Optional<Query> query = table.source() instanceof Query each ? Optional.of(each) : Optional.empty();
            tables.createAs(table.name(), table.persistence(), table.ifNotExists(), table.columns(), query);
        } else if (statement instanceof Query query) {
            selectInto(query);
        } else if (statement instanceof AlterTable alter) {
            alterTables.alter(alter);
        } else if (statement instanceof CreateIndex index) {
            indexes.create(index);
        } else if (statement instanceof CreateView view) {
            view(view);
        } else if (statement instanceof CreateMaterializedView view) {
            materializedView(view);
        } else if (statement instanceof CreateSequence sequence) {
            sequence(sequence);
        } else if (statement instanceof CreateTrigger trigger) {
            trigger(trigger);
        } else if (statement instanceof CreateSchema created) {
            elements(created);
        } else if (statement instanceof SetSetting setting) {
            setting(setting);
        } else if (statement instanceof Drop drop) {
            drops.drop(drop);
            schema.others().drop(drop);
            schema.publications().drop(drop);
        } else if (statement instanceof Rename rename) {
            moves.rename(rename);
            schema.others().rename(rename);
            schema.publications().rename(rename);
        } else if (statement instanceof SetSchema move) {
            moves.setSchema(move);
        } else {
            addType(statement);
        }
    }

    private void addType(Statement statement) {
        if (statement instanceof CreateType type) {
            types.create(type);
        } else if (statement instanceof CreateDomain domain) {
            types.create(domain);
        } else if (statement instanceof AlterType alter) {
            types.alter(alter);
        } else if (statement instanceof AlterDomain alter) {
            types.alter(alter);
        } else if (statement instanceof CreateRoutine routine) {
            routines.create(routine);
        } else if (statement instanceof CreatePublication publication) {
            schema.publications().create(publication);
        } else if (statement instanceof Grant grant) {
            schema.privileges().add(grant);
        } else if (statement instanceof AlterPublication publication) {
            schema.publications().alter(publication);
        }
    }

    private void selectInto(Query query) {
        if (query.parts().get(0) instanceof Select select && select.into() != null) {
            tables.createAs(select.into(), Persistence.PERMANENT, false, List.of(), Optional.of(query));
        }
    }

    private void view(CreateView view) {
        put(view.name(), view.persistence() == Persistence.TEMPORARY, false, view.columns(), view.query());
    }

    private void materializedView(CreateMaterializedView view) {
        if (!view.ifNotExists() || schema.object(schema.resolve(view.name())).isEmpty()) {
            put(view.name(), false, true, view.columns(), view.query());
        }
    }

    private void put(
            QualifiedName name, boolean temporary, boolean materialized, List<Identifier> columns, Query query) {
        ObjectName created = schema.path().created(name, temporary);
        Reads reads = new Reads(schema);
        // One that is replaced has been there since it was made first.
        int since = schema.object(created).map(SchemaObject::since).orElse(schema.migration());
        schema.put(new View(
                created, materialized, reads.output(query, columns), reads.relations(new Nodes(query)), query, since));
    }

    private void sequence(CreateSequence statement) {
        ObjectName name = schema.path().created(statement.name(), statement.persistence() == Persistence.TEMPORARY);
        if (statement.ifNotExists() && schema.object(name).isPresent()) {
            return;
        }
        Sequence sequence = new Sequence(name, null, null, schema.migration());
        schema.put(owned(sequence, statement.options()));
    }

    private Sequence owned(Sequence sequence, List<SequenceOption> options) {
        for (SequenceOption option : options) {
            @Nullable String owner = option.value();
            if (option.name().equals("OWNED BY") && owner != null && owner.contains(".")) {
                String[] parts = owner.split("\\.");
                String table = parts[parts.length - 2];
                ObjectName name = sequence.name().called(table);
                return sequence.ownedBy(name, parts[parts.length - 1]);
            }
        }
        return sequence;
    }

    private void trigger(CreateTrigger trigger) {
        Table table = schema.known(trigger.table());
        Set<String> triggers = new HashSet<>(table.triggers());
        triggers.add(trigger.name().name());
        schema.put(table.triggers(triggers));
    }

    /** Its elements go into the new schema when they name none. */
    private void elements(CreateSchema created) {
        @Nullable Identifier name = created.name() == null ? created.owner() : created.name();
        if (name == null || created.elements().isEmpty()) {
            return;
        }
        SearchPath path = schema.path();
        List<String> before = path.schemas();
        path.set(List.of(name.name()));
        created.elements().forEach(this::add);
        path.set(before);
    }

    private void setting(SetSetting setting) {
        boolean all = setting.reset() && setting.name().equals("all");
        if (!setting.name().equals(SEARCH_PATH) && !all) {
            return;
        }
        if (setting.reset()) {
            schema.path().reset();
        } else {
            schema.path().set(setting.values());
        }
    }
}
