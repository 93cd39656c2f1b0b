package dev.bellows.chaos;

/** What lets the checks of migrations fail for a while. */
final class Trouble {
    /** What a database has to have for it. */
    static final String SET_UP = "CREATE TABLE chaos.trouble (why text);";

    /** A check's query. */
    static final String CHECK = "SELECT why FROM chaos.trouble;\n";

    private static final int RETRY = 200;

    private Trouble() {}

    /** Whether it has begun; it ends after so many milliseconds. */
    static boolean begin(Field field, long millis) {
        boolean began = field.ask("INSERT INTO chaos.trouble VALUES ('chaos') RETURNING why")
                .equals("chaos");
        if (began) {
            field.later(millis, () -> end(field));
        }
        return began;
    }

    private static void end(Field field) {
        if (!field.ask(
                        "WITH gone AS (DELETE FROM chaos.trouble RETURNING why) SELECT 'over' FROM (SELECT count(*) FROM gone) AS all_of_it")
                .equals("over")) {
            field.later(RETRY, () -> end(field));
        }
    }
}
