package dev.bellows.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static final int MANY = 1_000;
    private static final int ROOM = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void resultsComeInTheirOrderAndEachTaskRunsOnce(int threads) {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            tasks.add(() -> {
                runs.incrementAndGet();
                return number;
            });
        }
        List<Integer> taken = new ArrayList<>();
        try (ReadAhead<Integer> ahead = new ReadAhead<>(tasks, result -> 1, ROOM, threads)) {
            tasks.forEach(task -> taken.add(ahead.take()));
        }

        assertThat(taken).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(runs).hasValue(MANY);
    }

    @Test
    void anotherThreadWorksBeforeAnythingIsTaken() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Callable<String> task = () -> {
            begun.countDown();
            return Thread.currentThread().getName();
        };
        try (ReadAhead<String> ahead = new ReadAhead<>(List.of(task, task), result -> 1, ROOM, 2)) {
            begun.await();

            assertThat(ahead.take()).startsWith("bellows-reading");
        }
    }

    @Test
    void aThreadAloneRunsAsManyInARowAsThereIsRoomFor() {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(runs::incrementAndGet);
        }
        try (ReadAhead<Integer> ahead = new ReadAhead<>(tasks, result -> 2, ROOM, 1)) {
            ahead.take();

            assertThat(runs).hasValue(ROOM / 2);
        }
    }

    @Test
    void onlyAFewResultsAreReadyBeforeTheyAreTaken() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> task = () -> most.accumulateAndGet(open.incrementAndGet(), Math::max);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(task);
        }
        try (ReadAhead<Integer> ahead = new ReadAhead<>(tasks, result -> 1, ROOM, 3)) {
            for (int i = 0; i < MANY; i++) {
                ahead.take();
                open.decrementAndGet();
            }
        }

        assertThat(most).hasValueLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatATaskThrowsIsThrownWhereItsResultIsTaken(int threads) {
        Callable<String> wrong = () -> {
            throw new IllegalArgumentException("unreadable");
        };
        try (ReadAhead<String> ahead =
                new ReadAhead<>(List.of(() -> "first", wrong, () -> "third"), result -> 1, ROOM, threads)) {
            assertThat(ahead.take()).isEqualTo("first");
            assertThatThrownBy(ahead::take)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("unreadable");
            assertThat(ahead.take()).isEqualTo("third");
        }
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsThereAfterwards() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        Thread taker = Thread.currentThread();
        Callable<Integer> slow = () -> {
            begun.countDown();
            waiting.await();
            return 1;
        };
        Thread observer = new Thread(() -> {
            // The taker has been interrupted, and its wait has taken notice.
            while (taker.isInterrupted() || taker.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waiting.countDown();
        });
        try (ReadAhead<Integer> ahead = new ReadAhead<>(List.of(slow, () -> 2), result -> 1, ROOM, 2)) {
            begun.await();
            Thread.currentThread().interrupt();
            observer.start();

            assertThat(ahead.take()).isEqualTo(1);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void itsThreadsEndWithItAlsoWhenNobodyTookEverything() throws InterruptedException {
        ConcurrentHashMap<Thread, Boolean> threads = new ConcurrentHashMap<>();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(() -> {
                threads.put(Thread.currentThread(), true);
                return 1;
            });
        }
        try (ReadAhead<Integer> ahead = new ReadAhead<>(tasks, result -> 1, ROOM, 4)) {
            ahead.take();
        }
        threads.remove(Thread.currentThread());
        for (Thread thread : threads.keySet()) {
            thread.join(20_000);
        }

        assertThat(threads.keySet()).noneMatch(Thread::isAlive);
    }
}
