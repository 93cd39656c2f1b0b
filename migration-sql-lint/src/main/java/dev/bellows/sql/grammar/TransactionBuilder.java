package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.TransactionContext;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TransactionControl;
import dev.bellows.sql.tree.TransactionControl.Action;

/** BEGIN, COMMIT and their kin. */
final class TransactionBuilder {
    private TransactionBuilder() {}

    static Statement build(TransactionContext context, Place place) {
        String name = null;
        if (context.identifier() != null) {
            name = NameBuilder.identifier(context.identifier()).name();
        } else if (context.string() != null) {
            name = NameBuilder.string(context.string());
        }
        return new TransactionControl(action(context), name, place);
    }

    private static Action action(TransactionContext context) {
        if (context.PREPARED() != null) {
            return context.COMMIT() == null ? Action.ROLLBACK_PREPARED : Action.COMMIT_PREPARED;
        } else if (context.PREPARE() != null) {
            return Action.PREPARE;
        } else if (context.TO() != null) {
            return Action.ROLLBACK_TO;
        } else if (context.RELEASE() != null) {
            return Action.RELEASE;
        } else if (context.SAVEPOINT() != null) {
            return Action.SAVEPOINT;
        } else if (context.BEGIN() != null || context.START() != null) {
            return Action.BEGIN;
        }
        return context.COMMIT() != null || context.END() != null ? Action.COMMIT : Action.ROLLBACK;
    }
}
