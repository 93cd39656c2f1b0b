package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given a file that has gone down, when it is applied again, then all that it makes is there once, with the rows that were there. */
@ExtendWith(PostgresExtension.class)
class AgainTest {
    private static final String FIRST =
            "-- file: 0001_first.sql\nCREATE TABLE p (i int, v text) PARTITION BY RANGE (i);"
                    + " CREATE TABLE other (i int PRIMARY KEY);\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE x (i int PRIMARY KEY, y int); CREATE INDEX ON x (y) | DROP INDEX x_y_idx; DROP TABLE x",
                "CREATE TABLE x (i int PRIMARY KEY, y int); CREATE INDEX ON x (y) | DROP TABLE x",
                "CREATE TABLE x (i int PRIMARY KEY, y int); CREATE INDEX ON x ((y + 1)) WHERE i > 0 | DROP TABLE x",
                "CREATE TABLE x (i int PRIMARY KEY, y int); CREATE INDEX ON x ((y + 1)) WHERE i > 0 | DROP INDEX x_expr_idx; DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES other | ALTER TABLE x DROP CONSTRAINT x_y_fkey; DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES other, ADD UNIQUE (y) | DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD CHECK (y > 0), ADD UNIQUE (y) | ALTER TABLE x DROP CONSTRAINT x_y_check; DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD CHECK (y > 0) | DROP TABLE x",
                "CREATE TABLE x (i int); CREATE RULE r AS ON DELETE TO x DO INSTEAD NOTHING | DROP TABLE x",
                "CREATE TABLE x (i int, y int); CREATE STATISTICS s ON i, y FROM x | DROP TABLE x",
                "CREATE TABLE q (i int) PARTITION BY RANGE (i); CREATE TABLE q1 (i int); ALTER TABLE q ATTACH PARTITION q1 FOR VALUES FROM (0) TO (9) | DROP TABLE q",
                "CREATE TABLE x (i int, v text); ALTER TABLE x RENAME v TO w | DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD CONSTRAINT a CHECK (y > 0); ALTER TABLE x RENAME CONSTRAINT a TO b | DROP TABLE x",
                "CREATE TABLE x (i int, y int); ALTER TABLE x ADD CONSTRAINT a UNIQUE (y); ALTER TABLE x RENAME CONSTRAINT a TO b | DROP TABLE x",
                "ALTER TABLE other ADD z int; ALTER TABLE other ADD CONSTRAINT a CHECK (z > 0); ALTER TABLE other RENAME CONSTRAINT a TO b | ALTER TABLE other DROP z",
                "CREATE TABLE x (i int); ALTER TABLE x ADD v text; ALTER TABLE x RENAME v TO w | DROP TABLE x",
                "CREATE TABLE x (i int); CREATE INDEX a ON x (i); ALTER INDEX a RENAME TO b | DROP TABLE x",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); INSERT INTO p VALUES (1, 'seed') | DROP TABLE p1",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); INSERT INTO p VALUES (1, 'seed') | ALTER TABLE p DETACH PARTITION p1; DROP TABLE p1",
                "CREATE TABLE p1 PARTITION OF p DEFAULT PARTITION BY LIST (v); CREATE TABLE p2 PARTITION OF p1 FOR VALUES IN ('a', 'b') | ALTER TABLE p1 DETACH PARTITION p2; DROP TABLE p2; ALTER TABLE p DETACH PARTITION p1; DROP TABLE p1",
                "CREATE TABLE u (i int, v text); CREATE VIEW uv AS SELECT * FROM u; INSERT INTO uv VALUES (1, 'seed') | DROP VIEW uv; DROP TABLE u",
            })
    void allIsThereOnce(String up, String down, TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        db.migrations("-- file: 0002_again.sql\n" + up + ";\n-- file: 0002_again.down.sql\n" + down + ";\n");
        db.apply();
        Set<String> before = picture(db);
        assertThat(before).isNotEmpty();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.apply();

        assertThat(picture(db)).isEqualTo(before);
        assertThat(db.bellows().quarantined()).isEqualTo(List.of());
    }

    @PostgresTest
    void thePlanShowsHowAPartitionIsAttached(TestDatabase db) {
        db.migrations(FIRST);
        db.migrations("""
                -- file: 0002_again.sql
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                -- file: 0002_again.down.sql
                ALTER TABLE p DETACH PARTITION p1;
                DROP TABLE p1;
                """);
        db.apply();
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(db.bellows().plan().steps().get(0).keepings())
                .singleElement()
                .satisfies(back -> assertThat(back.sql())
                        .endsWith("ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10)"));
    }

    private static Set<String> picture(TestDatabase db) {
        return Picture.of(db).getOrDefault("public", Set.of());
    }
}
