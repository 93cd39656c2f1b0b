package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Given what blocked for longer than it may, when advice is asked for, then none is given that is followed already. */
class BlockingLimitTest {
    private static BlockingLimit limit(int seconds) {
        return new BlockingLimit(Duration.ofSeconds(seconds), "a.sql", false);
    }

    @Test
    void aSmallLimitIsNotMadeSmaller() {
        assertThat(limit(10).lowering()).endsWith("where the limit is smaller: '-- bellows:max-blocking 1s' in a.sql");
        assertThat(limit(1).lowering())
                .isEqualTo("run it in a quieter hour, or raise the limit in a.sql with '-- bellows:max-blocking 30s'");
    }

    @Test
    void aRaisedLimitIsMoreThanItWas() {
        assertThat(limit(30).raising()).endsWith("'-- bellows:max-blocking 60s'");
    }
}
