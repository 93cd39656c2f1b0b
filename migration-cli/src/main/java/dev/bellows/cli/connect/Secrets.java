package dev.bellows.cli.connect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The passwords of this call, to be kept out of error messages. */
public final class Secrets {
    private static final String MASK = "***";

    /** Shorter ones would mask letters of every message, and tell nobody anything. */
    private static final int SHORTEST = 4;

    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@'\"]*:)[^/\\s'\"]*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(\\b(?:ssl|pg)?password\\s*=\\s*)(?:'(?:\\\\.|[^'])*'|[^&\\s'\"]+)");

    private static final Pattern CONNECTION = Pattern.compile("(?s)(?i:postgres|jdbc:)|.*(?:://|[@=])");

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Whether a word that should be something else may be a connection, which may hold a password: it is not to be repeated. */
    public static boolean mayBeIn(String word) {
        return CONNECTION.matcher(word).lookingAt();
    }

    /** Remembers a password, also as a URL holds it. */
    void add(String password) {
        if (password.length() >= SHORTEST) {
            passwords.add(password);
            String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
            passwords.add(encoded);
            passwords.add(encoded.replace("+", "%20"));
            passwords.add(ENCODED.matcher(encoded.replace("+", "%20"))
                    .replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
        }
    }

    /** Remembers a name that is no secret, even if somebody took it as the password too. */
    void isPublic(String name) {
        names.add(name);
    }

    /** A message without passwords. */
    public String mask(String message) {
        String masked = USER_INFO.matcher(message).replaceAll("$1" + MASK + "@");
        masked = PARAMETER.matcher(masked).replaceAll("$1" + MASK);
        return maskKnown(masked);
    }

    /** A text without the passwords of this call; what only looks like one, as SQL may, stays. */
    public String maskKnown(String text) {
        String masked = text;
        for (String password : longestFirst()) {
            masked = masked.replace(password, MASK);
        }
        return masked;
    }

    /** One that is part of another would leave the other's rest. */
    private List<String> longestFirst() {
        return passwords.stream()
                .filter(password -> !names.contains(password))
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }
}
