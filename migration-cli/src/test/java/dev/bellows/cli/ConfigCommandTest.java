package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConfigCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("bellows.toml"), """
                migrations = "db/migrations"
                wait = "1m"

                [env.prod]
                wait = "5m"

                [env.prod.gate]
                soak = "30m"
                ignore = ["cron"]
                """);
        Path passwords = Files.writeString(folder.resolve(".pgpass"), "# ours\ndb.example:*:*:app:hunter2\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                folder.resolve(".pg_service.conf"), "[shop]\nhost=db.example\ndbname=shop\npassword=hunter2\n");
    }

    private Caller caller(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", folder.toString());
        return new Caller(all, folder, null);
    }

    private static String row(Ended ended, String name) {
        return ended.out()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> line.replaceAll(" {2,}", " | "))
                .orElse("");
    }

    /** What somebody has accepted or called history has to be found by who wonders why nothing is said. */
    @Test
    void theTablesOfTheFileAreShownToo() throws IOException {
        Files.writeString(folder.resolve("bellows.toml"), """
                migrations = ["db/migrations", "acme=customers/acme"]

                [owner.acme]
                enforce-from = "0100"

                [migration."0042"]
                phase = "contract"

                [[severity]]
                rule = "drop-not-null"
                severity = "off"
                path = "old/**"

                [[allow]]
                rule = "drop-column"
                version = "0042"
                reason = "nobody reads it"
                """);

        Ended ended = caller(Map.of()).call("config");

        assertThat(ended.err()).isEmpty();
        assertThat(row(ended, "owner.acme.enforce-from")).isEqualTo("owner.acme.enforce-from | 0100 | bellows.toml");
        assertThat(row(ended, "owner.acme.out-of-order")).isEqualTo("owner.acme.out-of-order | false | bellows.toml");
        assertThat(row(ended, "migration.\"42\".phase")).endsWith(" | contract | bellows.toml");
        assertThat(ended.out()).contains("severity.").contains("off (path old/**)");
        assertThat(row(ended, "allow.drop-column"))
                .isEqualTo("allow.drop-column | nobody reads it (version 0042) | bellows.toml");
    }

    @Test
    void eachValueSaysWhereItComesFrom() {
        Ended ended = caller(
                        Map.of("BELLOWS_SCHEMA", "shop", "PGHOST", "db.example", "PGUSER", "app", "PGDATABASE", "shop"))
                .call("config", "--env", "prod", "--role", "owner");

        assertThat(ended.exit()).isZero();
        assertThat(row(ended, "role")).isEqualTo("role | owner | --role");
        assertThat(row(ended, "schema")).isEqualTo("schema | shop | BELLOWS_SCHEMA");
        assertThat(row(ended, "migrations")).isEqualTo("migrations | db/migrations | bellows.toml:1");
        assertThat(row(ended, "wait")).isEqualTo("wait | 5m | bellows.toml:5 [env.prod]");
        assertThat(row(ended, "retry")).isEqualTo("retry | 5m | default");
        assertThat(row(ended, "gate.soak")).isEqualTo("gate.soak | 30m | bellows.toml:8 [env.prod]");
        assertThat(row(ended, "gate.lease")).isEqualTo("gate.lease | 1m | default");
        assertThat(row(ended, "gate.ignore")).startsWith("gate.ignore | cron, bellows*, psql, ");
        assertThat(row(ended, "server")).isEqualTo("server | db.example:5432 | PGHOST, port from the default");
        assertThat(row(ended, "database")).isEqualTo("database | shop | PGDATABASE");
        assertThat(row(ended, "sslmode")).isEqualTo("sslmode | prefer | the default");
        assertThat(ended.out())
                .containsPattern("password +\\*\\*\\* +~/.pgpass line 2")
                .doesNotContain("hunter2");
    }

    @Test
    void noPasswordIsShownWhereverItStands() {
        for (Ended ended : new Ended[] {
            caller(Map.of("PGSERVICE", "shop")).call("config"),
            caller(Map.of("BELLOWS_PASSWORD", "hunter2", "PGHOST", "h")).call("config"),
            caller(Map.of()).call("config", "--url", "postgresql://u:hunter2%2F@h/d"),
            caller(Map.of()).call("config", "--url", "host=h password='hunter2 and more'"),
            caller(Map.of())
                    .call("config", "--json", "--url", "postgresql://u@h/d?password=hunter2&sslpassword=hunter2")
        }) {
            assertThat(ended.exit()).isZero();
            assertThat(ended.out() + ended.err()).contains("***").doesNotContain("hunter2");
        }
    }

    @Test
    void jsonHoldsTheSame() {
        JsonNode json =
                caller(Map.of("PGSERVICE", "shop")).call("config", "--json").json();

        assertThat(json.path("format").asInt()).isEqualTo(1);
        assertThat(json.path("file").asString()).endsWith("bellows.toml");
        assertThat(json.path("settings").values()).anySatisfy(setting -> {
            assertThat(setting.path("key").asString()).isEqualTo("wait");
            assertThat(setting.path("value").asString()).isEqualTo("1m");
            assertThat(setting.path("from").asString()).isEqualTo("bellows.toml:2");
        });
        assertThat(json.path("connection").values()).anySatisfy(fact -> {
            assertThat(fact.path("name").asString()).isEqualTo("password");
            assertThat(fact.path("value").asString()).isEqualTo("***");
            assertThat(fact.path("from").asString()).isEqualTo("~/.pg_service.conf:4 [shop]");
        });
    }

    @Test
    void withoutADatabaseItShowsTheSettings() {
        Ended ended = caller(Map.of()).call("config");

        assertThat(ended.exit()).isZero();
        assertThat(ended.lastLine())
                .isEqualTo("no database is named: --url, BELLOWS_URL, PGSERVICE, PGHOST or PGDATABASE");
    }

    @Test
    void whatIsWrongIsToldAllTogether() throws IOException {
        Ended ended = caller(Map.of("PGHOST", "h", "PGSSLMODE", "sure", "PGCONNECT_TIMEOUT", "soon"))
                .call("config");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("error: PGSSLMODE: sslmode is", "error: PGCONNECT_TIMEOUT: connect_timeout is");
    }
}
