package dev.bellows.cli.text;

import dev.bellows.cli.lint.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a file that are meant, numbered, with the words underlined. */
final class Excerpt {
    /** What a line without an end is cut to: nobody reads more of it in a log. */
    private static final int WIDTH = 160;

    /** How far from the margin the marked words begin in a line that is cut. */
    private static final int CONTEXT = 20;

    private static final int TAB = 4;
    private static final int MARGIN = 2;

    private final List<Region.Line> lines;
    private final int room;
    private final int digits;
    private final Ink ink;

    private Excerpt(Region region, int width, Ink ink) {
        this.lines = region.lines();
        this.digits = lines.isEmpty()
                ? 0
                : Integer.toString(lines.get(lines.size() - 1).number()).length();
        this.room =
                Math.max(2 * CONTEXT, (width == 0 ? WIDTH : width) - gutter("").length() - 1);
        this.ink = ink;
    }

    /**
     * The excerpt.
     *
     * @param most how many of the lines are shown; of more than one, the last is always among them
     * @param width of the terminal; 0 where there is none
     */
    static List<String> of(Region region, int most, int width, Ink ink) {
        return new Excerpt(region, width, ink).shown(most);
    }

    private List<String> shown(int most) {
        List<String> shown = new ArrayList<>();
        int first = lines.size() <= most ? lines.size() : Math.max(1, most - 1);
        lines.subList(0, first).forEach(line -> add(line, shown));
        if (first < lines.size() && most > 1) {
            shown.add(ink.faint(gutter("") + "…"));
            add(lines.get(lines.size() - 1), shown);
        }
        return shown;
    }

    private void add(Region.Line line, List<String> shown) {
        if (line.cut() == 0 && line.text().length() <= room && Cells.isPlain(line.text())) {
            add(line.number(), line.text(), marks(line), shown);
            return;
        }
        Grid grid = new Grid(line);
        int first = grid.fits(room) ? 0 : grid.firstShown(room);
        add(line.number(), grid.text(first, room), grid.marks(first, room), shown);
    }

    /** Of a line each character of which takes one column. */
    private static String marks(Region.Line line) {
        int begin = Math.min(line.from() - 1, line.text().length());
        int end = Math.min(line.to() - 1, line.text().length());
        return " ".repeat(begin) + "^".repeat(Math.max(1, end - begin));
    }

    private void add(int number, String text, String marks, List<String> shown) {
        shown.add(ink.faint(gutter(Integer.toString(number))) + text);
        if (!marks.isBlank()) {
            shown.add(ink.faint(gutter("")) + ink.bad(marks));
        }
    }

    private String gutter(String number) {
        return " ".repeat(MARGIN + digits - number.length()) + number + " | ";
    }

    /** A line's characters with the columns of the screen that each of them takes. */
    private static final class Grid {
        private final String[] cells;
        private final int[] widths;
        private final int from;
        private final int to;
        private final boolean cut;

        Grid(Region.Line line) {
            int[] characters = line.text().codePoints().toArray();
            this.cells = new String[characters.length];
            this.widths = new int[characters.length];
            int used = 0;
            for (int i = 0; i < characters.length; i++) {
                int c = characters[i];
                cells[i] = c == '\t' ? " ".repeat(TAB - used % TAB) : Cells.plain(Character.toString(c));
                widths[i] = c == '\t' ? cells[i].length() : Cells.width(cells[i].codePointAt(0));
                used += widths[i];
            }
            this.cut = line.cut() > 0;
            this.from = line.from() - 1 - line.cut();
            this.to = line.to() - 1 - line.cut();
        }

        private int width(int first, int last) {
            int width = 0;
            for (int i = first; i < Math.min(last, widths.length); i++) {
                width += widths[i];
            }
            return width;
        }

        boolean fits(int room) {
            return !cut && width(0, cells.length) <= room;
        }

        /** The first character that is shown of a line that is too long: the marked words are what matters. */
        int firstShown(int room) {
            if (!cut && width(0, to) <= room - 1) {
                return 0;
            }
            int first = from;
            while (first > 0 && width(first, from) < CONTEXT) {
                first--;
            }
            return first;
        }

        private int lastShown(int first, int room) {
            int left = room - (first > 0 || cut ? 1 : 0);
            int last = first;
            while (last < cells.length && left - widths[last] >= (last + 1 < cells.length ? 1 : 0)) {
                left -= widths[last++];
            }
            return last;
        }

        String text(int first, int room) {
            int last = lastShown(first, room);
            return (first > 0 || cut ? "…" : "")
                    + String.join("", Arrays.asList(cells).subList(first, last))
                    + (last < cells.length ? "…" : "");
        }

        String marks(int first, int room) {
            int last = lastShown(first, room);
            int begin = Math.min(from, cells.length);
            int before = (first > 0 || cut ? 1 : 0) + width(first, begin);
            int marked = Math.max(1, width(begin, Math.min(to, last)));
            return " ".repeat(before) + "^".repeat(marked);
        }
    }
}
