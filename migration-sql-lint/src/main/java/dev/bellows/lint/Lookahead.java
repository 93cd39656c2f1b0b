package dev.bellows.lint;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a script defines behind a statement: read only when a rule asks, which is when something is dropped or renamed. */
final class Lookahead {
    private final ScriptReading reading;
    private @Nullable NavigableMap<Integer, Statement> definitions;

    Lookahead(ScriptReading reading) {
        this.reading = reading;
    }

    /** The CREATE and ALTER statements behind the one of a number. */
    List<Statement> after(int number) {
        NavigableMap<Integer, Statement> all = definitions;
        if (all == null) {
            all = new TreeMap<>();
            NavigableMap<Integer, Statement> found = all;
            reading.script().statements(text -> read(text, found));
            definitions = all;
        }
        return List.copyOf(all.tailMap(number, false).values());
    }

    private void read(StatementText text, NavigableMap<Integer, Statement> found) {
        if (begins(text, "CREATE") || begins(text, "ALTER")) {
            @Nullable Statement says = reading.says(text);
            if (says != null) {
                found.put(text.number(), says);
            }
        }
    }

    private static boolean begins(StatementText text, String word) {
        return text.text().regionMatches(true, 0, word, 0, word.length());
    }
}
