package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase's formatted SQL, as it is. */
class LiquibaseLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachChangesetIsAMigrationAndEveryPlaceIsThatInTheFile() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 001_orders.sql
                --liquibase formatted sql

                -- what the shop needs
                --changeset bob:orders
                --comment: the first table
                CREATE TABLE orders (id int);
                CREATE TABLE lines (id int);
                --rollback DROP TABLE lines;
                --rollback DROP TABLE orders;

                -- changeSet "Ann B":"some note" runInTransaction:false splitStatements:true
                CREATE INDEX CONCURRENTLY i ON orders (id);
                /* liquibase rollback
                DROP INDEX i;
                  SELECT 1;
                */

                --changeset bob:3 stripComments:false
                SELECT 1;
                --rollback empty
                --changeset bob:4
                SELECT 1;
                --rollback not required
                --changeset bob:5
                SELECT 1;
                -- file: 002_more.sql
                --liquibase formatted sql
                --changeset bob:orders
                SELECT 1;
                """);

        assertThat(read.refusals()).isEmpty();
        assertThat(read.migrations())
                .containsExactly(
                        "001.1 bob:orders, down",
                        "001.2 Ann B:some note, outside, down",
                        "001.3 bob:3, down",
                        "001.4 bob:4, down",
                        "001.5 bob:5",
                        "002.1 bob:orders");
        assertThat(read.statements("001.1"))
                .containsExactly("6:1 CREATE TABLE orders (id int)", "7:1 CREATE TABLE lines (id int)");
        assertThat(read.downStatements("001.1")).containsExactly("8:12 DROP TABLE lines", "9:12 DROP TABLE orders");
        assertThat(read.downStatements("001.2")).containsExactly("14:1 DROP INDEX i", "15:3 SELECT 1");
        assertThat(read.downStatements("001.3")).isEmpty();
    }

    /** An edit of one changeset is no edit of its neighbours, nor is that of a rollback. */
    @Test
    void aChecksumIsOfTheChangesetAlone() {
        String file = """
                -- file: 1_a.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                --rollback SELECT 'back';

                --changeset a:2
                SELECT 2;
                """;
        LaidOut before = LaidOut.of(folder, file);
        String first = before.checksum("1.1");
        String second = before.checksum("1.2");

        LaidOut after = LaidOut.of(folder, file.replace("'back'", "'further back'") + "\n--changeset a:3\nSELECT 3;\n");

        assertThat(after.checksum("1.1")).isEqualTo(first);
        assertThat(after.checksum("1.2")).isEqualTo(second).isNotEqualTo(first);
        assertThat(LaidOut.of(folder, file.replace("SELECT 1", "SELECT 4")).checksum("1.1"))
                .isNotEqualTo(first);
    }

    @Test
    void anotherEndOfAStatementIsASemicolonToTheServer() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                --liquibase formatted sql
                --changeset a:1 endDelimiter:/ rollbackEndDelimiter:@@
                SELECT 4
                /2
                /
                SELECT 'a/'
                /
                --rollback SELECT 1@@
                --rollback SELECT 2@@
                --changeset a:2 endDelimiter:\\nGO
                SELECT 1 AS GO
                go
                SELECT 2
                GO
                --changeset a:3 splitStatements:false endDelimiter:;
                SELECT 1; SELECT 2;
                --changeset a:4 endDelimiter:"//"
                SELECT 1//
                SELECT 2 //
                """);

        assertThat(read.refusals()).isEmpty();
        assertThat(read.statements("1.1")).containsExactly("3:1 SELECT 4\n/2", "6:1 SELECT 'a/'");
        assertThat(read.downStatements("1.1")).containsExactly("8:12 SELECT 1", "9:12 SELECT 2");
        assertThat(read.statements("1.2")).containsExactly("11:1 SELECT 1 AS GO", "13:1 SELECT 2");
        assertThat(read.statements("1.3")).containsExactly("16:1 SELECT 1", "16:11 SELECT 2");
        assertThat(read.statements("1.4")).containsExactly("18:1 SELECT 1", "19:1 SELECT 2");
    }

    @Test
    void directivesBelongToTheChangesetThatTheyStandIn() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                --liquibase formatted sql
                --changeset a:1
                CREATE TABLE a (i int);
                --changeset a:2
                -- bellows:phase contract
                DROP TABLE a;
                """);

        assertThat(read.migrations()).containsExactly("1.1 a:1", "1.2 a:2, contract");
    }

    @Test
    void filesRunInTheOrderOfTheNumbersInTheirNames() {
        LaidOut read = LaidOut.of(folder, """
                -- file: db.changelog-1.4.1.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                -- file: db.changelog-1.4.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                --changeset a:2
                SELECT 1;
                -- file: db.changelog-1.10.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                -- file: first.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                """);

        assertThat(read.migrations())
                .containsExactly("0.1 a:1", "1.4.0.1 a:1", "1.4.0.2 a:2", "1.4.1.1 a:1", "1.10.0.1 a:1");
        assertThat(read.notices())
                .containsExactly("in " + folder
                        + ", db.changelog-1.4.1.sql runs before db.changelog-1.10.sql here, by its number;"
                        + " Liquibase's includeAll goes by the letters of names");
    }

    @Test
    void datesAreNumbers() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 2026-01-02-add-2-things.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                -- file: 2026-01-02-1530-more.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("20260102.1 a:1", "202601021530.1 a:1");
    }

    @Test
    void filesOfWhichNothingSaysWhichIsFirstAreRefused() {
        LaidOut read = LaidOut.of(folder, """
                -- file: orders.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                -- file: people.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                """);
        LaidOut mingled = LaidOut.of(folder.resolve("mingled"), """
                -- file: 1.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                --changeset a:2
                SELECT 1;
                -- file: 1.1.sql
                --liquibase formatted sql
                --changeset a:1
                SELECT 1;
                """);

        assertThat(read.refusals())
                .containsExactly(
                        "people.sql: the number in its name, 0, is also that of orders.sql, so nothing says which comes"
                                + " first");
        assertThat(mingled.refusals())
                .singleElement()
                .asString()
                .contains("by the number in its name, its changesets come before and after those of");
    }

    @Test
    void whatIsForOtherDatabasesIsNotRun() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                --liquibase formatted sql
                --changeset a:1 dbms:oracle,mssql
                SELECT 1;
                --changeset a:2 dbms:h2,postgresql
                SELECT 1;
                --changeset a:3 dbms:!h2
                SELECT 1;
                --changeset a:4 dbms:!postgresql
                SELECT 1;
                --changeset a:5 ignore:true
                SELECT 1;
                --ignoreLines:start
                --changeset a:6
                SELECT 1;
                --ignoreLines:end
                --changeset a:7
                SELECT 1;
                --ignoreLines:1
                SELECT 2;
                SELECT 3;
                """);

        assertThat(read.migrations()).containsExactly("1.2 a:2", "1.3 a:3", "1.6 a:7");
        assertThat(read.statements("1.6")).containsExactly("17:1 SELECT 1", "20:1 SELECT 3");
        assertThat(read.notices())
                .containsExactly(
                        "1_a.sql:2: the changeset a:1 is for oracle,mssql, and is not run",
                        "1_a.sql:8: the changeset a:4 is for !postgresql, and is not run",
                        "1_a.sql:10: the changeset a:5 says ignore:true, and is not run");
    }

    @Test
    void whatBellowsDoesNotDoIsRefusedByNameAndLine() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                --liquibase formatted sql
                --property name:schema value:shop
                --changeset a:1 context:test
                SELECT 1;
                --changeset a:2 runOnChange:true
                SELECT 1;
                --changeset a:3 failOnError:false labels:"x y" runWith:psql
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:0 SELECT 0
                SELECT 1;
                --changeset a:4 endDelimiter:[;/]
                SELECT 1;
                --rollback changesetId:1 changesetAuthor:a
                """);

        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "1_a.sql:2: Liquibase's --property fills in text, which Bellows does not",
                        "1_a.sql:3: Liquibase's context:test is not one that Bellows knows",
                        "1_a.sql:5: Liquibase's runOnChange:true is not one that Bellows knows",
                        "1_a.sql:7: Liquibase's failOnError:false is not one that Bellows knows",
                        "1_a.sql:7: Liquibase's labels:x y is not one that Bellows knows",
                        "1_a.sql:7: Liquibase's runWith:psql is not one that Bellows knows",
                        "1_a.sql:8: Liquibase's --preconditions decides whether it runs, which Bellows does not",
                        "1_a.sql:9: Liquibase's --precondition-sql-check decides whether it runs, which Bellows does not",
                        "1_a.sql:11: Liquibase's endDelimiter:[;/] is not one that Bellows knows",
                        "1_a.sql:13: it names another changeset instead of saying what to do");
    }

    @Test
    void whatStandsInNoChangesetIsNotPassedOver() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                --liquibase formatted sql
                SELECT 'lost';
                -- bellows:phase contract
                --changeset a:1
                SELECT 1;
                /* liquibase rollback
                SELECT 2;
                */
                SELECT 'lost';
                --changeset a:1
                SELECT 3;
                --changeset nobody
                -- file: 2_b.sql
                --liquibase formatted sql
                -- file: 3_c.sql
                SELECT 1;
                """, LaidOut.in("liquibase"));
        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "1_a.sql:2: it stands in no changeset, where Liquibase reads nothing",
                        "1_a.sql:3: it stands in no changeset, so nothing says whose it is",
                        "1_a.sql:9: it stands in no changeset, where Liquibase reads nothing",
                        "1_a.sql:10: the changeset a:1 stands in this file already",
                        "1_a.sql:12: a changeset has a name, as in --changeset bob:42",
                        "2_b.sql: it holds no --changeset author:id",
                        "3_c.sql: it does not begin with --liquibase formatted sql");
    }

    @Test
    void changelogsThatAreNoSqlAreRefusedWithWhatToDo() {
        LaidOut read = LaidOut.of(folder, """
                -- file: changelog.xml
                <?xml version="1.0"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                -- file: changelog.yaml
                databaseChangeLog:
                -- file: changelog.json
                {"databaseChangeLog": []}
                -- file: package.json
                {}
                """);

        assertThat(read.refusals())
                .hasSize(3)
                .allMatch(refusal -> refusal.endsWith(
                        ": it is a changelog of Liquibase's that is not SQL, which Bellows does not read"));
    }
}
