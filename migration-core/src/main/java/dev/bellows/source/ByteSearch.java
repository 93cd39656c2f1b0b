package dev.bellows.source;

import java.nio.charset.StandardCharsets;

/**
 * Whether a word occurs in bytes that come piece by piece; after Knuth, Morris and Pratt, so that no byte is looked at again.
 */
final class ByteSearch {
    private final byte[] word;

    /** How many bytes of the word still stand when so many did and the next one is another. */
    private final int[] kept;

    private int matched;

    /** @param word not empty */
    ByteSearch(String word) {
        this.word = word.getBytes(StandardCharsets.UTF_8);
        this.kept = new int[this.word.length];
        for (int i = 1, length = 0; i < this.word.length; i++) {
            while (length > 0 && this.word[i] != this.word[length]) {
                length = kept[length - 1];
            }
            length += this.word[i] == this.word[length] ? 1 : 0;
            kept[i] = length;
        }
    }

    /** Adds what comes next. */
    void add(byte[] bytes, int length) {
        for (int i = 0; i < length && !found(); i++) {
            while (matched > 0 && bytes[i] != word[matched]) {
                matched = kept[matched - 1];
            }
            if (bytes[i] == word[matched]) {
                matched++;
            }
        }
    }

    /** Whether the word was in what was added. */
    boolean found() {
        return matched == word.length;
    }
}
