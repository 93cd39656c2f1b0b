package dev.bellows.chaos;

import dev.bellows.chaos.Wire.Trap;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One folder, from its first build to its last, with all that happens to it meanwhile. */
final class Round {
    static final String LEDGER = "ledger.bellows_ledger";

    /** How long a process may take that nothing disturbs any more. */
    private static final int SECONDS = 120;

    /** How often a fault that finds nothing to hit is tried again, and after how many milliseconds. */
    private static final int TRIES = 20;

    private static final int RETRY = 100;

    /** Documented as "refused". */
    private static final int REFUSED = 3;

    /** How many things can be in doubt, at most, when nothing disturbs any more. */
    private static final int DECISIONS = 10;

    private final Path folder;
    private final ClassPath classPath;
    private final Figures figures = new Figures();
    private final List<Build> builds;
    private final Schedule schedule;
    private final AtomicInteger started = new AtomicInteger();
    private final Set<String> looked = new HashSet<>();

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
            try {
                if (schedule.calmStart()) {
                    findings.addAll(calmly(field, 1, "apply"));
                    findings.addAll(serving(instance(field, 1, schedule.oldest())));
                }
                long began = field.now();
                for (Schedule.Event event : schedule.events()) {
                    field.at(began + event.millis(), () -> happen(field, event));
                }
                field.play();
                findings.addAll(finish(field));
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

    private void happen(Field field, Schedule.Event event) throws IOException {
        if (event instanceof Schedule.Run run) {
            decide(field);
            runner(field, run.build(), run.arguments(), run.trap());
        } else if (event instanceof Schedule.Enter enter) {
            instance(field, enter.build(), enter.how());
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

    private Child runner(Field field, int build, String arguments, @Nullable Trap trap) throws IOException {
        String name = "runner-" + started.incrementAndGet();
        Child.Call call = new Child.Call(build, arguments, field.position());
        Wire wire = Wire.to(field.db());
        Map<String, String> variables = Map.of(
                "BELLOWS_URL",
                "jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + field.db().name(),
                "BELLOWS_USER",
                field.db().user());
        List<String> command = classPath.command();
        command.add("dev.bellows.cli.Main");
        command.addAll(List.of(arguments.split(" ")));
        List<Child> self = new ArrayList<>();
        if (trap != null) {
            wire.set(trap, () -> spring(field, self.get(0), trap));
        }
        Child child = Child.start(name, call, Build.folder(folder, build), wire, command, variables);
        self.add(child);
        field.add(child);
        field.note(name + ": build " + build + " " + arguments + (trap == null ? "" : ", " + trap));
        return child;
    }

    /** Someone looks at what runs were refused for, one thing after the other. */
    private void decide(Field field) throws IOException {
        List<Child> runners = field.children().stream().filter(Child::isRunner).toList();
        if (runners.stream().anyMatch(each -> each.isAlive() && Operator.isOne(each))) {
            return;
        }
        for (Child each : runners) {
            if (!each.isAlive() && each.exit() == REFUSED && looked.add(each.name())) {
                Optional<String> decision = new Operator(field).decision(each.output());
                if (decision.isPresent()) {
                    Child unused = runner(field, Operator.build(each), decision.get(), null);
                    return;
                }
            }
        }
    }

    private void spring(Field field, Child child, Trap trap) {
        field.note(child.name() + " " + trap);
        figures.count("faults", "AT_" + trap.act());
        switch (trap.act()) {
            case KILL_BEFORE, KILL_AFTER -> child.signal("KILL");
            case STOP -> {
                child.signal("STOP");
                field.later(2500, () -> child.signal("CONT"));
            }
            case TERMINATE -> field.ask(backends("pg_terminate_backend"));
            case CANCEL -> field.ask(backends("pg_cancel_backend"));
            default -> {}
        }
    }

    private static String backends(String function) {
        return "SELECT count(" + function + "(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'bellows%'";
    }

    private Child instance(Field field, int build, String how) throws IOException {
        String name = "instance-" + started.incrementAndGet();
        Wire wire = Wire.to(field.db());
        List<String> command = classPath.command();
        command.addAll(List.of(
                InstanceProcess.class.getName(),
                "jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + field.db().name(),
                field.db().user(),
                Build.folder(folder, build).toString(),
                Integer.toString(build),
                name));
        command.addAll(List.of(how.split(" ")));
        Child child = Child.start(name, null, Build.folder(folder, build), wire, command, Map.of());
        field.add(child);
        field.note(name + ": build " + build + " " + how);
        return child;
    }

    /** Nothing is disturbed any more: what still runs ends, and the newest build is deployed. */
    private List<String> finish(Field field) throws IOException {
        int last = builds.size();
        List<String> findings = new ArrayList<>();
        findings.addAll(
                ended(field, field.children().stream().filter(Child::isRunner).toList()));
        // Those of older builds that serve still hold the contracts now.
        findings.addAll(decidedAndCalmly(field, last));
        for (Child child : field.alive()) {
            child.signal("TERM");
        }
        findings.addAll(ended(field, field.children()));
        Child serving = instance(field, last, "functions 30");
        String apply = "apply --wait 60s --wait-for-gate 90s --require-all";
        for (String command : List.of(
                "apply --phase expand --wait 60s",
                apply,
                "validate",
                "quarantine purge --older-than 0 --accept-data-loss",
                "apply")) {
            findings.addAll(calmly(field, last, command));
        }
        serving.signal("TERM");
        if (!ended(field, serving)) {
            findings.add(serving.name() + " does not end when it is asked to");
        }
        return findings;
    }

    private static List<String> ended(Field field, List<Child> children) {
        List<String> findings = new ArrayList<>();
        for (Child child : children) {
            if (!ended(field, child)) {
                findings.add(child.name() + " does not end although nothing disturbs it:\n" + child.output());
                child.signal("KILL");
            }
        }
        return findings;
    }

    /** An instance that nothing disturbs comes to serve. */
    private static List<String> serving(Child instance) {
        for (int i = 0; i < SECONDS * 10; i++) {
            if (instance.output().contains(InstanceProcess.SERVING)) {
                return List.of();
            }
            Naps.exactly(100);
        }
        return List.of(instance.name() + ", which nothing disturbs, does not serve:\n" + instance.output());
    }

    /** A call that nothing disturbs has to do what it is for. */
    private List<String> calmly(Field field, int build, String command) throws IOException {
        return asItMust(field, runner(field, build, command, null), command);
    }

    private List<String> asItMust(Field field, Child child, String command) {
        boolean ended = ended(field, child);
        if (ended && child.exit() == 0) {
            return List.of();
        }
        String finding = child.name() + " (" + command + "), which nothing disturbs, ended with "
                + (ended ? child.exit() : "nothing") + ":\n" + child.output();
        child.signal("KILL");
        return List.of(finding);
    }

    /** What was refused because a person has to decide is decided, each of it. */
    private List<String> decidedAndCalmly(Field field, int build) throws IOException {
        for (int i = 0; i < DECISIONS; i++) {
            Child child = runner(field, build, "apply", null);
            Optional<String> decision = ended(field, child) && child.exit() == REFUSED
                    ? new Operator(field).decision(child.output())
                    : Optional.empty();
            if (decision.isEmpty()) {
                return asItMust(field, child, "apply");
            }
            List<String> findings = calmly(field, build, decision.get());
            if (!findings.isEmpty()) {
                return findings;
            }
        }
        return List.of("a person was asked for a decision " + DECISIONS + " times, although nothing disturbs the runs");
    }

    /** Waits for its end; what a trap has still to do is done meanwhile. */
    private static boolean ended(Field field, Child child) {
        for (int i = 0; i < SECONDS; i++) {
            field.play();
            if (child.ended(1)) {
                return true;
            }
        }
        return false;
    }
}
