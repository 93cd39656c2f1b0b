package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import dev.bellows.lint.Way;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL may hold passwords, and a report of it is a log that many can read. */
final class Passwords {
    /** {@code PASSWORD 'x'} of roles and user mappings, {@code password=x} of connections, {@code //user:x@host} of URLs. */
    private static final Pattern PASSWORD = Pattern.compile(
            "(?i)(?:\\bpassword\\s*=?\\s*(?:E|U&|N)?'|\\bpassword=|://[^:/@\\s']*:(?=[^@\\s']+@))(?<secret>(?:[^'\\s@]|'')+)"
                    + "|\\bpassword\\s+\\$\\w*\\$(?<quoted>[^$]+)");

    private static final String WORD = "password";

    private Passwords() {}

    /** The same with a sign for each character of a password, so that nothing moves. */
    static String masked(String sql) {
        if (!mayHold(sql)) {
            return sql;
        }
        StringBuilder masked = new StringBuilder(sql);
        Matcher password = PASSWORD.matcher(sql);
        while (password.find()) {
            String group = password.start("secret") < 0 ? "quoted" : "secret";
            for (int i = password.start(group); i < password.end(group); i++) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }

    /** Whether a look is worth it: nearly no text holds any. */
    private static boolean mayHold(String sql) {
        for (int at = 0; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if ((c == ':' && sql.startsWith("://", at))
                    || ((c == 'p' || c == 'P') && sql.regionMatches(true, at, WORD, 0, WORD.length()))) {
                return true;
            }
        }
        return false;
    }

    /** A finding whose texts hold none. */
    static Finding masked(Finding finding) {
        boolean clean = !mayHold(finding.message())
                && finding.way().steps().stream().noneMatch(step -> mayHold(step.what()) || mayHold(step.sql()));
        if (clean) {
            return finding;
        }
        Way way = new Way(finding.way().steps().stream()
                .map(step -> new Way.Step(masked(step.what()), step.phase(), masked(step.sql())))
                .toList());
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.verdicts(),
                finding.script(),
                finding.span(),
                masked(finding.message()),
                finding.effects(),
                way,
                finding.assumed(),
                finding.acceptance());
    }
}
