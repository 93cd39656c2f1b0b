package dev.bellows.sql.grammar;

/**
 * How much of a run of operator characters is one operator: as scan.l has it, and
 * <a href="https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-OPERATORS">4.1.3</a> tells it.
 * The scanner decides the same character by character; written twice, so that the comparison of the two means something.
 */
final class OperatorLength {
    private static final String ALLOWS_A_TRAILING_SIGN = "~!@#^&|`?%";

    private OperatorLength() {}

    /** The length of the first operator in a run that does not start with a comment; at least 1. */
    static int of(String run) {
        int length = beforeComment(run);
        if (length > 1 && isSign(run.charAt(length - 1)) && !allowsTrailingSign(run, length - 1)) {
            do {
                length--;
            } while (length > 1 && isSign(run.charAt(length - 1)));
        }
        return length;
    }

    private static int beforeComment(String run) {
        for (int i = 1; i < run.length() - 1; i++) {
            if (run.startsWith("--", i) || run.startsWith("/*", i)) {
                return i;
            }
        }
        return run.length();
    }

    private static boolean allowsTrailingSign(String run, int length) {
        for (int i = 0; i < length; i++) {
            if (ALLOWS_A_TRAILING_SIGN.indexOf(run.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSign(char character) {
        return character == '+' || character == '-';
    }
}
