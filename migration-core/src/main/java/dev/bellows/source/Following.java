package dev.bellows.source;

import java.math.BigInteger;

/** The number after a number. */
public final class Following {
    private Following() {}

    /** One more, at least as wide: {@code 0301} after {@code 0300}. */
    public static String number(String digits) {
        String next = new BigInteger(digits).add(BigInteger.ONE).toString();
        return "0".repeat(Math.max(0, digits.length() - next.length())) + next;
    }
}
