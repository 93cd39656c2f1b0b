package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.connect.TableSize;
import dev.bellows.effect.LockMode;
import dev.bellows.lint.TableEffect;
import dev.bellows.lint.TableEffect.Work;
import dev.bellows.schema.ObjectName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
    private static String said(Work work, TableSize size) {
        TableEffect effect = new TableEffect(new ObjectName("public", "orders"), LockMode.ACCESS_EXCLUSIVE, work);
        return SizeText.of(effect, size);
    }

    private static TableSize bytes(long bytes) {
        return new TableSize(bytes, 2 * bytes, 210_000_000L, 0, null);
    }

    @Test
    void aLockWithoutWorkHasASizeAndNoTime() {
        assertThat(said(Work.NONE, bytes(31_200_000_000L)))
                .isEqualTo("orders has about 210 million rows, 31 GB (62 GB with indexes)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READS    |      90000000 | to read it takes less than a second",
                "READS    |     500000000 | to read it takes 1 to 5 s (a guess: 100 to 1000 MB/s)",
                "READS    |   31000000000 | to read it takes 31 s to 5 min (a guess: 100 to 1000 MB/s)",
                "BUILDS   |   31000000000 | to build an index takes 3 to 26 min (a guess: 20 to 200 MB/s)",
                "REWRITES | 3100000000000 | to write it anew takes 11 to 115 h (a guess: 15 to 150 MB/s)"
            })
    void workTakesLongerTheMoreItDoes(Work work, long bytes, String time) {
        assertThat(said(work, bytes(bytes))).endsWith("; " + time);
    }

    @ParameterizedTest
    @CsvSource({"7200000, 2, '; about 1000 rows written a second'", "7200000, 0, ''", "100, 2, ''"})
    void aRateIsToldThatWasCountedForLongAndIsOne(long writes, int hours, String told) {
        TableSize size = new TableSize(0, 0, 0L, writes, Duration.ofHours(hours));

        assertThat(said(Work.NONE, size)).isEqualTo("orders has no rows, 0 bytes (0 bytes with indexes)" + told);
    }
}
