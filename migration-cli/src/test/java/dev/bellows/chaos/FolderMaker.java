package dev.bellows.chaos;

import dev.bellows.chaos.Kind.Recipe;
import dev.bellows.chaos.Made.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes a random folder whose every order of events is valid, and divides it into three builds. */
final class FolderMaker {
    private static final List<String> QUARANTINES = List.of("", "", "copy", "rename", "off");

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Random random;
    private final List<Made> made = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>(Thing.all());

    FolderMaker(Random random) {
        this.random = random;
    }

    /** The builds, the oldest first; the last one ships all. */
    List<Build> make() {
        Collections.shuffle(things, random);
        made.add(first());
        int one = 2 + random.nextInt(2);
        int two = one + 3 + random.nextInt(3);
        int three = two + 3 + random.nextInt(3);
        while (made.size() < three) {
            // What the first build ships stays, as every instance stands on it.
            made.add(made.size() < one ? expand(Made.MAIN).forGood() : next(made.size() >= two));
        }
        List<Build> builds = new ArrayList<>();
        for (int size : List.of(one, two, three)) {
            builds.add(Build.of(builds.size() + 1, made.subList(0, size), made));
        }
        return List.copyOf(builds);
    }

    private Made first() {
        List<String> statements = Thing.making();
        int effect = statements.size() + 1;
        return Made.expand(
                Made.MAIN,
                "0001",
                "0001_first",
                new Script(text("", statements, effect, Made.effect("0001", "up")), effect),
                Script.NONE,
                "");
    }

    private Made next(boolean inLastBuild) {
        // The owners' versions are one line; with the same one, the name of the owner decides.
        boolean customers =
                random.nextInt(4) == 0 && made.get(made.size() - 1).owner().equals(Made.MAIN);
        String owner = customers ? Made.CUSTOMER : Made.MAIN;
        return random.nextInt(inLastBuild ? 2 : 6) == 0 ? contract(owner) : expand(owner);
    }

    /** The version after the last of the owner of most of them: a customer takes the same one. */
    private String version() {
        long mains =
                made.stream().filter(each -> each.owner().equals(Made.MAIN)).count();
        return String.format(Locale.ROOT, "%04d", mains + 1);
    }

    private Made expand(String owner) {
        String version = version();
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        if (kind == Kind.CODE && owner.equals(Made.MAIN) && CodeSample.VERSIONS.contains(version)) {
            Script up = new Script(CodeSample.up(version), 1);
            return new Made(owner, version, version + "_code", up, new Script("", 1), "", false, "", Thing.NONE, true);
        }
        Kind other = kind == Kind.CODE ? Kind.INDEX : kind;
        return made(owner, version, other.name().toLowerCase(Locale.ROOT), other.recipe(id(owner), random));
    }

    private Made contract(String owner) {
        Thing thing = things.remove(0);
        List<String> owned = made.stream()
                .filter(each -> each.owner().equals(owner))
                .map(Made::version)
                .toList();
        String after = owned.isEmpty() || random.nextInt(3) == 0
                ? ""
                : owned.get(owned.size() - 1 - random.nextInt((owned.size() + 1) / 2));
        String quarantine = QUARANTINES.get(random.nextInt(QUARANTINES.size()));
        String kept = quarantine.isEmpty() || (quarantine.equals("rename") && thing.isTable())
                ? ""
                : "-- bellows:quarantine " + quarantine + "\n";
        String directives =
                "-- bellows:phase contract\n" + (after.isEmpty() ? "" : "-- bellows:after " + after + "\n") + kept;
        List<String> statements = new ArrayList<>(thing.drop());
        statements.add(Kind.nap(random));
        Made as = made(owner, version(), "drop_" + thing.kind(), new Recipe(directives, statements, "", thing.back()));
        return new Made(owner, as.version(), as.name(), as.up(), as.down(), as.check(), true, after, thing, false);
    }

    private String id(String owner) {
        return Made.id(owner, version());
    }

    private Made made(String owner, String version, String kind, Recipe recipe) {
        String id = Made.id(owner, version);
        return Made.expand(
                owner,
                version,
                version + "_" + kind,
                script(recipe.directives(), recipe.up(), Made.effect(id, "up")),
                script(recipe.downDirectives(), recipe.down(), Made.effect(id, "down")),
                random.nextBoolean() ? check(id) : "");
    }

    /** It holds when the migration did what it is for once, and nothing else troubles it. */
    private static String check(String id) {
        return "SELECT 1 FROM chaos.effect_" + id + " HAVING count(*) FILTER (WHERE direction = 'up')"
                + " <> 1 + count(*) FILTER (WHERE direction = 'down');\n" + Trouble.CHECK;
    }

    /** The row is inserted at a random place among the statements. */
    private Script script(String directives, List<String> statements, String insert) {
        int effect = 1 + random.nextInt(statements.size() + 1);
        return new Script(text(directives, statements, effect, insert), effect);
    }

    private static String text(String directives, List<String> statements, int effect, String insert) {
        List<String> all = new ArrayList<>(statements);
        all.add(effect - 1, insert);
        return directives + String.join(";\n", all) + ";\n";
    }
}
