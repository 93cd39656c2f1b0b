package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names findings by what they are about and not by their lines: rule, file and the marked words; of several that are alike,
 * the first, the second and so on.
 */
final class Fingerprints {
    private final Map<String, Integer> seen = new HashMap<>();

    String of(Finding finding, Region region, String path) {
        String about = finding.rule() + "\n" + path + "\n" + region.words();
        int number = seen.merge(about, 1, Integer::sum);
        return hash(about + "\n" + number);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
