package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Repeatable;

/**
 * CREATE and ALTER SUBSCRIPTION, after those words: forbidden inside a transaction block when they create a replication
 * slot, change one or fetch from the publisher.
 */
final class Subscriptions {
    private Subscriptions() {}

    /** A slot is created unless create_slot says no, or connect, on which its default depends. */
    static TransactionUse create(TokenCursor tokens, Inside otherwise) {
        tokens.name();
        while (!tokens.atEnd() && !tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            tokens.advance();
        }
        Options options = Options.read(tokens);
        boolean createsSlot = options.isOn("create_slot", options.isOn("connect", true));
        return createsSlot ? new OnlyOnce("CREATE SUBSCRIPTION") : otherwise;
    }

    static TransactionUse alter(TokenCursor tokens, Inside otherwise) {
        tokens.name();
        String action = tokens.word();
        tokens.advance();
        if (action.equals("refresh")) {
            return new Repeatable("ALTER SUBSCRIPTION ... REFRESH PUBLICATION");
        }
        if (tokens.accept("publication")) {
            return publications(action, tokens, otherwise);
        }
        return action.equals("set") ? options(Options.read(tokens), otherwise) : otherwise;
    }

    private static TransactionUse publications(String action, TokenCursor tokens, Inside otherwise) {
        do {
            tokens.name();
        } while (tokens.accept(TokenKind.COMMA));
        tokens.accept("with");
        if (!Options.read(tokens).isOn("refresh", true)) {
            return otherwise;
        }
        return switch (action) {
            case "set" -> new Repeatable("ALTER SUBSCRIPTION ... SET PUBLICATION");
            case "add" -> new OnlyOnce("ALTER SUBSCRIPTION ... ADD PUBLICATION");
            case "drop" -> new OnlyOnce("ALTER SUBSCRIPTION ... DROP PUBLICATION");
            default -> otherwise;
        };
    }

    /** Options that the slot has too: failover since 17 in both directions, two_phase since 18 when it is switched off. */
    private static TransactionUse options(Options options, Inside otherwise) {
        if (options.has("failover")) {
            return new Repeatable("ALTER SUBSCRIPTION ... SET (failover)");
        }
        return options.isOn("two_phase", true) ? otherwise : new Repeatable("ALTER SUBSCRIPTION ... SET (two_phase)");
    }
}
