package dev.bellows.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSearchTest {
    @ParameterizedTest
    @ValueSource(strings = {"aaab:", "xaab:y", "aaaaaab:", "aabaab:"})
    void aWordIsFoundWhereverABeginningOfItStandsBeforeIt(String text) {
        assertThat(found("aab:", text, text.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void textComesInPiecesOfAnyLength(int pieces) {
        Random random = new Random(20261123 + pieces);
        for (int i = 0; i < 20_000; i++) {
            String word = letters(random, 1 + random.nextInt(5));
            String text = letters(random, random.nextInt(30));

            assertThat(found(word, text, pieces)).as(word + " in " + text).isEqualTo(text.contains(word));
        }
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        return text.toString();
    }

    private static boolean found(String word, String text, int pieces) {
        ByteSearch search = new ByteSearch(word);
        for (int from = 0; from < text.length(); from += pieces) {
            byte[] piece =
                    text.substring(from, Math.min(text.length(), from + pieces)).getBytes(UTF_8);
            search.add(piece, piece.length);
        }
        return search.found();
    }
}
