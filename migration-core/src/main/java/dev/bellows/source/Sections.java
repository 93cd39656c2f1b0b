package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a file runs forwards. goose and dbmate keep the reverse in the same file, below a comment; it is blanked, so that
 * lines and columns stay true. Facts: https://pressly.github.io/goose/documentation/annotations/,
 * https://github.com/amacneil/dbmate#creating-migrations.
 */
final class Sections {
    private static final Pattern MARK = Pattern.compile(
            "(?mi)^[ \\t]*--[ \\t]*(?:(\\+goose)[ \\t]+(up|down|no[ \\t]+transaction)|migrate:(up|down)\\b([^\\r\\n]*))[ \\t]*$");

    private final String text;
    private final boolean goose;
    private final boolean dbmate;

    private Sections(String text, boolean goose, boolean dbmate) {
        this.text = text;
        this.goose = goose;
        this.dbmate = dbmate;
    }

    /**
     * Takes a file apart.
     *
     * @param tagPrefix of the directive that takes the place of the tool's own for a migration without a transaction
     */
    static Sections of(String text, String tagPrefix) {
        // Most files have neither, and this is asked of each.
        if (text.indexOf("goose") < 0 && text.indexOf("migrate:") < 0) {
            return new Sections(text, false, false);
        }
        StringBuilder forward = new StringBuilder();
        Matcher mark = MARK.matcher(text);
        boolean up = true;
        boolean goose = false;
        boolean dbmate = false;
        int from = 0;
        while (mark.find()) {
            String word = mark.group(2) != null ? mark.group(2) : mark.group(3);
            forward.append(up ? text.substring(from, mark.start()) : blank(text.substring(from, mark.start())));
            from = mark.end();
            boolean alone = word.length() > "down".length()
                    || (mark.group(4) != null && mark.group(4).contains("transaction:false") && isUp(word));
            boolean backwards = !up && !isUp(word);
            forward.append(
                    backwards ? blank(mark.group()) : alone ? "-- " + tagPrefix + ":transaction off" : mark.group());
            goose |= mark.group(1) != null && isUp(word);
            dbmate |= mark.group(1) == null && isUp(word);
            up = isUp(word) || (up && word.length() > "down".length());
        }
        if (!goose && !dbmate) {
            return new Sections(text, false, false);
        }
        forward.append(up ? text.substring(from) : blank(text.substring(from)));
        return new Sections(forward.toString(), goose, dbmate);
    }

    private static boolean isUp(String word) {
        return word.equalsIgnoreCase("up");
    }

    private static String blank(String section) {
        StringBuilder blank = new StringBuilder(section);
        for (int i = 0; i < blank.length(); i++) {
            if (blank.charAt(i) != '\n' && blank.charAt(i) != '\r') {
                blank.setCharAt(i, ' ');
            }
        }
        return blank.toString();
    }

    /** The text with blanks instead of what runs backwards. */
    String forward() {
        return text;
    }

    /** The tool that keeps both in one file; empty for a file that holds nothing else. */
    String tool() {
        return goose ? "goose" : dbmate ? "dbmate" : "";
    }
}
