package dev.bellows.sql;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sets of words that are written as text. */
final class Words {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Words() {}

    static Set<String> of(String words) {
        return BLANKS.splitAsStream(words).collect(Collectors.toUnmodifiableSet());
    }
}
