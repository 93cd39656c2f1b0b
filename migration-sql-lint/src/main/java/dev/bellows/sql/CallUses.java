package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.grammar.PostgresParser.SingleStatementContext;
import dev.bellows.sql.grammar.StatementBuilder;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Identifier;

/** Queries: as harmless as the functions they call. */
final class CallUses {
    private CallUses() {}

    static TransactionUse of(SingleStatementContext tree) {
        boolean harmless = true;
        for (FunctionCall call : StatementBuilder.calls(tree)) {
            if (ConformingStrings.areTurnedOffBy(call)) {
                return new Refused(call.name().name(), Reason.CHANGES_THE_STRINGS);
            }
            harmless &= isHarmless(call);
        }
        return harmless ? TransactionUses.WEAK : TransactionUses.STRONG;
    }

    private static boolean isHarmless(FunctionCall call) {
        String schema = call.name().schema();
        if (schema != null) {
            return schema.equals("pg_catalog");
        }
        return HarmlessFunctions.contains(call.name().name())
                || isGrouping(call.name().parts().get(0));
    }

    /** GROUP BY ROLLUP (…) and CUBE (…) are read as calls. */
    private static boolean isGrouping(Identifier name) {
        return name.written().equalsIgnoreCase("rollup") || name.written().equalsIgnoreCase("cube");
    }
}
