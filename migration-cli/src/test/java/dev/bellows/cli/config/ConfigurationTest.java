package dev.bellows.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.GateSettings;
import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.OwnerSettings;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectory(root.resolve(".git"));
    }

    private Configuration read(Map<Key, List<String>> options, @Nullable String name, Map<String, String> environment) {
        return readIn(root, options, name, environment);
    }

    private static Configuration readIn(
            Path directory, Map<Key, List<String>> options, @Nullable String name, Map<String, String> environment) {
        Problems problems = new Problems();
        Configuration configuration =
                Configuration.of(new Configuration.Request(options, null, name, environment, directory), problems);
        problems.throwIfAny();
        return configuration;
    }

    private void toml(String text) throws IOException {
        Files.writeString(root.resolve("bellows.toml"), text);
    }

    @Test
    void readsEveryKey() throws IOException {
        toml("""
                url = "postgresql://app@db/shop"
                user = "app"
                password-file = "secrets/password"
                role = "owner"
                migrations = ["db/one", "acme=db/two"]
                layout = "golang-migrate"
                schema = "shop"
                ledger = "audit.done"
                tag-prefix = "caracal"
                enforce-from = "0100"
                down = "off"
                out-of-order = true
                release = "1.4.0"
                wait = "1m"
                lock-timeout = "2s"
                statement-timeout = "3s"
                max-blocking = "4s"
                concurrent-timeout = "5h"
                retry = "6m"
                pg-version = 15
                fail-on = "error"
                style = ["serial", "all"]

                [gate]
                applications = ["api", "worker"]
                ignore = "cron"
                ignore-roles = ["backup"]
                replicas = "standby-1"
                soak = "1h"
                lease = "30s"

                [migration."0042"]
                phase = "contract"

                [migration."acme:0007"]
                phase = "expand"

                [owner.acme]
                enforce-from = "0003"
                out-of-order = true

                [[allow]]
                rule = "index-not-concurrent"
                path = "db/**"
                version = "0007"
                reason = "the table was empty"

                [[severity]]
                rule = "held-lock"
                severity = "warning"

                [[severity]]
                rule = "held-lock"
                path = "reporting/"
                severity = "off"
                """);

        Configuration configuration = read(Map.of(), null, Map.of());
        Settings settings = SettingsOf.configuration(configuration);

        assertThat(configuration.migrations())
                .containsExactly(
                        Location.of(root.resolve("db/one").toString()),
                        new Location("acme", root.resolve("db/two").toString()));
        assertThat(settings.layout()).isEqualTo("golang-migrate");
        assertThat(settings.schema()).isEqualTo("shop");
        assertThat(settings.ledger().table()).isEqualTo("done");
        assertThat(settings.tagPrefix()).isEqualTo("caracal");
        assertThat(settings.enforceFrom()).isEqualTo(Version.of("0100"));
        assertThat(settings.downAllowed()).isFalse();
        assertThat(settings.outOfOrder()).isTrue();
        assertThat(settings.role()).isEqualTo("owner");
        assertThat(settings.release()).isEqualTo("1.4.0");
        assertThat(settings.phases())
                .isEqualTo(Map.of(
                        MigrationId.parse("main", "42"), Phase.CONTRACT, MigrationId.parse("acme", "7"), Phase.EXPAND));
        assertThat(settings.owners()).isEqualTo(Map.of("acme", new OwnerSettings(Version.of("0003"), true)));
        assertThat(settings.timeouts().runnerLock()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.timeouts().tableLock()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.timeouts().statement()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.timeouts().maxBlocking()).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.timeouts().concurrent()).isEqualTo(Duration.ofHours(5));
        assertThat(settings.timeouts().retry()).isEqualTo(Duration.ofMinutes(6));
        assertThat(settings.gate())
                .isEqualTo(GateSettings.DEFAULT
                        .requiring(List.of("api", "worker"))
                        .ignoring(List.of("cron"), List.of("backup"))
                        .overlooking(List.of("standby-1"))
                        .soaking(Duration.ofHours(1))
                        .lasting(Duration.ofSeconds(30)));
        assertThat(settings.gate().ignored()).contains("cron", "pg_dump");
        assertThat(configuration.allows())
                .containsExactly(new Allow("index-not-concurrent", "db/**", "0007", "the table was empty"));
        assertThat(configuration.severities())
                .containsExactly(
                        new RuleSeverity("held-lock", null, "warning"),
                        new RuleSeverity("held-lock", "reporting/", "off"));
        assertThat(configuration.text(Key.PG_VERSION)).isEqualTo("15");
        assertThat(configuration.text(Key.FAIL_ON)).isEqualTo("error");
        assertThat(configuration.all(Key.STYLE)).extracting(Value::text).containsExactly("serial", "all");
    }

    static List<Arguments> faults() {
        return List.of(
                Arguments.of("\nurll = \"x\"", "bellows.toml:2: unknown key \"urll\"; did you mean \"url\"?"),
                Arguments.of(
                        "[env.prod]\nretries = \"1s\"",
                        "bellows.toml:2: unknown key \"retries\"; did you mean \"retry\"?"),
                Arguments.of(
                        "wait = \"10 minutes\"",
                        "bellows.toml:1: wait: \"10 minutes\" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no"
                                + " limit."),
                Arguments.of("wait = 10", "bellows.toml:1: wait is a string, such as wait = \"10s\""),
                Arguments.of(
                        "migrations = [1]",
                        "bellows.toml:1: migrations is a string or an array of strings, such as migrations = \"text\""),
                Arguments.of(
                        "enforce-from = \"v1\"",
                        "bellows.toml:1: enforce-from: 'v1' is not a version: a version is a number such as 0042"),
                Arguments.of("down = \"no\"", "bellows.toml:1: down: \"no\" is neither on nor off"),
                Arguments.of(
                        "password = \"hunter2\"",
                        "bellows.toml:1: a password does not belong into a file that is committed; use password-file, or"
                                + " BELLOWS_PASSWORD"),
                Arguments.of(
                        "[gate]\nsoaks = \"1h\"\nlease = \"5s\"\nreplicas = 3",
                        "bellows.toml:2: unknown key \"soaks\"; did you mean \"soak\"?\n"
                                + "bellows.toml:3: gate.lease: a lease lasts from 30 s to 60 min, not 5 s\n"
                                + "bellows.toml:4: gate.replicas is a string or an array of strings, such as"
                                + " gate.replicas = \"text\""),
                Arguments.of(
                        "[env.prod.gate]\nignored = \"x\"",
                        "bellows.toml:2: unknown key \"ignored\"; did you mean \"ignore\"?"),
                Arguments.of("gate = 1", "bellows.toml:1: \"gate\" is a table"),
                Arguments.of("env = 1", "bellows.toml:1: \"env\" is a table"),
                Arguments.of(
                        "[migration.\"0042\"]\nphase = \"later\"",
                        "bellows.toml:2: phase is \"expand\" or \"contract\""),
                Arguments.of(
                        "migrations = [\"db\", \"acme=c\"]\n[owner.acne]\nenforce = \"1\"\n[owner.acme]\nout-of-order = 1\nenforce-from = \"x\"",
                        """
                        bellows.toml:3: unknown key "enforce"; known are enforce-from, out-of-order
                        bellows.toml:5: out-of-order is true or false, such as out-of-order = true
                        bellows.toml:6: enforce-from is a version, such as enforce-from = "0100"
                        bellows.toml:2: no migrations belong to "acne"; migrations says whose a folder is: "acne=FOLDER\""""),
                Arguments.of(
                        "[migration.x]\nphase = \"expand\"",
                        "bellows.toml:1: \"x\" is not a version: write [migration.\"0042\"]"),
                Arguments.of(
                        "[[allow]]\nrule = \"held-lock\"\nreason = \"b\"\n[[allow]]\nrule = \"held-lock\"",
                        "bellows.toml:4: [[allow]] needs a rule and a reason"),
                Arguments.of(
                        "[[allow]]\nrule = \"held-lock\"\nreason = \"b\"\nfile = \"x\"",
                        "bellows.toml:4: unknown key \"file\"; known are rule, path, version, reason"),
                Arguments.of(
                        "[[allow]]\nreason = \"b\"\nrule = \"heldlock\"",
                        "bellows.toml:3: there is no rule heldlock; did you mean held-lock?"),
                Arguments.of(
                        "[[severity]]\nrule = \"xyz\"\nseverity = \"info\"\nversion = \"1\"",
                        "bellows.toml:4: unknown key \"version\"; known are rule, path, severity\n"
                                + "bellows.toml:3: \"info\" is no severity: write error, warning, note or off\n"
                                + "bellows.toml:2: there is no rule xyz; bellows lint --explain xyz names those that there"
                                + " are"),
                Arguments.of(
                        "[[severity]]\nrule = \"held-lock\"",
                        "bellows.toml:1: [[severity]] needs a rule and a severity"),
                Arguments.of("severity = \"off\"", "bellows.toml:1: severity is a list of tables: write [[severity]]"),
                Arguments.of("pg-version = true", "bellows.toml:1: pg-version is a number, such as pg-version = 15"),
                Arguments.of(
                        "pg-version = 9",
                        "bellows.toml:1: pg-version: \"9\" is no release of PostgreSQL that is known here: write one from 14"
                                + " to 18"),
                Arguments.of(
                        "fail-on = \"notes\"",
                        "bellows.toml:1: fail-on: \"notes\" is none of error, warning and never"),
                Arguments.of(
                        "urll = \"x\"\ndown = \"no\"",
                        "bellows.toml:1: unknown key \"urll\"; did you mean \"url\"?\n"
                                + "bellows.toml:2: down: \"no\" is neither on nor off"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysEverythingThatIsWrongAndWhere(String toml, String message) throws IOException {
        toml(toml);

        assertThatThrownBy(() -> read(Map.of(), null, Map.of())).hasMessage(message);
    }

    @Test
    void textThatIsNotTomlNamesLineAndColumn() throws IOException {
        toml("url = \"a\"\nwait == 3\n");

        assertThatThrownBy(() -> read(Map.of(), null, Map.of()))
                .hasMessageStartingWith("bellows.toml:2:")
                .hasMessageContaining("this is not TOML");
    }

    @Test
    void optionBeatsVariableBeatsEnvironmentTableBeatsTop() throws IOException {
        toml("""
                release = "top"
                schema = "top"
                layout = "top"
                ledger = "top"
                [env.prod]
                release = "table"
                schema = "table"
                layout = "table"
                """);
        Configuration configuration = read(
                Map.of(Key.RELEASE, List.of("option")),
                "prod",
                Map.of("BELLOWS_RELEASE", "variable", "BELLOWS_SCHEMA", "variable", "BELLOWS_LAYOUT", ""));

        assertThat(configuration.text(Key.RELEASE)).isEqualTo("option");
        assertThat(configuration.text(Key.SCHEMA)).isEqualTo("variable");
        assertThat(configuration.text(Key.LAYOUT)).isEqualTo("table");
        assertThat(configuration.text(Key.LEDGER)).isEqualTo("top");
    }

    @Test
    void aGateOfAnEnvironmentOverridesTheTopsKeyByKeyAlsoWithNone() throws IOException {
        toml("""
                [gate]
                soak = "1h"
                applications = ["api"]
                replicas = ["standby"]
                [env.staging.gate]
                applications = []
                replicas = ["other"]
                """);

        GateSettings gate = SettingsOf.configuration(
                        read(Map.of(), "staging", Map.of("BELLOWS_GATE_IGNORE_ROLES", "a, b")))
                .gate();

        assertThat(gate.applications()).isEmpty();
        assertThat(gate.replicas()).containsExactly("other");
        assertThat(gate.ignoredRoles()).containsExactly("a", "b");
        assertThat(gate.soak()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void isFoundUpwardsButNotBeyondTheRepository() throws IOException {
        toml("schema = \"root\"");
        Path below = Files.createDirectories(root.resolve("services/shop"));
        Path other = Files.createDirectories(root.resolve("vendor/.git")).getParent();

        assertThat(readIn(below, Map.of(), null, Map.of()).text(Key.SCHEMA)).isEqualTo("root");
        assertThat(readIn(other, Map.of(), null, Map.of()).text(Key.SCHEMA)).isNull();
    }

    @Test
    void anUnknownEnvironmentNamesTheNearest() throws IOException {
        toml("[env.staging]\nschema = \"a\"\n[env.production]\nschema = \"b\"\n");

        assertThatThrownBy(() -> read(Map.of(), "stagging", Map.of()))
                .hasMessage("--env stagging: the configuration has no [env.stagging]; did you mean \"staging\"?");
    }

    @Test
    void variablesAreCheckedToo() {
        assertThatThrownBy(() -> read(Map.of(), null, Map.of("BELLOWS_RETRY", "often", "BELLOWS_DOWN", "maybe")))
                .hasMessage("BELLOWS_DOWN: \"maybe\" is neither on nor off\n"
                        + "BELLOWS_RETRY: \"often\" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no limit.");
    }

    @Test
    void theEmbeddedServerLivesBesideTheConfigurationOrAtTheRoot() throws IOException {
        Path below = Files.createDirectories(root.resolve("services/shop"));
        assertThat(readIn(below, Map.of(), null, Map.of()).serverFolder()).isEqualTo(root.resolve(".bellows/postgres"));

        Files.writeString(below.resolve("bellows.toml"), "");
        assertThat(readIn(below, Map.of(), null, Map.of()).serverFolder())
                .isEqualTo(below.resolve(".bellows/postgres"));
    }
}
