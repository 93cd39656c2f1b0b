package dev.bellows.sql;

/** A backslash outside strings and comments: a command of psql, which the server never sees. */
final class PsqlCommand {
    private static final int LONGEST_SHOWN = 40;

    private PsqlCommand() {}

    /** The command, whose backslash has just been read, with its backslash and without arguments. */
    static String at(CharacterWindow window) {
        StringBuilder command = new StringBuilder("\\");
        for (int next = window.peek(); next > ' ' && command.length() < LONGEST_SHOWN; next = window.peek()) {
            command.append((char) next);
            window.position++;
        }
        return command.toString();
    }

    static String problem(String command) {
        if (command.equals("\\.")) {
            return "The line \\. ends the data of a COPY ... FROM STDIN, and none is open here. Remove it.";
        }
        return "psql command " + command + ": Bellows runs SQL only; " + advice(command);
    }

    private static String advice(String command) {
        return switch (command) {
            case "\\i", "\\ir", "\\include", "\\include_relative" ->
                "put the file's statements here or into a migration of its own.";
            case "\\copy" -> "use COPY ... FROM STDIN with the data below it.";
            case "\\c", "\\connect" ->
                "a migration runs in one database; choose it in the configuration, and remove the line.";
            case "\\gexec" -> "generate the statements beforehand, or run them with EXECUTE in a DO block.";
            case "\\restrict", "\\unrestrict" -> "pg_dump wrote this line for psql; remove it.";
            default -> "remove the line, or write what it does in SQL.";
        };
    }
}
