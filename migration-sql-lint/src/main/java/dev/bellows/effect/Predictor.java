package dev.bellows.effect;

import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.AddDomainConstraint;
import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Cluster;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.CreateSchema;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.RefreshMaterializedView;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetDomainNotNull;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Truncate;
import dev.bellows.sql.tree.Vacuum;
import dev.bellows.sql.tree.ValidateDomainConstraint;
import java.util.Locale;

/** Tells what a statement will do to the tables of a schema, as it is before the statement. */
public final class Predictor {
    private final Schema schema;
    private final int major;

    /**
     * A predictor.
     *
     * @param major the major release of the server that will run it
     */
    public Predictor(Schema schema, int major) {
        this.schema = schema;
        this.major = major;
    }

    /** What it will do. */
    public Prediction of(Statement statement) {
        return of(statement, new Nodes(statement));
    }

    /** Likewise, for who walks through the statement too. */
    public Prediction of(Statement statement, Nodes nodes) {
        Effects effects = new Effects();
        predict(statement, nodes, effects);
        return effects.prediction();
    }

    private void predict(Statement statement, Nodes nodes, Effects effects) {
        if (statement instanceof AlterTable alter) {
            new AlterTableEffects(schema, major, effects).alter(alter);
        } else if (statement instanceof Drop drop) {
            new DropEffects(schema, effects).drop(drop);
        } else if (statement instanceof CreateSchema created) {
            created.elements().forEach(element -> predict(element, new Nodes(element), effects));
        } else if (statement instanceof Explain explain) {
            predict(explain.statement(), new Nodes(explain.statement()), effects);
        } else if (statement instanceof LockTable lock) {
            LockMode mode =
                    LockMode.valueOf(lock.mode().toUpperCase(Locale.ROOT).replace(' ', '_'));
            lock.tables().forEach(table -> effects.lock(schema.resolve(table.name()), mode));
        } else if (statement instanceof AlterDomain domain) {
            domain(domain, effects);
        } else if (!new CreateEffects(schema, effects).creates(statement, nodes)
                && !new RowEffects(schema, effects).rows(statement, nodes)) {
            new ObjectEffects(schema, major, effects).object(statement);
            named(statement, new NameEffects(schema, effects));
            whole(statement, new MaintenanceEffects(schema, effects));
        }
    }

    /** Every value of a domain is read when it demands more: https://www.postgresql.org/docs/18/sql-alterdomain.html */
    private void domain(AlterDomain alter, Effects effects) {
        boolean reads = alter.action() instanceof ValidateDomainConstraint
                || (alter.action() instanceof SetDomainNotNull set && set.notNull())
                || (alter.action() instanceof AddDomainConstraint add
                        && !add.constraint().attributes().notValid());
        if (reads) {
            new DomainUses(schema).tables(alter.name()).forEach(table -> {
                effects.lock(table, LockMode.SHARE);
                effects.scan(table);
            });
        }
    }

    private static void named(Statement statement, NameEffects names) {
        if (statement instanceof Rename rename) {
            names.rename(rename);
        } else if (statement instanceof SetSchema move) {
            names.setSchema(move);
        } else if (statement instanceof Comment comment) {
            names.comment(comment);
        }
    }

    private void whole(Statement statement, MaintenanceEffects maintenance) {
        if (statement instanceof Truncate truncate) {
            maintenance.truncate(truncate);
        } else if (statement instanceof RefreshMaterializedView refresh) {
            maintenance.refresh(refresh);
        } else if (statement instanceof Reindex reindex) {
            maintenance.reindex(reindex);
        } else if (statement instanceof Cluster cluster && cluster.table() != null) {
            maintenance.rewritten(schema.resolve(cluster.table()));
        } else if (statement instanceof Vacuum vacuum) {
            maintenance.vacuum(vacuum);
        }
    }
}
