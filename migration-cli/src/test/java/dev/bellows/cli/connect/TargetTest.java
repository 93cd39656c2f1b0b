package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.connect.ConnectionUrl.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class TargetTest {
    @TempDir
    private Path folder = Path.of("");

    private Target target(Map<Key, String> options, Map<String, String> environment) {
        Map<Key, List<String>> given = new java.util.EnumMap<>(Key.class);
        options.forEach((key, text) -> given.put(key, List.of(text)));
        Problems problems = new Problems();
        Configuration configuration =
                Configuration.of(new Configuration.Request(given, null, null, environment, folder), problems);
        problems.throwIfAny();
        return Target.of(configuration, new Secrets());
    }

    @Test
    void libpqsVariablesFillWhatTheUrlLeavesOut() {
        Target target = target(
                Map.of(Key.URL, "postgresql://db/shop"),
                Map.of("PGHOST", "other", "PGUSER", "u", "PGPASSWORD", "p", "PGPORT", "1", "PGSSLMODE", "require"));

        assertThat(target.hosts()).containsExactly(new Host("db", 5432));
        assertThat(target.user()).isEqualTo("u");
        assertThat(target.password()).isEqualTo("p");
        assertThat(target.properties()).containsEntry("sslmode", "require");
    }

    @Test
    void libpqsVariablesAloneNameADatabase() {
        Target target = target(Map.of(), Map.of("PGHOST", "a,b", "PGPORT", "6000", "PGDATABASE", "d"));

        assertThat(target.hosts()).containsExactly(new Host("a", 6000), new Host("b", 6000));
        assertThat(target.database()).isEqualTo("d");
    }

    @Test
    void theUserOfANearerUrlBeatsAUserFromFartherAway() {
        assertThat(target(Map.of(Key.URL, "postgresql://alice:a@h/d"), Map.of("BELLOWS_USER", "bob"))
                        .user())
                .isEqualTo("alice");
        assertThat(target(Map.of(Key.URL, "postgresql://alice:a@h/d", Key.USER, "carol"), Map.of())
                        .user())
                .isEqualTo("carol");
        assertThat(target(Map.of(Key.USER, "carol"), Map.of("BELLOWS_URL", "postgresql://alice:a@h/d"))
                        .user())
                .isEqualTo("carol");
    }

    @Test
    void thePasswordFilesFirstLineIsThePassword() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n\n");
        Target target = target(
                Map.of(Key.URL, "postgresql://alice:fromUrl@h/d", Key.PASSWORD_FILE, file.toString()),
                Map.of("BELLOWS_PASSWORD", "fromVariable"));

        assertThat(target.password()).isEqualTo("hunter2");
        assertThat(target).asString().doesNotContain("hunter2");
    }

    @Test
    void twoPasswordsOfTheSamePlaceAreNoChoiceToMake() {
        assertThatThrownBy(() -> target(
                        Map.of(Key.URL, "postgresql://h/d"),
                        Map.of("BELLOWS_PASSWORD", "a", "BELLOWS_PASSWORD_FILE", "b")))
                .hasMessage("BELLOWS_PASSWORD and BELLOWS_PASSWORD_FILE are both set: keep one of them");
    }

    @Test
    void aMissingPasswordFileIsNamed() {
        assertThatThrownBy(() -> target(Map.of(Key.URL, "postgresql://h/d", Key.PASSWORD_FILE, "/nowhere/p"), Map.of()))
                .hasMessage("--password-file: there is no file /nowhere/p");
    }

    @Test
    void theRoleIsGivenAtStartUp() {
        assertThat(target(Map.of(Key.URL, "postgresql://h/d?options=-c%20a=b", Key.ROLE, "my \\role"), Map.of())
                        .properties())
                .containsEntry("options", "-c a=b -c role=my\\ \\\\role");
    }

    @Test
    void theDriversSessionsDoNothingBehindOurBack() {
        PGSimpleDataSource source = (PGSimpleDataSource)
                target(Map.of(Key.URL, "jdbc:postgresql://[::1]:1,h2/d?prepareThreshold=9&socketTimeout=3"), Map.of())
                        .dataSource();

        assertThat(source.getServerNames()).containsExactly("[::1]", "h2");
        assertThat(source.getPrepareThreshold()).isZero();
        assertThat(source.getSocketTimeout()).isZero();
        assertThat(source.getTcpKeepAlive()).isTrue();
        assertThat(source.getTargetServerType()).isEqualTo("primary");
    }
}
