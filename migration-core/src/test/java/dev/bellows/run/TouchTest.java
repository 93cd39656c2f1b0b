package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import dev.bellows.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration has to do with, as far as its text tells. */
class TouchTest {
    @TempDir
    private Path folder;

    private Touch touch(String sql) throws IOException {
        Files.writeString(folder.resolve("1_a.sql"), sql);
        Settings settings = Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(folder.toString())))
                .build();
        return Touch.of(Sources.load(settings, TouchTest.class.getClassLoader(), List.of())
                .migrations()
                .get(0)
                .script());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders DROP COLUMN old | [orders]",
                "DROP TABLE shop.orders CASCADE | [shop.orders]",
                "ALTER TABLE a RENAME TO b; DROP VIEW v | [a, v]",
                "DELETE FROM a WHERE i IN (SELECT i FROM b) | [a, b]"
            })
    void theTablesWhoseUsersItConcerns(String sql, String expected) throws IOException {
        assertThat(touch(sql).tables()).isNotNull();
        assertThat(List.copyOf(touch(sql).tables()).stream()
                        .map(Object::toString)
                        .sorted()
                        .toList())
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TYPE mood",
                "DROP FUNCTION f(int); ALTER TABLE orders DROP COLUMN old",
                "DO 'BEGIN EXECUTE ''DROP TABLE orders''; END'",
                "CALL cleanup()",
                "DROP SCHEMA shop CASCADE",
                "SELECT 1 FROM ((("
            })
    void whereItCannotBeToldItMayBeAnybody(String sql) throws IOException {
        assertThat(touch(sql).tables()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders DROP COLUMN old | ALTER TABLE orders ADD COLUMN older text | true",
                "ALTER TABLE orders DROP COLUMN old | CREATE TABLE parts (o bigint REFERENCES orders) | true",
                "ALTER TABLE orders DROP COLUMN old | CREATE VIEW v AS SELECT id FROM orders | true",
                "ALTER TABLE orders DROP COLUMN old | CREATE INDEX ON orders (id) | true",
                "ALTER TABLE orders DROP COLUMN old | CREATE TABLE customers (id bigint, at timestamptz DEFAULT now()) | false",
                "ALTER TABLE orders DROP COLUMN old | ALTER TABLE customers ADD COLUMN old text | false",
                "ALTER TABLE orders DROP COLUMN old | DO 'BEGIN PERFORM 1; END' | true",
                "DROP TYPE mood | ALTER TABLE customers ADD COLUMN m mood | true",
                "DROP FUNCTION now_utc() | ALTER TABLE customers ALTER COLUMN at SET DEFAULT now() | false",
                "ALTER TABLE a ALTER COLUMN n TYPE bigint | ALTER TABLE b ADD COLUMN n bigint | false"
            })
    void whatComesBehindAHeldContractWaitsWhereBothHaveToDoWithTheSame(String contract, String later, boolean waits)
            throws IOException {
        Touch held = touch(contract);

        assertThat(touch(later).meets(held)).isEqualTo(waits);
    }
}
