package dev.bellows.chaos;

import dev.bellows.chaos.Child.Call;
import dev.bellows.chaos.Wire.Trap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts the processes of a round, each with a wire of its own, and lets traps spring. */
final class Starter {
    private final Field field;
    private final Path folder;
    private final ClassPath classPath;
    private final Figures figures;
    private final AtomicInteger started = new AtomicInteger();

    /** @param folder of the round, with the builds */
    Starter(Field field, Path folder, ClassPath classPath, Figures figures) {
        this.field = field;
        this.folder = folder;
        this.classPath = classPath;
        this.figures = figures;
    }

    /** Calls the command line. */
    Child runner(int build, String arguments, @Nullable Trap trap) throws IOException {
        String name = "runner-" + started.incrementAndGet();
        Child.Call call = new Call(build, arguments, field.position());
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
            wire.set(trap, () -> spring(self.get(0), trap));
        }
        Child child = Child.start(name, call, Build.folder(folder, build), wire, command, variables);
        self.add(child);
        field.add(child);
        field.note(name + ": build " + build + " " + arguments + (trap == null ? "" : ", " + trap));
        return child;
    }

    /** Starts an application, which enters as {@code how} says. */
    Child instance(int build, String how) throws IOException {
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

    /** Most runs find nothing to do, and step into no trap: it waits for the next one then. */
    @Nullable
    Trap leftTrap() {
        for (Child each : field.children()) {
            @Nullable Trap trap = each.isAlive() ? null : each.wire().takeTrap();
            if (trap != null) {
                return trap;
            }
        }
        return null;
    }

    private void spring(Child child, Trap trap) {
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
}
