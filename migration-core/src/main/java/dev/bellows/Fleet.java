package dev.bellows;

import dev.bellows.model.Build;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Status;
import dev.bellows.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The same migrations on many databases, or on many schemas of one: each has its own ledger and its own lock, and what becomes of
 * one changes nothing for the others. The migrations are read once.
 *
 * <pre>{@code
 * List<Fleet.Outcome<Report>> outcomes = Fleet.of(Bellows.on(pool).migrations("classpath:db/tenant"))
 *         .parallel(8)
 *         .apply(tenants, outcome -> log.info("{} is done", outcome.name()));
 * }</pre>
 *
 * <p>Immutable. Each member borrows one connection at a time, so that a pool needs as many as are worked on at once. Migrations
 * written in Java are called by several threads at once.
 */
public final class Fleet {
    private final Bellows each;
    private final int atOnce;
    private final boolean failFast;
    private final BiConsumer<Member, Progress> listener;
    private final Function<Member, @Nullable RestorePoints> restorePoints;

    private Fleet(
            Bellows each,
            int atOnce,
            boolean failFast,
            BiConsumer<Member, Progress> listener,
            Function<Member, @Nullable RestorePoints> restorePoints) {
        this.each = each;
        this.atOnce = atOnce;
        this.failFast = failFast;
        this.listener = listener;
        this.restorePoints = restorePoints;
    }

    /**
     * One of them.
     *
     * @param name for people
     * @param dataSource connects to its database
     * @param schema where its migrations run and its ledger lives; null for what the settings say
     */
    public record Member(
            String name, DataSource dataSource, @Nullable String schema) {}

    /**
     * What became of one of them.
     *
     * @param result null where it failed or was not tried
     * @param problem why it failed, a {@link dev.bellows.model.BellowsException} unless it is a defect; null where it did not
     * @param took zero where it was not tried
     */
    public record Outcome<T>(
            Member member, @Nullable T result, @Nullable Throwable problem, Duration took) {
        /** Whether it was begun: after the first that failed, or an interrupt, others may not have been. */
        public boolean tried() {
            return result != null || problem != null;
        }
    }

    /** What is done to each; its data source is not used. One after the other, unless {@link #parallel} says otherwise. */
    public static Fleet of(Bellows each) {
        return new Fleet(each, 1, false, (member, progress) -> {}, member -> null);
    }

    /**
     * How many are worked on at once.
     *
     * @throws IllegalArgumentException when that is less than one
     */
    public Fleet parallel(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("at least one is worked on at once, not " + atMost);
        }
        return new Fleet(each, atMost, failFast, listener, restorePoints);
    }

    /** Begins with no other one after one has failed. */
    public Fleet failFast() {
        return new Fleet(each, atOnce, true, listener, restorePoints);
    }

    /** Who hears what happens to each, on several threads at once. */
    public Fleet listener(BiConsumer<Member, Progress> hears) {
        return new Fleet(each, atOnce, failFast, hears, restorePoints);
    }

    /** Who makes the restore points of each, instead of who makes them for one. */
    public Fleet restorePoints(Function<Member, @Nullable RestorePoints> points) {
        return new Fleet(each, atOnce, failFast, listener, points);
    }

    /**
     * Applies to each what is pending there, as {@link Bellows#applyWithoutLease()} does.
     *
     * <p>Interrupting the calling thread interrupts all of them; they are waited for.
     *
     * @param hears each outcome when it is there, one at a time; on a thread of the fleet's
     * @return the outcomes in the order of the members
     * @throws dev.bellows.model.ConfigurationException when the migrations cannot be read
     */
    public List<Outcome<Report>> apply(List<Member> members, Consumer<Outcome<Report>> hears) {
        Build build = each.build();
        return onEach(
                members,
                member -> each.apply(
                        build, member, progress -> listener.accept(member, progress), restorePoints.apply(member)),
                hears);
    }

    /** Likewise says what would run on each, as {@link Bellows#plan()} does. */
    public List<Outcome<Plan>> plan(List<Member> members, Consumer<Outcome<Plan>> hears) {
        Build build = each.build();
        return onEach(members, member -> each.plan(build, member, restorePoints.apply(member)), hears);
    }

    /** Likewise says where each stands, as {@link Bellows#status()} does. */
    public List<Outcome<Status>> status(List<Member> members, Consumer<Outcome<Status>> hears) {
        Build build = each.build();
        return onEach(members, member -> each.status(build, member), hears);
    }

    private <T> List<Outcome<T>> onEach(List<Member> members, Function<Member, T> work, Consumer<Outcome<T>> hears) {
        AtomicBoolean stopped = new AtomicBoolean();
        Object turn = new Object();
        ExecutorService runners = Executors.newFixedThreadPool(Math.max(1, Math.min(atOnce, members.size())));
        Map<Member, Outcome<T>> outcomes = new ConcurrentHashMap<>();
        for (Member member : members) {
            runners.execute(() -> {
                if (stopped.get()) {
                    return;
                }
                Outcome<T> outcome = one(member, work);
                outcomes.put(member, outcome);
                if (failFast && outcome.problem() != null) {
                    stopped.set(true);
                }
                synchronized (turn) {
                    hears.accept(outcome);
                }
            });
        }
        runners.shutdown();
        await(runners, stopped);
        return members.stream()
                .map(member -> outcomes.getOrDefault(member, notTried(member)))
                .toList();
    }

    /** An interrupt is passed on to all that work, and those that have not begun never do. */
    private static void await(ExecutorService runners, AtomicBoolean stopped) {
        boolean interrupted = false;
        while (!runners.isTerminated()) {
            try {
                runners.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
                stopped.set(true);
                runners.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> Outcome<T> notTried(Member member) {
        return new Outcome<>(member, null, null, Duration.ZERO);
    }

    private static <T> Outcome<T> one(Member member, Function<Member, T> work) {
        long began = System.nanoTime();
        @Nullable T result = null;
        @Nullable Throwable problem = null;
        try {
            result = work.apply(member);
        } catch (Throwable t) { // whatever it is, the others go on
            problem = t;
        }
        return new Outcome<>(member, result, problem, Duration.ofNanos(System.nanoTime() - began));
    }
}
