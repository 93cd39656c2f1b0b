package dev.bellows.chaos;

import dev.bellows.chaos.Wire.Trap;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One folder, from its first build to its last, with all that happens to it meanwhile. */
final class Round {
    static final String LEDGER = "ledger.bellows_ledger";

    /** How often a fault that finds nothing to hit is tried again, and after how many milliseconds. */
    private static final int TRIES = 20;

    private static final int RETRY = 100;

    private final Path folder;
    private final ClassPath classPath;
    private final Figures figures = new Figures();
    private final List<Build> builds;
    private final Schedule schedule;

    /** Everything is a function of seed and number. */
    Round(long seed, int number, boolean light, Path folder, ClassPath classPath) {
        this.classPath = classPath;
        this.folder = folder;
        Random random = new Random(seed * 1_000_003 + number);
        this.builds = new FolderMaker(random).make();
        this.schedule = Schedule.draw(random, light);
    }

    Figures figures() {
        return figures;
    }

    /**
     * Plays it, lets the folder finish, and looks.
     *
     * @return what is not as it must be; what is needed to look at it stays in its folder then
     */
    List<String> play(InstalledPostgres postgres) throws IOException {
        Files.createDirectories(folder);
        for (Build build : builds) {
            build.write(folder);
        }
        Files.write(
                folder.resolve("schedule.txt"),
                schedule.events().stream().map(Object::toString).toList());
        List<String> findings = new ArrayList<>();
        try (TestDatabase db = postgres.newDatabase();
                TestDatabase reference = postgres.newDatabase()) {
            db.sql(setUp(builds));
            reference.sql(setUp(builds));
            Field field = new Field(postgres, db);
            Starter starter = new Starter(field, folder, classPath, figures);
            Operator operator = new Operator(field, starter);
            Calm calm = new Calm(field, starter);
            try {
                if (schedule.calmStart()) {
                    findings.addAll(calm.calmly(1, "apply"));
                    findings.addAll(Calm.serving(starter.instance(1, schedule.oldest())));
                }
                long began = field.now();
                for (Schedule.Event event : schedule.events()) {
                    field.at(began + event.millis(), () -> happen(field, starter, operator, event));
                }
                field.play();
                findings.addAll(calm.finish(builds.size()));
                findings.addAll(new Checks(builds, field, reference, folder, figures).all());
            } finally {
                Files.write(folder.resolve("events.txt"), field.events());
                for (Child child : field.children()) {
                    child.close();
                }
            }
        }
        return findings;
    }

    /** Rows that tell of each migration's effects, and of what the instances served. */
    static String setUp(List<Build> builds) {
        StringBuilder sql = new StringBuilder("CREATE SCHEMA ledger; CREATE SCHEMA chaos;"
                + " CREATE TABLE chaos.served (instance text, build int, position bigint);"
                + " CREATE TABLE chaos.effect_greeting (build text);"
                + " CREATE TABLE chaos.walked (id text); " + Trouble.SET_UP);
        for (Made each : builds.get(builds.size() - 1).ships()) {
            sql.append("CREATE TABLE chaos.effect_").append(each.id()).append(" (direction text);");
        }
        return sql.toString();
    }

    private void happen(Field field, Starter starter, Operator operator, Schedule.Event event) throws IOException {
        if (event instanceof Schedule.Run run) {
            operator.decide();
            Trap trap = run.trap();
            starter.runner(run.build(), run.arguments(), trap == null ? starter.leftTrap() : trap);
        } else if (event instanceof Schedule.Enter enter) {
            starter.instance(enter.build(), enter.how());
        } else if (event instanceof Schedule.Leave leave) {
            List<Child> instances =
                    field.alive().stream().filter(each -> !each.isRunner()).toList();
            if (!instances.isEmpty()) {
                // As in a rolling deploy: rather one of those that have been there for long.
                instances.get(leave.draw() % (1 + instances.size() / 2)).signal("TERM");
            }
        } else if (event instanceof Schedule.Hit hit) {
            hit(field, hit, TRIES);
        }
    }

    /** Where there is nothing to hit yet, it waits for a while. */
    private void hit(Field field, Schedule.Hit hit, int tries) throws IOException {
        boolean there;
        try {
            there = hit.fault().inject(field, hit.draw());
        } catch (SQLException serverIsAway) {
            there = false;
        }
        if (there) {
            field.note(hit.toString());
            figures.count("faults", hit.fault().name());
        } else if (tries > 0) {
            field.later(RETRY, () -> hit(field, hit, tries - 1));
        }
    }
}
