package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A changeset of Liquibase's formatted SQL: the lines of it, and those of its rollback. */
final class Changeset {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\"[^\"]*\"|\\S*)");
    private static final Pattern PLAIN_DELIMITER = Pattern.compile("[^\\\\\\[\\](){}*+?|.^$\\s]+");

    private final SourceFile file;
    private final String version;
    private final String name;
    private final int begin;
    private final Lines forward = new Lines();
    private final Lines backward = new Lines();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notRun = new ArrayList<>();
    private boolean outside;
    private @Nullable String delimiter;
    private @Nullable String rollbackDelimiter;

    /**
     * Begins one.
     *
     * @param name author and id
     * @param attributes what stands behind its name
     */
    Changeset(SourceFile file, String version, String name, int begin, String attributes) {
        this.file = file;
        this.version = version;
        this.name = name;
        this.begin = begin;
        forward.add(begin);
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            attribute(attribute.group(1), attribute.group(2).replace("\"", ""));
        }
    }

    private void attribute(String key, String value) {
        String word = key.toLowerCase(Locale.ROOT);
        boolean no = value.equalsIgnoreCase("false");
        switch (word) {
            case "runintransaction" -> outside = no;
            case "enddelimiter" -> delimiter = delimiter(key, value);
            case "rollbackenddelimiter" -> rollbackDelimiter = delimiter(key, value);
            // Bellows knows where a statement ends, and what a comment is.
            case "splitstatements",
                    "rollbacksplitstatements",
                    "stripcomments",
                    "logicalfilepath",
                    "created",
                    "objectquotingstrategy",
                    "onvalidationfail" -> {}
            case "dbms" -> {
                if (!isForPostgres(value)) {
                    notRun.add(said("is for " + value));
                }
            }
            case "ignore" -> {
                if (!no) {
                    notRun.add(said("says ignore:" + value));
                }
            }
            case "failonerror" -> {
                if (no) {
                    refuse(key, value, "let it fail, or write it so that it does not (IF EXISTS)");
                }
            }
            case "runonchange", "runalways" -> {
                if (!no) {
                    refuse(key, value, "give it to a repeatable in a folder of the layout bellows: R_name.sql");
                }
            }
            default -> refuse(key, value, "take it out, or the whole changeset, as it ran where you come from");
        }
    }

    private void refuse(String key, String value, String next) {
        refusals.add(FileRefusals.foreign(
                file, begin, "Liquibase's " + key + ":" + value + " is not one that Bellows knows", next));
    }

    private String said(String why) {
        return file.display() + ":" + begin + ": the changeset " + name + " " + why + ", and is not run";
    }

    private static boolean isForPostgres(String dbms) {
        boolean others = true;
        for (String each : dbms.toLowerCase(Locale.ROOT).split("\\s*,\\s*")) {
            if (each.equals("postgresql") || each.equals("all")) {
                return true;
            }
            if (each.equals("!postgresql")) {
                return false;
            }
            others &= each.startsWith("!");
        }
        return others;
    }

    private @Nullable String delimiter(String key, String value) {
        String plain = value.replaceFirst("^(?:\\\\n)+", "");
        if (plain.equals(";") || plain.isEmpty()) {
            return null;
        }
        if (!PLAIN_DELIMITER.matcher(plain).matches()) {
            refuse(key, value, "end statements with a semicolon, and take it out");
            return null;
        }
        return plain;
    }

    void line(int line, String text) {
        String shown = ended(text, delimiter);
        if (shown.equals(text)) {
            forward.add(line);
        } else {
            forward.add(line, shown);
        }
    }

    /** A line of a rollback, blanks in the place of what makes it a comment. */
    void rollbackLine(int line, String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (words.startsWith("changesetid") || words.startsWith("changesetauthor")) {
            refusals.add(FileRefusals.foreign(
                    file, line, "it names another changeset instead of saying what to do", "write its statements"));
        }
        boolean nothing = words.matches("not required\\b.*|empty\\b.*");
        rollback(line, nothing ? " ".repeat(text.length()) : text);
    }

    void rollback(int line, String text) {
        backward.add(line, ended(text, rollbackDelimiter));
    }

    /** A delimiter of its own, at the end of a line, is a semicolon to PostgreSQL. */
    private static String ended(String text, @Nullable String delimiter) {
        String words = text.stripTrailing();
        boolean ends = delimiter != null
                && words.regionMatches(true, words.length() - delimiter.length(), delimiter, 0, delimiter.length())
                && (isSign(delimiter) || words.strip().length() == delimiter.length());
        if (!ends || delimiter == null) {
            return text;
        }
        int at = words.length() - delimiter.length();
        return text.substring(0, at) + ";" + " ".repeat(text.length() - at - 1);
    }

    /** A word such as GO ends a statement only where it stands alone. */
    private static boolean isSign(String delimiter) {
        return delimiter.chars().noneMatch(Character::isLetterOrDigit) && !delimiter.equals("/");
    }

    /** Why it is passed over; empty where it runs. */
    List<String> notRun() {
        return notRun;
    }

    /** It and its reverse, where it has one. */
    List<Part> parts(SourceFile in) {
        if (!notRun.isEmpty()) {
            return List.of();
        }
        MigrationName versioned = new MigrationName(MigrationName.Kind.VERSIONED, version, name);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(versioned, in, forward, outside, refusals));
        if (!backward.isEmpty()) {
            parts.add(new Part(versioned.reverse(), in, backward, outside, List.of()));
        }
        return parts;
    }
}
