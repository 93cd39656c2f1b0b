package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Triggers, rules, policies. */
final class TriggerBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    TriggerBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Statement create(CreateTriggerContext context, boolean replace, Place place) {
        List<String> events = new ArrayList<>();
        List<Identifier> columns = new ArrayList<>();
        for (TriggerEventContext event : context.triggerEvent()) {
            events.add(event.getStart().getText().toUpperCase(Locale.ROOT));
            columns.addAll(NameBuilder.identifiers(event.identifierList()));
        }
        String timing = context.BEFORE() != null ? "BEFORE" : context.AFTER() != null ? "AFTER" : "INSTEAD OF";
        return new CreateTrigger(
                replace,
                context.CONSTRAINT() != null,
                NameBuilder.identifier(context.identifier()),
                timing,
                events,
                columns,
                NameBuilder.qualified(context.qualifiedName(0)),
                context.ROW() != null,
                expressions.expressionOrNull(context.expression()),
                NameBuilder.qualified(context.functionName()),
                place);
    }

    Statement create(CreateRuleContext context, boolean replace, Place place) {
        List<Statement> actions = new ArrayList<>();
        if (context.ruleAction() != null) {
            actions.add(statements.ruleAction(context.ruleAction()));
        } else if (context.ruleActions() != null) {
            for (RuleActionContext action : context.ruleActions().ruleAction()) {
                actions.add(statements.ruleAction(action));
            }
        }
        String event = context.SELECT() != null
                ? "SELECT"
                : context.UPDATE() != null ? "UPDATE" : context.DELETE() != null ? "DELETE" : "INSERT";
        return new CreateRule(
                replace,
                NameBuilder.identifier(context.identifier()),
                event,
                NameBuilder.qualified(context.qualifiedName()),
                statements.queries().where(context.where()),
                context.INSTEAD() != null,
                actions,
                place);
    }

    Statement create(CreatePolicyContext context, Place place) {
        String command = "ALL";
        if (context.SELECT() != null) {
            command = "SELECT";
        } else if (context.INSERT() != null) {
            command = "INSERT";
        } else if (context.UPDATE() != null) {
            command = "UPDATE";
        } else if (context.DELETE() != null) {
            command = "DELETE";
        }
        return new CreatePolicy(
                NameBuilder.identifier(context.identifier()),
                NameBuilder.qualified(context.qualifiedName()),
                context.nonReservedWord() != null
                        && context.nonReservedWord().getText().equalsIgnoreCase("restrictive"),
                command,
                NameBuilder.roles(context.roleList()),
                using(context.policyUsing()),
                check(context.policyCheck()),
                place);
    }

    Statement alter(AlterPolicyContext context, Place place) {
        if (context.RENAME() != null) {
            return AlterObjectBuilder.alter(context, place);
        }
        return new AlterPolicy(
                NameBuilder.identifier(context.identifier(0)),
                NameBuilder.qualified(context.qualifiedName()),
                NameBuilder.roles(context.roleList()),
                using(context.policyUsing()),
                check(context.policyCheck()),
                place);
    }

    private @Nullable Expression using(@Nullable PolicyUsingContext context) {
        return context == null ? null : expressions.expression(context.expression());
    }

    private @Nullable Expression check(@Nullable PolicyCheckContext context) {
        return context == null ? null : expressions.expression(context.expression());
    }
}
