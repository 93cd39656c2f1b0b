package dev.bellows.run;

import dev.bellows.testkit.TcpProxy.Direction;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TcpProxy.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Loses the first COMMIT that passes, or its reply; whatever follows passes as it is. */
final class FirstCommit implements Supplier<Traffic> {
    private final boolean arrives;
    private final Fate loss;
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final AtomicBoolean back = new AtomicBoolean();
    private Runnable meanwhile = () -> {};

    private FirstCommit(boolean arrives, Fate loss) {
        this.arrives = arrives;
        this.loss = loss;
    }

    /** It never reaches the server. */
    static FirstCommit lost(Fate how) {
        return new FirstCommit(false, how);
    }

    /** The server does what it says, and that never reaches the client, nor does anything else on that connection. */
    static FirstCommit unanswered(Fate how) {
        return new FirstCommit(true, how);
    }

    /** What happens then, before who was cut off gets through again. */
    FirstCommit meanwhile(Runnable deed) {
        meanwhile = deed;
        return this;
    }

    /** Whether it has passed. */
    boolean hasPassed() {
        return !armed.get();
    }

    @Override
    public Traffic get() {
        if (hasPassed() && back.compareAndSet(false, true)) {
            meanwhile.run();
        }
        AtomicBoolean here = new AtomicBoolean();
        return (direction, bytes) -> {
            if (direction == Direction.TO_CLIENT) {
                return here.get() ? loss : Fate.pass(bytes);
            }
            boolean commit = new String(bytes, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
            if (commit && armed.compareAndSet(true, false)) {
                here.set(true);
                return arrives ? Fate.pass(bytes) : loss;
            }
            return Fate.pass(bytes);
        };
    }
}
