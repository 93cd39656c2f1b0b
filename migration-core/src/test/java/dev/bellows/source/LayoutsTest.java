package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What file names say. */
class LayoutsTest {
    private static final String NOTHING = "nothing";

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
                "R_active_users.sql       | R_active_users: active users",
                "R_42.sql                 | R_42: 42",
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
    void nativeNames(String file, String reading) {
        assertThat(show(new NativeLayout().read(file))).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0042_add_email.up.sql    | 0042: add email",
                "0042_add_email.down.sql  | 0042: add email, down",
                "1481574547_x.up.sql      | 1481574547: x",
                "1_.up.sql                | 1: ",
                "0042_add_email.sql       | nothing",
                "0042.up.sql              | nothing",
                "x_0042.up.sql            | nothing",
                "R_users.sql              | nothing",
            })
    void golangMigrateNames(String file, String reading) {
        assertThat(show(new GolangMigrateLayout().read(file)).strip()).isEqualTo(reading);
    }

    private static String show(MigrationName name) {
        return name == null ? NOTHING : name.version() + ": " + name.description() + (name.down() ? ", down" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql 1_a.down.sql         | bellows",
                "R_a.sql                      | bellows",
                "1_a.up.sql 1_a.down.sql      | golang-migrate",
                "1_a.up.sql seed.sql          | golang-migrate",
                "1_a.down.sql                 | bellows",
                "''                           | bellows",
            })
    void aFolderTellsItsLayout(String files, String layout) {
        assertThat(Layouts.choose("auto", "db", List.of(files.split(" "))).name())
                .isEqualTo(layout);
    }

    @Test
    void aLayoutCanBeNamed() {
        assertThat(Layouts.choose("golang-migrate", "db", List.of("1_a.sql")).name())
                .isEqualTo("golang-migrate");
        assertThatThrownBy(() -> Layouts.choose("flyway", "db", List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("there is no layout 'flyway'; choose one of: auto, bellows, golang-migrate");
    }

    @Test
    void twoLayoutsInOneFolderAreNotGuessedAt() {
        assertThatThrownBy(() -> Layouts.choose("auto", "db", List.of("1_a.sql", "2_b.up.sql")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "db holds files of more than one layout (bellows, golang-migrate); choose one with --layout");
    }
}
