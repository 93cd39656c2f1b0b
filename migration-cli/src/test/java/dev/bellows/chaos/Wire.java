package dev.bellows.chaos;

import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Direction;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TcpProxy.Traffic;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What lies between one process and the server, with what may become of it. */
final class Wire implements AutoCloseable {
    private final TcpProxy proxy;
    private final AtomicInteger seen = new AtomicInteger();
    private volatile @Nullable Trap trap;
    private volatile Runnable onTrap = () -> {};
    private volatile boolean swallows;
    private volatile int delay;
    private volatile boolean used;

    private Wire(TestDatabase db) throws IOException {
        proxy = TcpProxy.before(db, this::connection);
    }

    static Wire to(TestDatabase db) throws IOException {
        return new Wire(db);
    }

    /**
     * A fault at a moment that the process itself brings about: when it sends a text for so many times.
     *
     * @param act what happens then
     */
    record Trap(String text, int time, Act act) {
        /** What happens. */
        enum Act {
            KILL_BEFORE,
            KILL_AFTER,
            CUT_BEFORE,
            CUT_AFTER,
            REPLY_LOST,
            STOP,
            TERMINATE,
            CANCEL
        }

        @Override
        public String toString() {
            return act + " at " + text + " number " + time;
        }
    }

    /** Sets a trap, before the process starts; {@code deed} is what its act does beside the wire. */
    void set(Trap fault, Runnable deed) {
        onTrap = deed;
        trap = fault;
    }

    /** A trap that nobody has stepped into, to be set elsewhere; null when there is none. */
    @Nullable
    Trap takeTrap() {
        Trap left = trap;
        trap = null;
        return left;
    }

    /** Whether the process has ever said anything to the server. */
    boolean isUsed() {
        return used;
    }

    int port() {
        return proxy.port();
    }

    /** All connections end at once. */
    void cut() throws IOException {
        proxy.cut();
    }

    /** From now on everything is lost; what was, ends connections when that is over. */
    void swallow(boolean lost) throws IOException {
        boolean was = swallows;
        swallows = lost;
        if (was && !lost) {
            proxy.cut();
        }
    }

    /** Every packet takes so many milliseconds longer. */
    void delay(int millis) {
        delay = millis;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private Traffic connection() {
        AtomicBoolean cutReply = new AtomicBoolean();
        AtomicBoolean loseReply = new AtomicBoolean();
        return (direction, bytes) -> {
            used = true;
            pause();
            if (swallows) {
                return Fate.SWALLOW;
            }
            if (direction == Direction.TO_CLIENT) {
                return cutReply.get() ? Fate.CUT : loseReply.get() ? Fate.SWALLOW : Fate.pass(bytes);
            }
            Trap.Act act = sprung(bytes);
            if (act == null) {
                return Fate.pass(bytes);
            }
            cutReply.set(act == Trap.Act.CUT_AFTER);
            loseReply.set(act == Trap.Act.REPLY_LOST);
            onTrap.run();
            return act == Trap.Act.KILL_BEFORE || act == Trap.Act.CUT_BEFORE ? Fate.CUT : Fate.pass(bytes);
        };
    }

    /** Once only. */
    private Trap.@Nullable Act sprung(byte[] bytes) {
        Trap set = trap;
        if (set == null || !new String(bytes, StandardCharsets.ISO_8859_1).contains(set.text())) {
            return null;
        }
        if (seen.incrementAndGet() != set.time()) {
            return null;
        }
        trap = null;
        return set.act();
    }

    private void pause() {
        if (delay > 0) {
            Naps.exactly(delay);
        }
    }
}
