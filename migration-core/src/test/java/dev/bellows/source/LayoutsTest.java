package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which layout a folder has: beyond doubt, or not at all. */
class LayoutsTest {
    /** Files by their names; what stands behind a {@code =} is in them. */
    private static Folder folder(String files) {
        List<SourceFile> all = Arrays.stream(files.split(" "))
                .filter(file -> !file.isEmpty())
                .map(LayoutsTest::file)
                .sorted(Comparator.comparing(SourceFile::isInside).thenComparing(SourceFile::name))
                .toList();
        return new Folder("db", all);
    }

    private static SourceFile file(String text) {
        String name = text.replaceAll("=.*", "");
        byte[] content = text.substring(Math.min(text.length(), name.length() + 1))
                .replace('~', ' ')
                .replace('/', '\n')
                .getBytes(StandardCharsets.UTF_8);
        return new SourceFile(name, "db/" + name, () -> new ByteArrayInputStream(content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql 1_a.down.sql                         | bellows",
                "R_a.sql                                      | bellows",
                "R__a.sql                                     | bellows",
                "1_a.up.sql 1_a.down.sql                      | golang-migrate",
                "1_a.up.sql seed.sql                          | golang-migrate",
                "1_a.down.sql                                 | bellows",
                "''                                           | bellows",
                "V1__a.sql R__b.sql                           | flyway",
                "V1_2__a.sql                                  | flyway",
                "B1__a.sql                                    | flyway",
                "2026/V1__a.sql other/V2__b.sql               | flyway",
                "2026-01-01-000000_a/up.sql seed.sql          | diesel",
                "20260101000000_a/up.sql                      | diesel",
                "20260101000000_a/migration.sql               | prisma",
                "0000_a.sql meta/_journal.json                | drizzle",
                "00001_a.sql=--~+goose~Up                     | goose",
                "00001_a.sql=--~about//--~+GOOSE~up           | goose",
                "1_a.sql=--~migrate:up                        | dbmate",
                "1_a.sql=--~migrate:up~transaction:false      | dbmate",
                "a.sql=--liquibase~formatted~sql              | liquibase",
                "a.sql=//--~Liquibase~Formatted~SQL           | liquibase",
                "a.xml=<databaseChangeLog>                    | liquibase",
                "a.yaml=databaseChangeLog:                    | liquibase",
                "1_a.sql other.xml=<x/> package.json={}       | bellows",
                "1_a.sql=SELECT~'+goose~Up'                   | bellows",
                "1_a.sql=SELECT~1;/--liquibase~formatted~sql  | bellows",
                // What lies in the folders inside it is another matter.
                "1_a.sql flyway/V1__a.sql 2026_a/up.sql       | bellows",
            })
    void aFolderTellsItsLayout(String files, String layout) {
        assertThat(Layouts.choose("auto", folder(files)).name()).isEqualTo(layout);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_a.sql 2_b.up.sql                                          | bellows (1_a.sql), golang-migrate (2_b.up.sql)",
                "1_a.sql V2__b.sql                                           | bellows (1_a.sql), flyway (V2__b.sql)",
                "1_a.sql=--~+goose~Up 2_b.sql                                | bellows (2_b.sql), goose (1_a.sql)",
                "1_a.sql=--~+goose~Up 2_b.sql=--~migrate:up                  | goose (1_a.sql), dbmate (2_b.sql)",
                "2026_a/up.sql 2026_b/migration.sql                          | diesel (2026_a/up.sql), prisma (2026_b/migration.sql)",
                "0_a.sql V1__a.sql meta/_journal.json                        | flyway (V1__a.sql), drizzle (meta/_journal.json)",
                "1_a.sql a.xml=<databaseChangeLog>                           | bellows (1_a.sql), liquibase (a.xml)",
            })
    void whereTwoFitTheErrorNamesBothAndHowToChoose(String files, String both) {
        assertThatThrownBy(() -> Layouts.choose("auto", folder(files)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("db holds files of more than one layout: " + both
                        + "\nnext: move those of one into a folder of their own, or choose one: --layout NAME, or"
                        + " layout = \"NAME\" in bellows.toml");
    }

    @Test
    void aLayoutCanBeNamed() {
        for (String name : Layouts.names()) {
            assertThat(name.equals("auto")
                            || Layouts.choose(name, folder("1_a.sql V1__a.sql"))
                                    .name()
                                    .equals(name))
                    .isTrue();
        }
        assertThatThrownBy(() -> Layouts.choose("knex", folder("")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "there is no layout 'knex'; choose one of: auto, bellows, golang-migrate, flyway, diesel, prisma,"
                                + " drizzle, goose, dbmate, liquibase");
    }

    @Test
    void aFileThatCannotBeReadShowsNoTool() {
        SourceFile gone = new SourceFile("1_a.sql", "db/1_a.sql", () -> {
            throw new IOException("gone");
        });

        assertThat(Layouts.choose("auto", new Folder("db", List.of(gone))).name())
                .isEqualTo("bellows");
    }
}
