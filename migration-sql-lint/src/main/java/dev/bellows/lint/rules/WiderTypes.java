package dev.bellows.lint.rules;

import dev.bellows.sql.tree.DataType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which types hold every value of another one. */
public final class WiderTypes {
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final List<String> FLOATS = List.of("real", "double precision");
    private static final List<Set<String>> EQUALS = List.of(
            Set.of("json", "jsonb"),
            Set.of("timestamp without time zone", "timestamp with time zone"),
            Set.of("cidr", "inet"));
    private static final Set<String> STRINGS = Set.of("character varying", "character");

    private WiderTypes() {}

    /** Whether it does; what is not known does not. */
    public static boolean holds(@Nullable DataType from, DataType to) {
        if (from == null || from.dimensions() != to.dimensions()) {
            return false;
        }
        boolean text = to.name().equals("text")
                || (to.name().equals("character varying") && to.modifiers().isEmpty());
        return text
                || wider(INTEGERS, from, to)
                || wider(FLOATS, from, to)
                || EQUALS.stream().anyMatch(pair -> pair.contains(from.name()) && pair.contains(to.name()))
                || (STRINGS.contains(from.name()) && STRINGS.contains(to.name()) && longer(from, to))
                || (to.name().equals("numeric") && digits(from, to));
    }

    private static boolean wider(List<String> order, DataType from, DataType to) {
        int before = order.indexOf(from.name());
        return before >= 0 && before <= order.indexOf(to.name());
    }

    private static boolean longer(DataType from, DataType to) {
        return length(from) <= length(to);
    }

    private static int length(DataType type) {
        int unsaid = type.name().equals("character") ? 1 : Integer.MAX_VALUE;
        return number(type, 0, unsaid);
    }

    private static boolean digits(DataType from, DataType to) {
        if (to.modifiers().isEmpty()) {
            return from.name().equals("numeric") || INTEGERS.contains(from.name());
        }
        int scale = number(from, 1, 0);
        int more = number(to, 1, 0);
        return from.name().equals("numeric")
                && !from.modifiers().isEmpty()
                && more >= scale
                && number(to, 0, 0) - more >= number(from, 0, 0) - scale;
    }

    private static int number(DataType type, int modifier, int unsaid) {
        if (type.modifiers().size() <= modifier) {
            return unsaid;
        }
        String written = type.modifiers().get(modifier);
        return written.matches("\\d{1,9}") ? Integer.parseInt(written) : unsaid;
    }
}
