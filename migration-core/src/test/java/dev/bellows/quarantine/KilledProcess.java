package dev.bellows.quarantine;

import dev.bellows.Bellows;
import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.run.OtherProcess;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What works at the quarantine in a process of its own, and stops before one of its statements, to be killed there. */
final class KilledProcess {
    private KilledProcess() {}

    /** The database, the folder, what to do and the number of the statement. */
    public static void main(String[] arguments) {
        PGSimpleDataSource real = new PGSimpleDataSource();
        real.setUrl(arguments[0]);
        real.setUser(arguments[1]);
        real.setPassword(arguments[2]);
        DataSource stopping = StoppingSource.of(real, Integer.parseInt(arguments[5]), () -> {
            say(OtherProcess.STOPPED);
            for (; ; ) {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofHours(1).toNanos());
            }
        });
        Deed.valueOf(arguments[4])
                .on(Bellows.on(stopping).migrations(arguments[3]).attest("nothing old lives in a test"));
        say("done");
    }

    /** What is done there. */
    enum Deed {
        APPLY {
            @Override
            void on(Bellows bellows) {
                bellows.applyWithoutLease();
            }
        },
        RESTORE {
            @Override
            void on(Bellows bellows) {
                try {
                    bellows.restore("0002");
                } catch (RefusedException e) {
                    // It was killed when all was done.
                    if (!String.valueOf(e.getMessage()).contains("nothing waits there at all")) {
                        throw e;
                    }
                }
            }
        },
        DOWN {
            @Override
            void on(Bellows bellows) {
                bellows.down(DownTarget.to("0001"), (plan, losses) -> !losses.any());
            }
        },
        PURGE {
            @Override
            void on(Bellows bellows) {
                bellows.purge(Duration.ZERO);
            }
        };

        abstract void on(Bellows bellows);
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
