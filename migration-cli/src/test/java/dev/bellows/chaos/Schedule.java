package dev.bellows.chaos;

import dev.bellows.chaos.Wire.Trap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen in a round, all of it drawn before anything happens.
 *
 * @param calmStart whether the first build is deployed, and an instance of it serves, before anything is disturbed
 * @param oldest how that instance enters
 */
record Schedule(boolean calmStart, String oldest, List<Event> events) {
    private static final List<String> TRAP_TEXTS = List.of(
            "COMMIT\0",
            "COMMIT\0",
            "\"bellows_head\" SET position",
            "INSERT INTO \"ledger\".\"bellows_ledger\"",
            "DROP ",
            "CONCURRENTLY",
            "CALL ",
            "DETACH ",
            "bellows_progress",
            "chaos.trouble",
            "chaos.effect_");

    /** Something that happens at a time, in milliseconds after the beginning. */
    sealed interface Event permits Run, Enter, Leave, Hit {
        long millis();
    }

    /** A call of the command line. */
    record Run(
            long millis,
            int build,
            String arguments,
            @Nullable Trap trap) implements Event {}

    /** An instance starts. */
    record Enter(long millis, int build, String how) implements Event {}

    /** An instance that lives is asked to end. */
    record Leave(long millis, int draw) implements Event {}

    /** A fault. */
    record Hit(long millis, Fault fault, int draw) implements Event {}

    Schedule {
        events = List.copyOf(events);
    }

    /** @param light without what the finish has to wait long for: crashes, and leases of the library */
    static Schedule draw(Random random, boolean light) {
        long length = light ? 8_000 : 25_000 + random.nextInt(15_000);
        boolean calmStart = light || random.nextInt(6) > 0;
        List<Event> events = new ArrayList<>();
        long[] deploys = {0, length * (1 + random.nextInt(2)) / 10, length * (3 + random.nextInt(2)) / 10};
        for (int build = 1; build <= 3; build++) {
            long deploy = deploys[build - 1];
            // Whoever deploys tries again until it is done.
            for (long at = deploy + 1; at < until(deploys, build, length); at += 3000 + random.nextInt(3000)) {
                events.add(new Run(
                        at,
                        build,
                        random.nextBoolean() ? "apply" : "apply --json-events",
                        random.nextBoolean() ? trap(random) : null));
            }
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                events.add(new Run(within(random, deploy, length), build, command(random), trap(random)));
            }
            for (int i = 0; i < 1 + random.nextInt(2); i++) {
                events.add(new Enter(within(random, deploy, length), build, entering(random, light)));
            }
        }
        // Whoever runs the oldest build starts it again and again, also behind what came meanwhile.
        for (long at = 0; at < length; at += 2000 + random.nextInt(4000)) {
            events.add(new Enter(at, 1, entering(random, light)));
        }
        for (int i = 0; i < 3 + random.nextInt(3); i++) {
            events.add(new Leave(within(random, length / 2, length), random.nextInt(1 << 20)));
        }
        // A start of the server closes all gates for the lifetime of a lease: most rounds shall see them open.
        boolean stable = light || random.nextInt(4) > 0;
        List<Fault> faults = Stream.of(Fault.values())
                .filter(each -> !stable || (each != Fault.CRASH && each != Fault.RESTART))
                .flatMap(each -> IntStream.range(0, each.weight()).mapToObj(unused -> each))
                .toList();
        long pace = 500L + random.nextInt(1300);
        for (long at = 1000; at < length; at += 1 + random.nextLong(2 * pace)) {
            events.add(new Hit(at, faults.get(random.nextInt(faults.size())), random.nextInt(1 << 20)));
        }
        events.sort(Comparator.comparingLong(Event::millis));
        return new Schedule(calmStart, entering(random, light), events);
    }

    private static long until(long[] deploys, int build, long length) {
        return build < deploys.length ? deploys[build] : length;
    }

    private static long within(Random random, long from, long to) {
        return from + random.nextLong(to - from);
    }

    private static String command(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> "apply --phase expand --json";
            case 2, 3 -> "apply --wait-for-gate 8s";
            case 4 -> "apply --json";
            case 5 -> "apply --json-events --wait 3s";
            case 6, 7, 13, 14 -> "down --accept-data-loss";
            case 8 -> "validate --pending-ok";
            case 9 -> "apply --phase contract --wait-for-gate 4s --json-events";
            case 10 -> "wait --timeout 4s";
            case 11 -> "quarantine purge --older-than 0 --accept-data-loss";
            case 12 -> "apply --require-all";
            default -> "apply";
        };
    }

    private static @Nullable Trap trap(Random random) {
        Trap.Act[] acts = Trap.Act.values();
        Trap trap = new Trap(
                TRAP_TEXTS.get(random.nextInt(TRAP_TEXTS.size())),
                1 + random.nextInt(4),
                acts[random.nextInt(acts.length)]);
        return random.nextInt(3) == 0 ? null : trap;
    }

    private static String entering(Random random, boolean light) {
        int lifetime = 2 + random.nextInt(4);
        return switch (random.nextInt(light ? 2 : 8)) {
            case 0, 1, 2, 3, 4, 5 -> "functions " + lifetime;
            case 6 -> "apply";
            default -> "validate";
        };
    }
}
