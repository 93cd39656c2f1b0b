package dev.bellows.cli.text;

import java.util.ArrayList;
import java.util.List;

/** As much of a terminal as the live lines need: what is on its screen after some output. It has no end below. */
final class Emulator {
    private final List<StringBuilder> rows = new ArrayList<>();
    private int row;
    private int column;

    /** The screen's lines, without blanks at their ends and without colours. */
    static List<String> screen(String output) {
        Emulator emulator = new Emulator();
        for (int i = 0; i < output.length(); i++) {
            if (output.charAt(i) == '\u001b') {
                int end = i + 2;
                while (Character.isDigit(output.charAt(end)) || output.charAt(end) == '?') {
                    end++;
                }
                emulator.control(output.charAt(end), output.substring(i + 2, end));
                i = end;
            } else {
                emulator.print(output.charAt(i));
            }
        }
        List<String> lines = new ArrayList<>(emulator.rows.stream()
                .map(line -> line.toString().stripTrailing())
                .toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private StringBuilder line() {
        while (rows.size() <= row) {
            rows.add(new StringBuilder());
        }
        return rows.get(row);
    }

    private void print(char c) {
        if (c == '\n') {
            row++;
            column = 0;
        } else if (c == '\r') {
            column = 0;
        } else {
            StringBuilder line = line();
            while (line.length() <= column) {
                line.append(' ');
            }
            line.setCharAt(column++, c);
        }
        line();
    }

    private void control(char command, String number) {
        switch (command) {
            case 'A' -> row -= number.isEmpty() ? 1 : Integer.parseInt(number);
            case 'K' -> line().setLength(Math.min(column, line().length()));
            case 'H' -> {
                row = 0;
                column = 0;
            }
            case 'J' -> {
                if (number.equals("2")) {
                    rows.clear();
                }
                line().setLength(Math.min(column, line().length()));
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'm', 'l', 'h' -> line();
            default -> throw new IllegalArgumentException("a control sequence that nobody expects: " + command);
        }
    }
}
