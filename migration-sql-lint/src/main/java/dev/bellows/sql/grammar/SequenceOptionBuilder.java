package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** What a sequence, or the one behind an identity column, is told: https://www.postgresql.org/docs/18/sql-createsequence.html */
final class SequenceOptionBuilder {
    private SequenceOptionBuilder() {}

    static List<SequenceOption> options(List<SequenceOptionContext> contexts) {
        List<SequenceOption> options = new ArrayList<>(contexts.size());
        for (SequenceOptionContext context : contexts) {
            options.add(option(context));
        }
        return options;
    }

    /** The key words are the name, and the one part that is none is the value. */
    static SequenceOption option(SequenceOptionContext context) {
        String value = null;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof ParserRuleContext part) {
                value = NameBuilder.text(part);
            } else if (!isFiller(child.getText())) {
                name.append(name.isEmpty() ? "" : " ").append(child.getText().toUpperCase(Locale.ROOT));
            }
        }
        if (name.toString().equals("OWNED")) {
            name.append(" BY");
        }
        return new SequenceOption(name.toString(), value, NameBuilder.place(context));
    }

    private static boolean isFiller(String word) {
        return word.equalsIgnoreCase("by") || word.equalsIgnoreCase("with");
    }
}
