package dev.bellows.sql.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * A part of the tree. Finds its children as ANTLR's own class does, but knows that every leaf is a {@link SqlToken}: builders
 * ask for so many children, most of which are not there, that this is a third of their time.
 */
abstract class SqlRule extends ParserRuleContext {
    /** Most parts have no more. */
    private static final int USUAL_CHILDREN = 4;

    SqlRule() {}

    SqlRule(@Nullable ParserRuleContext parent, int invokingState) {
        super(parent, invokingState);
    }

    @Override
    public <T extends ParseTree> T addAnyChild(T child) {
        if (children == null) {
            children = new ArrayList<>(USUAL_CHILDREN);
        }
        children.add(child);
        return child;
    }

    @Override
    public @Nullable TerminalNode getToken(int type, int index) {
        List<ParseTree> all = children;
        int skip = index;
        for (int i = 0; all != null && i < all.size(); i++) {
            if (all.get(i) instanceof SqlToken token && token.getType() == type && skip-- == 0) {
                return token;
            }
        }
        return null;
    }

    @Override
    public <T extends ParserRuleContext> @Nullable T getRuleContext(Class<? extends T> type, int index) {
        List<ParseTree> all = children;
        int skip = index;
        for (int i = 0; all != null && i < all.size(); i++) {
            ParseTree child = all.get(i);
            if (!(child instanceof SqlToken) && type.isInstance(child) && skip-- == 0) {
                return type.cast(child);
            }
        }
        return null;
    }

    @Override
    public <T extends ParserRuleContext> List<T> getRuleContexts(Class<? extends T> type) {
        List<ParseTree> all = children;
        List<T> found = List.of();
        for (int i = 0; all != null && i < all.size(); i++) {
            ParseTree child = all.get(i);
            if (!(child instanceof SqlToken) && type.isInstance(child)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(USUAL_CHILDREN);
                }
                found.add(type.cast(child));
            }
        }
        return found;
    }
}
