package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pg_dump finds in its environment is what we are connected to, whoever said it. */
class LibpqEnvironmentTest {
    @TempDir
    private Path folder = Path.of("");

    private Map<String, String> environment(String url, Map<String, String> ours) {
        Map<String, String> home = new HashMap<>(ours);
        home.put("HOME", folder.toString());
        Problems problems = new Problems();
        Configuration configuration = Configuration.of(
                new Configuration.Request(Map.of(Key.URL, List.of(url)), null, null, home, folder), problems);
        Target target = Target.of(configuration, new Secrets(), problems::add);
        problems.throwIfAny();
        Map<String, String> all = new TreeMap<>(LibpqEnvironment.of(target, home, folder));
        all.remove("HOME");
        return all;
    }

    @Test
    void aUrlBecomesVariablesAndNothingOfAnotherConnectionStays() {
        assertThat(environment(
                        "postgresql://alice:geheim@db:6000/shop?sslmode=require&sslrootcert=ca.crt&application_name=me",
                        Map.of("PGHOST", "other", "PGPORT", "1", "PGSERVICE", "", "PGREQUIRESSL", "1", "LANG", "C")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PGHOST", "db",
                        "PGPORT", "6000",
                        "PGDATABASE", "shop",
                        "PGUSER", "alice",
                        "PGPASSWORD", "geheim",
                        "PGSSLMODE", "require",
                        "PGSSLROOTCERT", folder.resolve("ca.crt").toString(),
                        "PGCONNECT_TIMEOUT", "30",
                        "LANG", "C"));
    }

    @Test
    void severalServersStaySeveralAndWhatTakesChangesIsLookedFor() {
        assertThat(environment("postgresql://alice@a,b:6000/shop?connect_timeout=0", Map.of()))
                .containsEntry("PGHOST", "a,b")
                .containsEntry("PGPORT", "5432,6000")
                .containsEntry("PGTARGETSESSIONATTRS", "primary")
                .doesNotContainKeys("PGPASSWORD", "PGCONNECT_TIMEOUT", "PGHOSTADDR");
        assertThat(environment("host=a,b hostaddr=10.0.0.1,10.0.0.2 user=alice dbname=d", Map.of()))
                .containsEntry("PGHOSTADDR", "10.0.0.1,10.0.0.2")
                .containsEntry("PGPORT", "5432,5432");
    }

    @Test
    void theRoleAndOptionsComeAlong() {
        assertThat(environment(
                        "postgresql://alice@a/d?options=-c%20work_mem%3D1MB", Map.of("BELLOWS_ROLE", "shop owner")))
                .containsEntry("PGOPTIONS", "-c work_mem=1MB -c role=shop\\ owner")
                .containsEntry("BELLOWS_ROLE", "shop owner");
    }
}
