package dev.bellows.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A file's bytes without a byte order mark; at their end it fails when they are not those that were planned. */
final class VerifyingInput extends FilterInputStream {
    private static final int MARK = 3;

    private final PushbackInputStream bytes;
    private final Checksum checksum = new Checksum();
    private final String expected;
    private boolean begun;
    private boolean ended;

    VerifyingInput(InputStream in, String expected) {
        this(new PushbackInputStream(in, MARK), expected);
    }

    private VerifyingInput(PushbackInputStream bytes, String expected) {
        super(bytes);
        this.bytes = bytes;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        passOverByteOrderMark();
        int count = bytes.read(buffer, offset, length);
        if (count > 0) {
            checksum.add(buffer, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            if (!checksum.value().equals(expected)) {
                throw new ChangedFileException();
            }
        }
        return count;
    }

    private void passOverByteOrderMark() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        byte[] first = new byte[MARK];
        int length = bytes.readNBytes(first, 0, MARK);
        if (!Checksum.startsWithByteOrderMark(first, length)) {
            bytes.unread(first, 0, length);
        }
    }

    /** The file's content is not what it was when the plan was made. */
    static final class ChangedFileException extends IOException {
        ChangedFileException() {
            super("its content changed while it was being read");
        }
    }
}
