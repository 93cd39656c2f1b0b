package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/** The tokens of one statement, without the gaps, for the parser. Whoever has read them adds them in their order. */
public final class SqlTokens implements TokenStream {
    private final String text;
    private final SqlToken[] tokens;
    private int size;
    private int position;

    /**
     * The tokens of a statement.
     *
     * @param most how many there will be at most, with the end
     */
    public SqlTokens(String text, int most) {
        this.text = text;
        this.tokens = new SqlToken[most];
    }

    /** Adds a token of one of the parser's types. */
    public void add(int type, int start, int end) {
        tokens[size] = new SqlToken(this, type, size, start, end);
        size++;
    }

    /** Ends the statement. */
    public void end() {
        add(Token.EOF, text.length(), text.length());
    }

    /** The type of the token so many before the next to be added; 0 when there is none. */
    public int typeBefore(int distance) {
        return size < distance ? 0 : tokens[size - distance].getType();
    }

    /** The statement. */
    public String text() {
        return text;
    }

    @Override
    public int LA(int i) {
        return LT(i).getType();
    }

    @Override
    public SqlToken LT(int k) {
        int index = k > 0 ? position + k - 1 : position + k;
        return tokens[Math.max(0, Math.min(index, size - 1))];
    }

    @Override
    public void consume() {
        if (position < size - 1) {
            position++;
        }
    }

    @Override
    public SqlToken get(int index) {
        return tokens[index];
    }

    /** Nothing to do: all tokens stay in memory. */
    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = index;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }

    /** Only the recovery from errors asks for it, and there is none. */
    @Override
    public TokenSource getTokenSource() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getText() {
        return text;
    }

    @Override
    public String getText(Interval interval) {
        return text.substring(tokens[interval.a].start(), tokens[interval.b].end());
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }
}
