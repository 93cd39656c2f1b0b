package dev.bellows.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static final int MANY = 1_000;
    private static final int ROOM = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void eachTakerGetsAllResultsInTheirOrderAndEachTaskRunsOnce(int takers) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            tasks.add(() -> {
                runs.incrementAndGet();
                return number;
            });
        }
        ReadAhead<Integer> ahead = new ReadAhead<>(tasks, result -> 1, ROOM);
        List<FutureTask<List<Integer>>> taken = new ArrayList<>();
        for (int i = 0; i < takers; i++) {
            ReadAhead<Integer>.Taker taker = ahead.taker();
            taken.add(new FutureTask<>(() -> take(taker, MANY)));
        }
        taken.forEach(each -> new Thread(each).start());

        for (FutureTask<List<Integer>> each : taken) {
            assertThat(each.get()).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        }
        assertThat(runs).hasValue(MANY);
    }

    @Test
    void aThreadRunsAsManyInARowAsThereIsRoomFor() {
        AtomicInteger runs = new AtomicInteger();
        ReadAhead<Integer> ahead = new ReadAhead<>(many(runs::incrementAndGet), result -> 2, ROOM);

        ahead.taker().take();

        assertThat(runs).hasValue(ROOM / 2);
    }

    @Test
    void whoIsFarAheadWaitsForThoseBehind() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ReadAhead<Integer> ahead = new ReadAhead<>(many(runs::incrementAndGet), result -> 1, ROOM);
        ReadAhead<Integer>.Taker behind = ahead.taker();
        ReadAhead<Integer>.Taker first = ahead.taker();
        FutureTask<List<Integer>> all = new FutureTask<>(() -> take(first, MANY));
        Thread thread = start(all);

        awaitWaiting(thread);
        assertThat(runs).hasValue(ROOM);

        take(behind, MANY);
        assertThat(all.get()).hasSize(MANY);
    }

    @Test
    void whoWaitsForRoomGoesOnWhenAnotherHasRunItsTask() throws Exception {
        ReadAhead<Integer> ahead = new ReadAhead<>(many(() -> 1), result -> 1, ROOM);
        ReadAhead<Integer>.Taker slowest = ahead.taker();
        ReadAhead<Integer>.Taker second = ahead.taker();
        ReadAhead<Integer>.Taker first = ahead.taker();
        FutureTask<List<Integer>> twice = new FutureTask<>(() -> take(first, 2 * ROOM));
        Thread thread = start(twice);
        awaitWaiting(thread);

        // Room is never half free, and what there is is used at once.
        take(second, ROOM);
        int steps = ROOM / 2 + 1;
        for (int i = 0; i < steps; i++) {
            slowest.take();
            second.take();
        }
        take(slowest, 2 * ROOM - steps);

        assertThat(twice.get(20, TimeUnit.SECONDS)).hasSize(2 * ROOM);
    }

    @Test
    void whoTakesNoMoreIsWaitedForNoLonger() throws Exception {
        ReadAhead<Integer> ahead = new ReadAhead<>(many(() -> 1), result -> 1, ROOM);
        ReadAhead<Integer>.Taker behind = ahead.taker();
        ReadAhead<Integer>.Taker first = ahead.taker();
        FutureTask<List<Integer>> all = new FutureTask<>(() -> take(first, MANY));
        Thread thread = start(all);
        awaitWaiting(thread);

        behind.close();

        assertThat(all.get()).hasSize(MANY);
    }

    @Test
    void whoOnlyReadsRunsAllThatThereIsRoomForAndEndsWithTheLast() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ReadAhead<Integer> ahead = new ReadAhead<>(many(runs::incrementAndGet), result -> 1, ROOM);
        ReadAhead<Integer>.Taker taker = ahead.taker();
        Thread reader = start(ahead::read);

        awaitWaiting(reader);
        assertThat(runs).hasValue(ROOM);

        assertThat(take(taker, MANY)).hasSize(MANY);
        reader.join();
        assertThat(runs).hasValue(MANY);
    }

    @Test
    void whoOnlyReadsEndsWhereNobodyTakesAnyMore() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ReadAhead<Integer> ahead = new ReadAhead<>(many(runs::incrementAndGet), result -> 1, ROOM);
        ReadAhead<Integer>.Taker taker = ahead.taker();
        Thread reader = start(ahead::read);
        awaitWaiting(reader);

        taker.close();

        reader.join();
        assertThat(runs).hasValue(ROOM);
    }

    @Test
    void whatATaskThrowsIsThrownWhereverItsResultIsTaken() {
        Callable<String> wrong = () -> {
            throw new IllegalArgumentException("unreadable");
        };
        ReadAhead<String> ahead = new ReadAhead<>(List.of(() -> "first", wrong, () -> "third"), result -> 1, ROOM);
        for (ReadAhead<String>.Taker taker : List.of(ahead.taker(), ahead.taker())) {
            assertThat(taker.take()).isEqualTo("first");
            assertThatThrownBy(taker::take)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("unreadable");
            assertThat(taker.take()).isEqualTo("third");
        }
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsThereAfterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        Callable<Integer> slow = () -> {
            begun.countDown();
            waited.await();
            return 1;
        };
        ReadAhead<Integer> ahead = new ReadAhead<>(List.of(slow), result -> 1, ROOM);
        ReadAhead<Integer>.Taker runs = ahead.taker();
        ReadAhead<Integer>.Taker waits = ahead.taker();
        start(new FutureTask<>(runs::take));
        begun.await();
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> waits.take() == 1 && Thread.interrupted());
        Thread thread = start(interrupted);
        awaitWaiting(thread);
        thread.interrupt();
        while (thread.isInterrupted()) {
            Thread.onSpinWait();
        }
        awaitWaiting(thread);
        waited.countDown();

        assertThat(interrupted.get()).isTrue();
    }

    private static <T> List<Callable<T>> many(Callable<T> task) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(task);
        }
        return tasks;
    }

    private static <T> List<T> take(ReadAhead<T>.Taker taker, int count) {
        List<T> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(taker.take());
        }
        return taken;
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
