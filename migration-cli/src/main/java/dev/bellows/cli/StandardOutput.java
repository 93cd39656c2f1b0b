package dev.bellows.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Standard output, which knows why it could not be written: {@code head} goes when it has its lines, and that is no trouble. */
final class StandardOutput extends PrintStream {
    private final Watched watched;

    StandardOutput(OutputStream out, Charset encoding) {
        this(new Watched(out), encoding);
    }

    private StandardOutput(Watched watched, Charset encoding) {
        super(watched, true, encoding);
        this.watched = watched;
    }

    /** Whether nobody reads it any more. */
    boolean isLeft() {
        return watched.left;
    }

    private static final class Watched extends FilterOutputStream {
        /** What the C library says of EPIPE, as Java tells it; in a translated one, it stays a failure like any other. */
        private static final String EPIPE = "Broken pipe";

        private boolean left;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                left = EPIPE.equals(e.getMessage());
                throw e;
            }
        }
    }
}
