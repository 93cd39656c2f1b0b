package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.LimitOrLockContext;
import dev.bellows.sql.grammar.PostgresParser.QueryContext;
import dev.bellows.sql.grammar.PostgresParser.QueryPrimaryContext;
import dev.bellows.sql.grammar.PostgresParser.QueryTailContext;
import dev.bellows.sql.grammar.PostgresParser.WithClauseContext;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What WITH, ORDER BY, limits and locks of a query must be beyond the grammar. */
final class QueryTailChecks {
    private QueryTailChecks() {}

    /**
     * A query in parentheses, without UNION and its like around it, is one with what stands around them, so that each clause
     * can be there once.
     */
    static void once(@Nullable WithClauseContext with, QueryPrimaryContext primary, @Nullable QueryTailContext outer) {
        if (outer != null && !outer.setOperation().isEmpty()) {
            return;
        }
        for (QueryContext inner = primary.query();
                inner != null;
                inner = inner.queryPrimary().query()) {
            if (with != null && inner.withClause() != null) {
                throw SyntaxProblem.at(inner.withClause().getStart(), "A query has only one WITH.");
            }
            QueryTailContext tail = inner.queryTail();
            if (tail != null && outer != null) {
                notBoth(outer, tail);
            }
            if (tail != null && !tail.setOperation().isEmpty()) {
                return;
            }
        }
    }

    private static void notBoth(QueryTailContext outer, QueryTailContext inner) {
        if (outer.orderBy() != null && inner.orderBy() != null) {
            throw SyntaxProblem.at(outer.orderBy().getStart(), "A query has only one ORDER BY.");
        }
        for (LimitOrLockContext part : outer.limitOrLock()) {
            for (LimitOrLockContext other : inner.limitOrLock()) {
                if ((isLimit(part) && isLimit(other)) || (part.OFFSET() != null && other.OFFSET() != null)) {
                    throw SyntaxProblem.at(part.getStart(), "A query has only one LIMIT and one OFFSET.");
                }
            }
        }
    }

    private static boolean isLimit(LimitOrLockContext part) {
        return part.LIMIT() != null || part.FETCH() != null;
    }

    static void queryTail(QueryTailContext context) {
        Token limit = null;
        Token offset = null;
        Token skipLocked = null;
        Token withTies = null;
        for (LimitOrLockContext part : context.limitOrLock()) {
            if (isLimit(part)) {
                limit = once(limit, part.getStart(), "LIMIT");
            } else if (part.OFFSET() != null) {
                offset = once(offset, part.getStart(), "OFFSET");
            }
            withTies = part.TIES() == null ? withTies : part.TIES().getSymbol();
            skipLocked =
                    part.SKIP_WORD() == null ? skipLocked : part.SKIP_WORD().getSymbol();
        }
        if (withTies != null && context.orderBy() == null) {
            throw SyntaxProblem.at(withTies, "WITH TIES needs an ORDER BY.");
        }
        if (withTies != null && skipLocked != null) {
            throw SyntaxProblem.at(skipLocked, "SKIP LOCKED and WITH TIES cannot be used together.");
        }
        locks(context.limitOrLock());
    }

    /** All locks stand behind the limits, or all before them; FOR READ ONLY stands alone. */
    private static void locks(List<LimitOrLockContext> parts) {
        int changes = 0;
        int locks = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean lock = parts.get(i).FOR() != null;
            changes += i > 0 && (parts.get(i - 1).FOR() != null) != lock ? 1 : 0;
            locks += lock ? 1 : 0;
            if (changes > 1) {
                throw QueryChecks.unexpected(parts.get(i).getStart());
            }
        }
        if (locks > 1 && parts.stream().anyMatch(QueryTailChecks::isReadOnly)) {
            throw QueryChecks.unexpected(parts.get(parts.size() - 1).getStart());
        }
    }

    private static boolean isReadOnly(LimitOrLockContext part) {
        return part.FOR() != null && part.READ() != null;
    }

    private static Token once(@Nullable Token before, Token now, String clause) {
        if (before != null) {
            throw SyntaxProblem.at(now, "A query has only one " + clause + ".");
        }
        return now;
    }
}
