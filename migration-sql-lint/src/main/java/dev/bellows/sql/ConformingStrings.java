package dev.bellows.sql;

import dev.bellows.sql.grammar.Names;
import dev.bellows.sql.tree.Cast;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.SetSetting;
import java.util.List;
import java.util.Set;

/**
 * The setting that says whether a backslash is plain in {@code '…'}. Scripts are split as if it is; a server that reads them
 * otherwise sees other statements.
 */
final class ConformingStrings {
    static final String SETTING = "standard_conforming_strings";

    /** What the server takes for true: whole words, and what they begin with when nothing else begins so. */
    private static final Set<String> ON = Set.of("on", "true", "tru", "tr", "t", "yes", "ye", "y", "1");

    private ConformingStrings() {}

    /** Whether SET keeps it on. DEFAULT and RESET may be anything: the database or the role can have its own. */
    static boolean areKeptBy(SetSetting set) {
        return set.values().size() == 1
                && ON.contains(Names.lowerCase(set.values().get(0)));
    }

    /** Whether a call of set_config may turn it off. */
    static boolean areTurnedOffBy(FunctionCall call) {
        List<Expression> arguments = call.arguments();
        return call.name().name().equals("set_config")
                && !arguments.isEmpty()
                && literal(arguments.get(0)).equals(SETTING)
                && (arguments.size() < 2 || !ON.contains(literal(arguments.get(1))));
    }

    /** The value of a constant in lower case, also behind a cast; empty for everything else. */
    private static String literal(Expression expression) {
        Expression inner = expression;
        while (inner instanceof Cast cast) {
            inner = cast.operand();
        }
        return inner instanceof Literal literal ? Names.lowerCase(literal.value()) : "";
    }
}
