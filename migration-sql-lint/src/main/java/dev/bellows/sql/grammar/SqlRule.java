package dev.bellows.sql.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * A part of the tree. Keeps and finds its children as ANTLR's own class does, but in an array, and knows that every leaf is a
 * {@link SqlToken}: builders ask for so many children, most of which are not there, that this is a third of their time.
 */
abstract class SqlRule extends ParserRuleContext {
    /** An object of Java has room for two references where one would do. */
    private static final int FEWEST = 2;

    private static final ParseTree[] NONE = {};

    private ParseTree[] parts = NONE;
    private int count;

    /** One bit for each type of token among the children, which some types share: that there is none is seen at once. */
    private long tokenTypes;

    SqlRule() {}

    SqlRule(@Nullable ParserRuleContext parent, int invokingState) {
        super(parent, invokingState);
    }

    @Override
    public <T extends ParseTree> T addAnyChild(T child) {
        if (count == parts.length) {
            // Not Arrays.copyOf, which makes an array of its type by a call into the JVM until the second compiler has
            // seen it.
            ParseTree[] more = new ParseTree[Math.max(FEWEST, 3 * count)];
            System.arraycopy(parts, 0, more, 0, count);
            parts = more;
        }
        parts[count++] = child;
        if (child instanceof SqlToken token) {
            tokenTypes |= 1L << token.getType();
        }
        return child;
    }

    @Override
    public void removeLastChild() {
        count--;
    }

    @Override
    public int getChildCount() {
        return count;
    }

    /** Null where there is none, as ANTLR has it; not declared so, since most callers know from the grammar that there is one. */
    @Override
    @SuppressWarnings("NullAway")
    public ParseTree getChild(int index) {
        return index >= 0 && index < count ? parts[index] : null;
    }

    @Override
    public @Nullable TerminalNode getToken(int type, int index) {
        int skip = index;
        for (int i = 0; i < count && (tokenTypes & 1L << type) != 0; i++) {
            if (parts[i] instanceof SqlToken token && token.getType() == type && skip-- == 0) {
                return token;
            }
        }
        return null;
    }

    @Override
    public List<TerminalNode> getTokens(int type) {
        List<TerminalNode> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (parts[i] instanceof SqlToken token && token.getType() == type) {
                found.add(token);
            }
        }
        return found;
    }

    @Override
    public <T extends ParserRuleContext> @Nullable T getRuleContext(Class<? extends T> type, int index) {
        int skip = index;
        for (int i = 0; i < count; i++) {
            ParseTree child = parts[i];
            if (!(child instanceof SqlToken) && type.isInstance(child) && skip-- == 0) {
                return type.cast(child);
            }
        }
        return null;
    }

    @Override
    public <T extends ParserRuleContext> List<T> getRuleContexts(Class<? extends T> type) {
        List<T> found = List.of();
        for (int i = 0; i < count; i++) {
            ParseTree child = parts[i];
            if (!(child instanceof SqlToken) && type.isInstance(child)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(count - i);
                }
                found.add(type.cast(child));
            }
        }
        return found;
    }
}
