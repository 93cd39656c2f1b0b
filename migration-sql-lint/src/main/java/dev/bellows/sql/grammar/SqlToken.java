package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.ParseTreeVisitor;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** A token that is its own leaf of the tree: half as many objects as ANTLR makes, and there are more of them than of all others. */
public final class SqlToken implements Token, TerminalNode {
    private final SqlTokens tokens;
    private final int type;
    private final int index;
    private final int start;
    private final int end;
    private @Nullable RuleContext parent;

    SqlToken(SqlTokens tokens, int type, int index, int start, int end) {
        this.tokens = tokens;
        this.type = type;
        this.index = index;
        this.start = start;
        this.end = end;
    }

    /** All tokens of its statement. */
    SqlTokens tokens() {
        return tokens;
    }

    /** The offset of its first character in the statement. */
    public int start() {
        return start;
    }

    /** The offset after its last character. */
    public int end() {
        return end;
    }

    @Override
    public String getText() {
        return type == EOF ? "" : tokens.text().substring(start, end);
    }

    @Override
    public int getType() {
        return type;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    @Override
    public int getStartIndex() {
        return start;
    }

    @Override
    public int getStopIndex() {
        return end - 1;
    }

    @Override
    public int getChannel() {
        return DEFAULT_CHANNEL;
    }

    /** Not known here: a place is an offset, and its line is counted when somebody asks. */
    @Override
    public int getLine() {
        return 0;
    }

    @Override
    public int getCharPositionInLine() {
        return -1;
    }

    @Override
    public @Nullable TokenSource getTokenSource() {
        return null;
    }

    @Override
    public @Nullable CharStream getInputStream() {
        return null;
    }

    @Override
    public Token getSymbol() {
        return this;
    }

    @Override
    public @Nullable ParseTree getParent() {
        return parent;
    }

    @Override
    public void setParent(RuleContext newParent) {
        parent = newParent;
    }

    @Override
    public Object getPayload() {
        return this;
    }

    @Override
    public @Nullable ParseTree getChild(int i) {
        return null;
    }

    @Override
    public int getChildCount() {
        return 0;
    }

    @Override
    public Interval getSourceInterval() {
        return new Interval(index, index);
    }

    @Override
    public <T> T accept(ParseTreeVisitor<? extends T> visitor) {
        return visitor.visitTerminal(this);
    }

    @Override
    public String toStringTree() {
        return getText();
    }

    @Override
    public String toStringTree(Parser parser) {
        return getText();
    }

    @Override
    public String toString() {
        return getText();
    }
}
