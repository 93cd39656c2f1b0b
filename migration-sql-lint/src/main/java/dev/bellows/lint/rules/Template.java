package dev.bellows.lint.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL with blanks to fill in, taken apart once: {@code $1}, {@code $2} and so on, each as often as it is needed. */
final class Template {
    private static final Pattern BLANK = Pattern.compile("\\$([1-9])");

    private final List<String> texts = new ArrayList<>();
    private final List<Integer> blanks = new ArrayList<>();

    Template(String text) {
        Matcher blank = BLANK.matcher(text);
        int from = 0;
        while (blank.find()) {
            texts.add(text.substring(from, blank.start()));
            blanks.add(Integer.parseInt(blank.group(1)) - 1);
            from = blank.end();
        }
        texts.add(text.substring(from));
    }

    /** The SQL with these in its blanks. */
    String with(String... values) {
        StringBuilder text = new StringBuilder(512);
        for (int i = 0; i < blanks.size(); i++) {
            text.append(texts.get(i)).append(values[blanks.get(i)]);
        }
        return text.append(texts.get(blanks.size())).toString();
    }
}
