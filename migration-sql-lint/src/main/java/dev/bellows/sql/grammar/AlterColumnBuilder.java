package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ALTER TABLE … ALTER COLUMN: https://www.postgresql.org/docs/18/sql-altertable.html */
final class AlterColumnBuilder {
    private final ExpressionBuilder expressions;

    AlterColumnBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    AlterTableAction action(Identifier column, AlterColumnActionContext context, Place place) {
        if (context instanceof AlterColumnTypeContext type) {
            return new AlterColumnType(
                    column,
                    TypeNameBuilder.type(type.typeName()),
                    NameBuilder.qualifiedOrNull(type.qualifiedName()),
                    expressions.expressionOrNull(type.expression()),
                    place);
        } else if (context instanceof SetDefaultContext set) {
            return new SetDefault(column, expressions.expression(set.expression()), place);
        } else if (context instanceof DropDefaultContext) {
            return new DropDefault(column, place);
        } else if (context instanceof ChangeNotNullContext change) {
            return change.SET() == null ? new DropNotNull(column, place) : new SetNotNull(column, place);
        } else if (context instanceof SetExpressionContext set) {
            return new SetExpression(column, expressions.expression(set.expression()), place);
        } else if (context instanceof DropExpressionContext drop) {
            return new DropExpression(column, drop.ifExists() != null, place);
        } else if (context instanceof DropIdentityContext drop) {
            return new DropIdentity(column, drop.ifExists() != null, place);
        }
        return property(column, context, place);
    }

    private static AlterTableAction property(Identifier column, AlterColumnActionContext context, Place place) {
        if (context instanceof SetStatisticsContext) {
            return new SetStatistics(column.name(), place);
        } else if (context instanceof SetAttributeOptionsContext options) {
            return new SetColumnOptions(
                    column, options.RESET() != null, NameBuilder.options(options.storageParameters()), place);
        } else if (context instanceof SetStorageContext storage) {
            return new SetStorage(column, storage.getStop().getText().toLowerCase(Locale.ROOT), place);
        } else if (context instanceof SetCompressionContext compression) {
            return new SetCompression(column, compression.getStop().getText().toLowerCase(Locale.ROOT), place);
        } else if (context instanceof AddIdentityContext add) {
            return new AddIdentity(
                    column,
                    add.generatedWhen().ALWAYS() != null,
                    SequenceOptionBuilder.options(add.sequenceOption()),
                    place);
        }
        return context instanceof SetIdentityContext set
                ? new SetIdentity(column, identityOptions(set), place)
                : new SetColumnForeignOptions(column, place);
    }

    private static List<SequenceOption> identityOptions(SetIdentityContext context) {
        List<SequenceOption> options = new ArrayList<>();
        for (AlterIdentityOptionContext option : context.alterIdentityOption()) {
            Place place = NameBuilder.place(option);
            if (option.sequenceOption() != null) {
                options.add(SequenceOptionBuilder.option(option.sequenceOption()));
            } else if (option.generatedWhen() != null) {
                options.add(new SequenceOption("GENERATED", NameBuilder.words(option.generatedWhen()), place));
            } else {
                String value = option.signedNumber() == null ? null : NameBuilder.text(option.signedNumber());
                options.add(new SequenceOption("RESTART", value, place));
            }
        }
        return options;
    }
}
