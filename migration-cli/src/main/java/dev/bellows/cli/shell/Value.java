package dev.bellows.cli.shell;

import java.util.List;
import java.util.stream.Stream;

/**
 * What follows an option or a command, read from the label that the help shows: {@code FILE} is a file, {@code JAR|FOLDER} too, {@code FOLDER} a
 * folder, small letters stand for themselves ({@code expand|contract|all}), other capitals for something that only a person
 * knows.
 *
 * @param words those that can be offered
 */
record Value(Kind kind, String label, List<String> words) {
    enum Kind {
        NONE,
        TEXT,
        FILE,
        FOLDER
    }

    static final Value NONE = new Value(Kind.NONE, "", List.of());

    Value {
        words = List.copyOf(words);
    }

    /** The value of this label; {@code COMMAND} is one of these commands. */
    static Value of(String label, List<String> commands) {
        return switch (label) {
            case "FILE", "JAR|FOLDER" -> new Value(Kind.FILE, label, List.of());
            case "FOLDER" -> new Value(Kind.FOLDER, label, List.of());
            case "COMMAND" -> new Value(Kind.TEXT, label, commands);
            default -> new Value(Kind.TEXT, label, words(label));
        };
    }

    /** Of {@code resume-at:N} what can be known: {@code resume-at:}. */
    private static List<String> words(String label) {
        return Stream.of(label.split("\\|"))
                .map(word -> word.replaceFirst("[A-Z]+$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
