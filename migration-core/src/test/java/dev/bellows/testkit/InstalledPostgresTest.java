package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(InstalledPostgres.OWN)
class InstalledPostgresTest {
    @Test
    void itsToolsFindTheServer() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase database = postgres.newDatabase()) {
            database.sql("CREATE TABLE users (id int)");
            assertThat(postgres.run(List.of(postgres.binary("pg_dump"), "-s", database.name())))
                    .contains("CREATE TABLE public.users");
            assertThatThrownBy(() -> postgres.run(List.of(postgres.binary("psql"), "-c", "SELECT nothing")))
                    .hasMessageContaining("column \"nothing\" does not exist");
        }
    }
}
