package dev.bellows.run;

import dev.bellows.effect.Predictor;
import dev.bellows.model.Script;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Call;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Execute;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Truncate;
import dev.bellows.sql.tree.Unrecognised;
import dev.bellows.sql.tree.Update;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a migration has to do with, as far as its text tells: who may use them is asked before a contract, and what
 * comes behind a held contract waits only where it has to do with the same ones.
 */
final class Touch {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final Set<ObjectKind> OF_TABLES = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.COLUMN,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.INDEX,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.TABLE_CONSTRAINT,
            ObjectKind.TRIGGER,
            ObjectKind.POLICY,
            ObjectKind.RULE);

    private final Schema schema = new Schema();
    private final Set<ObjectName> changed = new HashSet<>();
    private final Set<ObjectName> used = new HashSet<>();
    private boolean hides;
    private boolean onlyTables = true;

    private Touch() {}

    /** What a script touches; one that cannot be read may touch anything. */
    static Touch of(Script script) {
        Touch touch = new Touch();
        if (!script.hasText()) {
            touch.hides = true;
            return touch;
        }
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                touch.add(PARSER.parse(script.name(), statement));
            }
        } catch (IOException | SqlSyntaxException e) {
            touch.hides = true;
        }
        return touch;
    }

    /** The tables and views whose users it concerns; null when these cannot be told, so that it may be anybody. */
    @Nullable
    Set<ObjectName> tables() {
        return hides || !onlyTables ? null : Collections.unmodifiableSet(changed);
    }

    /** Whether this, which comes behind a contract, has to do with what that one touches, as far as anybody can tell. */
    boolean meets(Touch contract) {
        return hides || contract.hides || !Collections.disjoint(used, contract.changed);
    }

    private void add(Statement statement) {
        hides |= statement instanceof DoBlock
                || statement instanceof Call
                || statement instanceof Execute
                || statement instanceof Unrecognised;
        onlyTables &= ofTables(statement);
        changed.addAll(
                new Predictor(schema, SqlParser.NEWEST).of(statement).locks().keySet());
        Set<QualifiedName> aside = new HashSet<>();
        // Functions and columns have names of their own kind.
        Nodes.inside(statement, ColumnReference.class).forEach(column -> aside.add(column.name()));
        Nodes.inside(statement, FunctionCall.class).forEach(call -> {
            aside.add(call.name());
            used.add(schema.resolve(call.name()));
        });
        Nodes.inside(statement, DataType.class)
                .forEach(type -> used.add(
                        new ObjectName(type.schema() == null ? ObjectName.PUBLIC : type.schema(), type.name())));
        for (QualifiedName name : Nodes.inside(statement, QualifiedName.class)) {
            if (!aside.contains(name)) {
                changed.add(schema.resolve(name));
            }
        }
        used.addAll(changed);
    }

    private static boolean ofTables(Statement statement) {
        return statement instanceof AlterTable
                || statement instanceof CreateTable
                || statement instanceof CreateIndex
                || statement instanceof Insert
                || statement instanceof Update
                || statement instanceof Delete
                || statement instanceof Truncate
                || statement instanceof LockTable
                || statement instanceof Comment
                || statement instanceof SetSetting
                || (statement instanceof Drop drop && OF_TABLES.contains(drop.kind()))
                || (statement instanceof Rename rename
                        && OF_TABLES.contains(rename.object().kind()));
    }
}
