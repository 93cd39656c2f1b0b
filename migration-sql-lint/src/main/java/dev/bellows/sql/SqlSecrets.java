package dev.bellows.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that a statement holds, so that neither its excerpt nor what the server says of it shows them: what follows
 * the word PASSWORD, passwords in connection strings and URLs, and every string of a command whose business secrets are,
 * since a misspelt option is no PASSWORD any more.
 */
public final class SqlSecrets {
    private static final String STRING =
            "(?:E'(?:[^'\\\\]|\\\\.|'')*+'?+|(?:U&|N)?'(?:[^']|'')*+'?+|\\$(?<tag>\\w*)\\$.*?(?:\\$\\k<tag>\\$|\\z))";
    private static final Pattern STRINGS = Pattern.compile(STRING, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern OTHERS = Pattern.compile(
            "--[^\\n]*|/\\*.*?(?:\\*/|\\z)|\"[^\"]*+\"?+|" + STRING, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SECRETIVE = Pattern.compile(
            "\\s*(?:CREATE|ALTER)\\s+(?:ROLE|USER|GROUP|SUBSCRIPTION|SERVER)\\b", Pattern.CASE_INSENSITIVE);
    /** Code that handles passwords: they may be anywhere in it, as arguments of format() for example. */
    private static final Pattern SECRETIVE_CODE =
            Pattern.compile("\\s*DO\\b.*\\bpassword\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*+'?+");
    private static final List<Pattern> SECRET = List.of(
            Pattern.compile(
                    "\\bpassword\\b\\s*=?\\s*(?<secret>" + STRING + ")", Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
            Pattern.compile("\\bpassword=(?<secret>[^\\s;&'\"]+)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("://[^:/@\\s']*:(?<secret>[^@\\s']+)@"));
    private static final Pattern QUOTES =
            Pattern.compile("^(?:E|U&|N)?'|'$|^\\$\\w*\\$|\\$\\w*\\$$", Pattern.CASE_INSENSITIVE);
    private static final String WORD = "password";
    private static final int SHORTEST = 3;
    private static final char HIDDEN = '\uFFFF';

    private final String masked;
    private final List<String> values = new ArrayList<>();

    private SqlSecrets(String text) {
        StringBuilder marked = new StringBuilder(text);
        if (SECRETIVE.matcher(text).lookingAt()) {
            mark(STRINGS.matcher(text), 0, marked);
        }
        if (SECRETIVE_CODE.matcher(text).matches()) {
            mark(QUOTED.matcher(text), 0, marked);
        }
        SECRET.forEach(pattern -> mark(pattern.matcher(text), -1, marked));
        masked = marked.toString();
    }

    /** Those of a statement, or of any text. */
    public static SqlSecrets of(String text) {
        return new SqlSecrets(text);
    }

    private void mark(Matcher matcher, int group, StringBuilder marked) {
        while (matcher.find()) {
            int start = group == 0 ? matcher.start() : matcher.start("secret");
            int end = group == 0 ? matcher.end() : matcher.end("secret");
            String literal = matcher.group().substring(start - matcher.start(), end - matcher.start());
            values.add(literal);
            String inner = QUOTES.matcher(literal).replaceAll("");
            if (inner.length() >= SHORTEST) {
                values.add(inner);
            }
            for (int i = start; i < end; i++) {
                if (marked.charAt(i) != '\n') {
                    marked.setCharAt(i, HIDDEN);
                }
            }
        }
    }

    /** Whether a look is worth it: nearly no text holds any. */
    public static boolean mayBeIn(String text) {
        return text.contains("://")
                || holdsWord(text, 'p')
                || holdsWord(text, 'P')
                || SECRETIVE.matcher(text).lookingAt();
    }

    private static boolean holdsWord(String text, char first) {
        for (int at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
            if (text.regionMatches(true, at, WORD, 0, WORD.length())) {
                return true;
            }
        }
        return false;
    }

    /** The text with a sign for each of their characters, so that nothing moves. */
    public String masked(char sign) {
        return masked.replace(HIDDEN, sign);
    }

    /** Part of the text, without them; its lines stay where they were. */
    public String excerpt(int start, int end) {
        return masked.substring(start, end).replaceAll(HIDDEN + "+", "'***'");
    }

    /** What somebody says about the text, without them. */
    public String hide(String message) {
        String hidden = message;
        for (String value : values) {
            hidden = hidden.replace(value, "***");
        }
        SqlSecrets own = new SqlSecrets(hidden);
        return own.excerpt(0, hidden.length());
    }

    /** A statement of somebody else's in one line, without its comments and any of its strings. */
    public static String withoutStrings(String sql) {
        // An apostrophe in a comment or in a name begins no string.
        return OTHERS.matcher(sql)
                .replaceAll(found -> {
                    String text = found.group();
                    return text.startsWith("--") || text.startsWith("/*")
                            ? " "
                            : text.startsWith("\"") ? Matcher.quoteReplacement(text) : "'***'";
                })
                .strip()
                .replaceAll("\\s+", " ");
    }
}
