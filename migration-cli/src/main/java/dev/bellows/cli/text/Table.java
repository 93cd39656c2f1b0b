package dev.bellows.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A table of fixed width: the last column takes what the others leave, and is cut where that is too little. */
final class Table {
    private static final String GAP = "  ";

    private final int width;
    private final int widestCell;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param width of the whole
     * @param widestCell of the columns but the last; wider cells are cut
     */
    Table(int width, int widestCell) {
        this.width = width;
        this.widestCell = widestCell;
    }

    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String cell = Cells.plain(cells[i]);
            row.add(i < cells.length - 1 ? Cells.fit(cell, widestCell) : cell);
        }
        rows.add(row);
    }

    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size() - 1; i++) {
            line.append(Cells.padded(row.get(i), widths[i])).append(GAP);
        }
        int left = Math.max(1, width - Cells.width(line.toString()));
        return Cells.fit(
                line.append(Cells.fit(row.get(row.size() - 1), left)).toString().stripTrailing(), width);
    }
}
