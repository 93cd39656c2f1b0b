package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bellows's own names. */
class NativeLayoutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0042_add_email.sql       | 0042: add email",
                "0042_add_email.down.sql  | 0042: add email, down",
                "42_x.sql                 | 42: x",
                "0_init.sql               | 0: init",
                "20261121093000_a-b.sql   | 20261121093000: a-b",
                "1_to_v1.2.sql            | 1: to v1.2",
                "1_to_v1.2.down.sql       | 1: to v1.2, down",
                "1__two__blanks.sql       | 1: two  blanks",
                "R_active_users.sql       | R_active_users: active users, repeatable",
                "0042_add_email.check.sql | 0042: add email, check",
                "1_to_v1.2.check.sql      | 1: to v1.2, check",
                "R_users.check.sql        | R_users: users, check",
                "0042_.check.sql          | nothing",
                "R_42.sql                 | R_42: 42, repeatable",
                "0042_add_email.up.sql    | nothing",
                "0042.sql                 | nothing",
                "0042_.sql                | nothing",
                "0042_.down.sql           | nothing",
                "0042-add.sql             | nothing",
                "V42__add_email.sql       | nothing",
                "1.2_add_email.sql        | nothing",
                "٣_add_email.sql          | nothing",
                "R_.sql                   | nothing",
                "R_.down.sql              | nothing",
                "R_users.down.sql         | nothing",
                "r_users.sql              | nothing",
                "0042_add_email.SQL       | nothing",
                "seed.sql                 | nothing",
            })
    void namesSayVersionDescriptionAndDirection(String file, String reading) {
        assertThat(Readings.show(new NativeLayout().read(file))).isEqualTo(reading);
    }
}
