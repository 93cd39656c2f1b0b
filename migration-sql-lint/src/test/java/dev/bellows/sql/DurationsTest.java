package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void theLongestIsWhatPostgresKeeps() {
        assertThat(Durations.parse("2147483647ms")).isEqualTo(Duration.ofMillis(Integer.MAX_VALUE));
        assertThatThrownBy(() -> Durations.parse("2147483648ms")).hasMessageContaining("24 days");
    }
}
