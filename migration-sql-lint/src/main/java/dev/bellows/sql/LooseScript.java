package dev.bellows.sql;

import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that can be read of a script: what is wrong at one place hides nothing of what stands elsewhere. */
public final class LooseScript {
    /** What is kept in memory of a script; a longer one is read a second time. */
    private static final int KEPT = 1 << 22;

    /** Of so much text it is kept what its statements say: that takes some thirty times as much memory. */
    private static final int UNDERSTOOD = 1 << 16;

    /** What only says how the rest runs. */
    private static final Pattern SETTING = Pattern.compile("(?i)(re)?set\\b");

    private final String name;
    private final String tagPrefix;
    private final List<Problem> problems = new ArrayList<>();
    private final boolean alone;
    private Text text;
    private List<Kept> kept = new ArrayList<>();
    private long length;
    private int count;
    private boolean outside;
    private boolean inside;
    private Directives directives = Directives.NONE;
    private int phaseLine;

    /**
     * A statement in memory.
     *
     * @param statement what it says, where that is known already
     */
    private record Kept(StatementText text, @Nullable Statement statement) {}

    /** A text that can be read more than once. */
    public interface Text {
        /**
         * The text from its beginning, without a byte order mark. The caller closes it.
         *
         * @throws IOException when it cannot be read
         */
        Reader open() throws IOException;

        /** Whether it runs outside a transaction unless it says otherwise itself: other tools say so beside a script. */
        default boolean outside() {
            return false;
        }

        /** A text that is in memory. */
        static Text of(String text) {
            return () -> new StringReader(text);
        }
    }

    /**
     * What cannot be read.
     *
     * @param line from 1
     * @param column from 1, in code points
     * @param directive whether it is a directive
     * @param text what is wrong and what to do
     */
    public record Problem(int line, int column, boolean directive, String text) {}

    /**
     * Reads a script.
     *
     * @param tagPrefix what stands before the colon in a directive, {@code bellows} by default
     * @throws UncheckedIOException when the text cannot be read
     */
    public LooseScript(String name, Text text, String tagPrefix) {
        this.name = name;
        this.text = text;
        this.alone = text.outside();
        this.tagPrefix = tagPrefix;
        read();
    }

    private void read() {
        @Nullable SqlSyntaxException stop;
        do {
            kept = new ArrayList<>();
            length = 0;
            count = 0;
            outside = false;
            inside = false;
            DirectiveReader reader = new DirectiveReader(name, tagPrefix, alone);
            stop = split(reader, this::take);
            directives = reader.understood();
            phaseLine = reader.lineOfPhase();
            if (stop == null) {
                reader.problems().forEach(each -> problems.add(new Problem(each.line(), 1, true, each.problem())));
            } else {
                problems.add(new Problem(stop.line(), stop.column(), false, stop.problem()));
            }
        } while (stop != null && readPastPsql(stop.line()));
    }

    private void take(StatementText statement, @Nullable Statement says) {
        count = statement.number();
        boolean alone = statement.use() instanceof TransactionUse.Outside;
        outside |= alone;
        inside = inside || (!alone && !SETTING.matcher(statement.text()).lookingAt());
        length += statement.text().length();
        if (length <= KEPT) {
            kept.add(new Kept(statement, length <= UNDERSTOOD ? says : null));
        } else {
            kept.clear();
        }
    }

    private @Nullable SqlSyntaxException split(
            DirectiveReader reader, BiConsumer<StatementText, @Nullable Statement> to) {
        try (Splitter splitter = new Splitter(name, text.open(), Splitter.LONGEST_STATEMENT, reader)) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                to.accept(next, splitter.lastStatement());
            }
            return null;
        } catch (SqlSyntaxException e) {
            return e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blanks instead of a line that is a command of psql; false when the line is something else. */
    private boolean readPastPsql(int line) {
        String all = all();
        int start = 0;
        for (int at = 1; at < line; at++) {
            start = all.indexOf('\n', start) + 1;
        }
        int end = all.indexOf('\n', start);
        end = end < 0 ? all.length() : end;
        int command = all.indexOf('\\', start);
        int quote = all.indexOf('\'', start);
        if (command < 0 || command >= end || (quote >= 0 && quote < command)) {
            return false;
        }
        text = Text.of(all.substring(0, command) + ";" + " ".repeat(end - command - 1) + all.substring(end));
        return true;
    }

    private String all() {
        try (Reader reader = text.open()) {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directives that could be understood. */
    public Directives directives() {
        return directives;
    }

    /** The line of the directive that says the phase; 0 where none does. */
    public int phaseLine() {
        return phaseLine;
    }

    /** Lines of psql, what is never closed, directives that cannot be understood. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** How many statements could be read. */
    public int count() {
        return count;
    }

    /** Whether some of its statements cannot run in a transaction, and others could. */
    public boolean mixed() {
        return outside && inside;
    }

    /** Whether all of it runs in one transaction. */
    public boolean transactional() {
        return !outside && !Boolean.FALSE.equals(directives.transaction());
    }

    /** Its statements, in their order. */
    public void statements(Consumer<StatementText> to) {
        statements((text, says) -> to.accept(text));
    }

    /** Likewise, with what each says in the newest release, where that is known already. */
    public void statements(BiConsumer<StatementText, @Nullable Statement> to) {
        if (length <= KEPT) {
            kept.forEach(each -> to.accept(each.text(), each.statement()));
        } else {
            split(new DirectiveReader(name, tagPrefix, alone), to);
        }
    }
}
