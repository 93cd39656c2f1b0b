package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** golang-migrate's names. */
class GolangMigrateLayoutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0042_add_email.up.sql    | 0042: add email",
                "0042_add_email.down.sql  | 0042: add email, down",
                "0042_add_email.check.sql | 0042: add email, check",
                "1481574547_x.up.sql      | 1481574547: x",
                "1_.up.sql                | 1:",
                "0042_add_email.sql       | nothing",
                "0042.up.sql              | nothing",
                "x_0042.up.sql            | nothing",
                "R_users.sql              | nothing",
            })
    void namesSayVersionDescriptionAndDirection(String file, String reading) {
        assertThat(Readings.show(new GolangMigrateLayout().read(file))).isEqualTo(reading);
    }
}
