package dev.bellows.cli.text;

import java.util.function.IntSupplier;

/**
 * What text is shown on.
 *
 * @param live whether lines can be redrawn in place
 * @param unicode whether it shows more than ASCII
 * @param width its columns at this moment; 0 when it has no end, as a file
 */
public record Display(boolean live, boolean unicode, Ink ink, IntSupplier width) {
    /** A file, a pipe. */
    public static final Display PLAIN = new Display(false, true, Ink.PLAIN, () -> 0);

    /** Its columns, or a usual number of them where it has no end. */
    public int columns(int otherwise) {
        int columns = width.getAsInt();
        return columns == 0 ? otherwise : columns;
    }

    /** A line with the signs of ours that it can show; what others wrote stays as it is. */
    public String signs(String line) {
        return unicode ? line : line.replace('…', '~').replace('×', 'x');
    }
}
