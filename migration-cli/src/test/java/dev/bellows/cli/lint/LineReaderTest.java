package dev.bellows.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Given a file's text, when its lines are read, then they are all of it, and each knows where it begins. */
class LineReaderTest {
    @Test
    void linesKeepWhatEndsThem() throws IOException {
        assertThat(lines(new StringReader("a\r\n\nlast"))).containsExactly("0:a\r\n", "3:\n", "4:last");
        assertThat(lines(new StringReader(""))).isEmpty();
    }

    @Test
    void aLineMayBeLongerThanWhatIsReadAtOnce() throws IOException {
        String first = "x".repeat(8191) + "\n";
        String second = "y".repeat(20_000) + "\n";

        assertThat(lines(new StringReader(first + second + "z")))
                .containsExactly("0:" + first, "8192:" + second, "28193:z");
    }

    @Test
    void aReaderMayGiveLittleAtATime() throws IOException {
        assertThat(lines(new OneByOne("ab\nc\n"))).containsExactly("0:ab\n", "3:c\n");
    }

    private static List<String> lines(Reader reader) throws IOException {
        LineReader lines = new LineReader(reader);
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(lines.offset() + ":" + line);
        }
        return all;
    }

    private static final class OneByOne extends StringReader {
        OneByOne(String text) {
            super(text);
        }

        @Override
        public int read(char[] buffer, int from, int length) throws IOException {
            return super.read(buffer, from, 1);
        }
    }
}
