package dev.bellows.chaos;

import dev.bellows.chaos.Made.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes a random folder whose every order of events is valid, and divides it into three builds. */
final class FolderMaker {
    /** How many rows each table has. */
    private static final int ROWS = 2000;

    private static final List<String> TABLES = List.of("t1", "t2", "t3");
    private static final List<String> QUARANTINES = List.of("", "", "copy", "rename", "off");

    /** What a migration does; those that need it more are there more than once. */
    private enum Kind {
        TABLE,
        COLUMN,
        FILL,
        INDEX,
        STATEMENTS,
        MAINTENANCE,
        CODE,
        CONTRACT
    }

    private final Random random;
    private final List<Made> made = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<Build> builds = new ArrayList<>();

    FolderMaker(Random random) {
        this.random = random;
    }

    /** The builds, the oldest first; the last one ships all. */
    List<Build> make() {
        for (String table : TABLES) {
            things.add(new Thing(table, "old_a"));
            things.add(new Thing(table, "old_b"));
        }
        things.add(new Thing("gone_1", ""));
        things.add(new Thing("gone_2", ""));
        Collections.shuffle(things, random);
        made.add(first());
        int one = 2 + random.nextInt(2);
        int two = one + 2 + random.nextInt(3);
        int three = two + 2 + random.nextInt(3);
        while (made.size() < three) {
            made.add(next(made.size() < one, made.size() >= two));
        }
        for (int size : List.of(one, two, three)) {
            builds.add(Build.of(builds.size() + 1, made.subList(0, size), made));
        }
        return List.copyOf(builds);
    }

    private static Made first() {
        StringBuilder up = new StringBuilder();
        for (String table : TABLES) {
            up.append("CREATE TABLE ")
                    .append(table)
                    .append(" (id bigint PRIMARY KEY, keep text NOT NULL, old_a text, old_b text, filled int);\n")
                    .append("INSERT INTO ")
                    .append(table)
                    .append(" SELECT i, 'row ' || i, 'a' || i, 'b' || i FROM generate_series(1, " + ROWS + ") AS i;\n");
        }
        up.append("CREATE TABLE gone_1 (id bigint, what text);\nCREATE TABLE gone_2 (id bigint, what text);\n");
        up.append(Made.effect("0001", "up"));
        return new Made("0001", "0001_first", up.toString(), "", false, "", Thing.NONE, 9, 0, false);
    }

    private Made next(boolean inFirstBuild, boolean inLastBuild) {
        String version = String.format(Locale.ROOT, "%04d", made.size() + 1);
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        if ((kind == Kind.CONTRACT && inFirstBuild) || (kind == Kind.CODE && !CodeSample.VERSIONS.contains(version))) {
            kind = Kind.INDEX;
        }
        if (inLastBuild && random.nextInt(2) == 0) {
            kind = Kind.CONTRACT;
        }
        Made next = of(kind, version);
        // What the first build ships stays, as every instance stands on it.
        return inFirstBuild
                ? new Made(
                        version,
                        next.name(),
                        next.up(),
                        "",
                        next.contract(),
                        next.after(),
                        next.taken(),
                        next.upEffect(),
                        0,
                        next.code())
                : next;
    }

    private Made of(Kind kind, String version) {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        String name = version + "_" + kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case TABLE ->
                expand(
                        name,
                        "",
                        List.of("CREATE TABLE made_" + version + " (id int PRIMARY KEY, what text DEFAULT 'x')", nap()),
                        List.of("DROP TABLE made_" + version));
            case COLUMN ->
                expand(
                        name,
                        "",
                        List.of(nap(), "ALTER TABLE " + table + " ADD COLUMN c_" + version + " int"),
                        List.of("ALTER TABLE " + table + " DROP COLUMN c_" + version));
            case FILL ->
                expand(
                        name,
                        "",
                        List.of(
                                "UPDATE " + table + " SET filled = " + Integer.parseInt(version) + " WHERE id % 7 = 0",
                                nap()),
                        List.of("UPDATE " + table + " SET filled = NULL WHERE id % 7 = 0"));
            case INDEX ->
                expand(
                        name,
                        "",
                        List.of("CREATE INDEX CONCURRENTLY i_" + version + " ON " + table + " (keep)"),
                        List.of("DROP INDEX CONCURRENTLY i_" + version));
            case STATEMENTS ->
                expand(
                        name,
                        "-- bellows:transaction off\n",
                        List.of(
                                "CREATE TABLE step_" + version + " (id int)",
                                nap(),
                                "ALTER TABLE step_" + version + " ADD COLUMN two int"),
                        List.of("ALTER TABLE step_" + version + " DROP COLUMN two", "DROP TABLE step_" + version));
            case MAINTENANCE ->
                expand(
                        name,
                        "",
                        List.of("REINDEX INDEX CONCURRENTLY " + table + "_pkey", "VACUUM " + table),
                        List.of("SELECT 1"));
            case CODE -> new Made(version, name, CodeSample.up(version), "", false, "", Thing.NONE, 1, 1, true);
            case CONTRACT -> contract(version, name);
        };
    }

    /** The row is inserted at a random place among the statements. */
    private Made expand(String name, String directives, List<String> up, List<String> down) {
        String version = name.substring(0, 4);
        int upEffect = 1 + random.nextInt(up.size() + 1);
        int downEffect = 1 + random.nextInt(down.size() + 1);
        return new Made(
                version,
                name,
                text(directives, up, upEffect, Made.effect(version, "up")),
                text(directives, down, downEffect, Made.effect(version, "down")),
                false,
                "",
                Thing.NONE,
                upEffect,
                downEffect,
                false);
    }

    private static String text(String directives, List<String> statements, int effect, String insert) {
        StringBuilder text = new StringBuilder(directives);
        for (int i = 1; i <= statements.size() + 1; i++) {
            if (i == effect) {
                text.append(insert);
            }
            if (i <= statements.size()) {
                text.append(statements.get(i - 1)).append(";\n");
            }
        }
        return text.toString();
    }

    private Made contract(String version, String name) {
        Thing thing = things.remove(0);
        String after = random.nextInt(3) == 0
                ? ""
                : made.get(made.size() - 1 - random.nextInt(made.size() / 2)).version();
        String quarantine = QUARANTINES.get(random.nextInt(QUARANTINES.size()));
        String kept = quarantine.isEmpty() || (quarantine.equals("rename") && thing.isTable())
                ? ""
                : "-- bellows:quarantine " + quarantine + "\n";
        String directives =
                "-- bellows:phase contract\n" + (after.isEmpty() ? "" : "-- bellows:after " + after + "\n") + kept;
        String drop = thing.isTable()
                ? "DROP TABLE " + thing.table()
                : "ALTER TABLE " + thing.table() + " DROP COLUMN " + thing.column();
        String back = thing.isTable()
                ? "CREATE TABLE " + thing.table() + " (id bigint, what text)"
                : "ALTER TABLE " + thing.table() + " ADD COLUMN " + thing.column() + " text";
        Made as = expand(name, "", List.of(drop, nap()), List.of(back));
        return new Made(
                version,
                name,
                directives + as.up(),
                as.down(),
                true,
                after,
                thing,
                as.upEffect(),
                as.downEffect(),
                false);
    }

    private String nap() {
        return "SELECT pg_sleep(0." + (1 + random.nextInt(8)) + ")";
    }
}
