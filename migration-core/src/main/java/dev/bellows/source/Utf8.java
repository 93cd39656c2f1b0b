package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text as it was read.
 *
 * @param text with a sign in the place of what is not UTF-8
 * @param wrong the first byte that is not UTF-8; null when all are
 */
record Utf8(String text, @Nullable Wrong wrong) {
    private static final char INSTEAD = '\uFFFD';

    /**
     * A byte that is not UTF-8.
     *
     * @param line from 1
     * @param column from 1, in characters
     * @param hex its value
     * @param more how many other sequences are not UTF-8
     */
    record Wrong(int line, int column, String hex, int more) {
        /** What the linter says of it. */
        Refusal refusal(String file) {
            String others = more == 0 ? "" : more == 1 ? ", nor is 1 more place" : ", nor are " + more + " more places";
            return new Refusal(
                    "not-utf-8",
                    null,
                    file,
                    line,
                    column,
                    "",
                    "the byte " + hex + " is not UTF-8" + others,
                    "save the file as UTF-8");
        }
    }

    static Utf8 of(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        try {
            return new Utf8(StandardCharsets.UTF_8.newDecoder().decode(in).toString(), null);
        } catch (CharacterCodingException e) {
            return replaced(ByteBuffer.wrap(bytes, from, bytes.length - from));
        }
    }

    private static Utf8 replaced(ByteBuffer in) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        String first = "";
        int at = 0;
        int count = 0;
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            if (count == 0) {
                at = out.position();
                first = String.format("0x%02X", in.get(in.position()));
            }
            count++;
            in.position(in.position() + result.length());
            out.put(INSTEAD);
            result = decoder.decode(in, out, true);
        }
        String text = out.flip().toString();
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(letter -> letter == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, at) + 1;
        return new Utf8(text, new Wrong(line, column, first, count - 1));
    }
}
