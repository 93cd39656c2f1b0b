package dev.bellows.chaos;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** Where a round takes place: its database, the processes that were started, and what is still to happen, in order of time. */
final class Field {
    private final InstalledPostgres postgres;
    private final TestDatabase db;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final PriorityQueue<Timed> queue = new PriorityQueue<>(Comparator.comparingLong(Timed::millis));
    private final List<String> events = new ArrayList<>();
    private final long began = System.nanoTime();

    Field(InstalledPostgres postgres, TestDatabase db) {
        this.postgres = postgres;
        this.db = db;
    }

    /** Something that happens. */
    interface Deed {
        void happen() throws IOException;
    }

    private record Timed(long millis, Deed deed) {}

    InstalledPostgres postgres() {
        return postgres;
    }

    TestDatabase db() {
        return db;
    }

    List<Child> children() {
        return children;
    }

    List<Child> alive() {
        return children.stream().filter(Child::isAlive).toList();
    }

    void add(Child child) {
        children.add(child);
    }

    /** What happened, each with its time since the beginning. */
    List<String> events() {
        return events;
    }

    synchronized void note(String what) {
        events.add(now() + " ms " + what);
    }

    /** Milliseconds since the beginning. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    /** Lets something happen so many milliseconds after the beginning. */
    synchronized void at(long millis, Deed deed) {
        queue.add(new Timed(millis, deed));
    }

    /** Lets something happen so many milliseconds from now. */
    void later(long millis, Deed deed) {
        at(now() + millis, deed);
    }

    private synchronized Timed next() {
        return queue.poll();
    }

    /** Lets all happen at its time, in this thread. */
    void play() {
        for (Timed next = next(); next != null; next = next()) {
            Naps.exactly(Math.max(0, next.millis() - now()));
            try {
                next.deed().happen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the server answers to a question of ours; empty when it does not. */
    String ask(String sql) {
        try {
            return String.valueOf(db.value(sql));
        } catch (IllegalStateException away) {
            return "";
        }
    }

    /** The position of the ledger's head; 0 where that is not to be known. */
    long position() {
        String position = ask("SELECT position FROM ledger.bellows_head");
        return position.isEmpty() ? 0 : Long.parseLong(position);
    }

    /** A session that holds no gate. */
    Connection psql() throws SQLException {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setApplicationName("psql");
        return dataSource.getConnection();
    }
}
