package dev.bellows.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A password that is recognised wherever it comes out, whole or cut short: both its ends are found nowhere else, and between
 * them stands what shells, URLs, JSON and files each write in their own way.
 */
record Canary(String id) {
    private static final String BETWEEN = "!a b%41+\u00e9:@/?#&='\"\\";

    String text() {
        return "kanarie" + id + BETWEEN + "eiranak" + id;
    }

    /** As a URL holds it. */
    String encoded() {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z');
            encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return encoded.toString();
    }

    /** As a conninfo string holds it. */
    String quoted() {
        return "'" + text().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The names of the texts in which it, or one of its ends, is to be seen. */
    List<String> foundIn(Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(text -> text.getValue().contains("kanarie" + id)
                        || text.getValue().contains("eiranak" + id))
                .map(Map.Entry::getKey)
                .toList();
    }
}
