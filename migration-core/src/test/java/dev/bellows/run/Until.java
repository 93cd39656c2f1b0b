package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import java.time.Duration;

/** Waits for what the server shows; a hang ends the test through its own time limit. */
final class Until {
    private Until() {}

    static void isTrue(TestDatabase db, String condition) {
        while (!"t".equals(db.value("SELECT " + condition))) {
            Pause.exactly(Duration.ofMillis(10));
        }
    }
}
