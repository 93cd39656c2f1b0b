package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.model.ConfigurationException;
import dev.bellows.testkit.InstalledPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Given the same environment, files and connection string, psql and Bellows connect to the same server, as the same user, in
 * the same way; or both fail, and Bellows says why.
 */
class AsPsqlTest {
    private static final String SEEN = "SELECT concat_ws(' ', current_user, current_database(),"
            + " coalesce(host(inet_server_addr()), 'socket'), current_setting('port'),"
            + " CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END, coalesce(version, 'no TLS'),"
            + " coalesce(client_dn, 'no certificate'), current_setting('work_mem'),"
            + " replace(current_setting('application_name'), 'psql', 'bellows'))"
            + " FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private static @Nullable Servers servers;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        assumeThat(psqlIsThere()).as("this test needs psql in the PATH").isTrue();
        servers = new Servers();
    }

    @AfterAll
    static void stop() throws IOException {
        if (servers != null) {
            servers.close();
        }
    }

    private static boolean psqlIsThere() {
        try {
            return new ProcessBuilder("psql", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /**
     * Settings.
     *
     * @param given words of the form {@code VARIABLE=value}, and at most one connection string after {@code --}
     * @param expected a part of what the server saw, or after {@code !} of our error
     */
    record Row(String given, String expected) {
        @Override
        public String toString() {
            return given;
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        PsqlRows.TEXT.lines().filter(line -> line.contains(" | ")).forEach(line -> {
            int bar = line.lastIndexOf(" | ");
            rows.add(new Row(
                    line.substring(0, bar).strip(), line.substring(bar + 3).strip()));
        });
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theServerSeesTheSame(Row row) throws IOException, InterruptedException {
        Servers all = Objects.requireNonNull(servers);
        String given = all.filled(row.given());
        int separator = given.indexOf("-- ");
        String url = separator < 0 ? "" : given.substring(separator + 3);
        Map<String, String> environment = environment(separator < 0 ? given : given.substring(0, separator));
        String home = environment.getOrDefault("HOME", "home");
        environment.put("HOME", all.place(home));

        String ours = bellows(url, environment);
        String theirs = psql(url, environment);

        if (row.expected().startsWith("!")) {
            assertThat(theirs).as("psql").startsWith("failed: ");
            assertThat(ours)
                    .startsWith("failed: ")
                    .contains(all.filled(row.expected().substring(1)))
                    .doesNotContain("sesame")
                    .doesNotContain("Exception");
        } else {
            assertThat(ours).isEqualTo(theirs).contains(all.filled(row.expected()));
        }
    }

    /** Words separated by spaces; inside a word an underscore stands for a space after a tilde. */
    private static Map<String, String> environment(String words) {
        Map<String, String> environment = new HashMap<>();
        for (String word : words.strip().split(" +")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                environment.put(
                        word.substring(0, equals), word.substring(equals + 1).replace("~_", " "));
            }
        }
        return environment;
    }

    private static String bellows(String url, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<Key, List<String>> options = url.isEmpty() ? Map.of() : Map.of(Key.URL, List.of(url));
        try {
            Configuration configuration = Configuration.of(
                    new Configuration.Request(
                            options, null, null, environment, Path.of("").toAbsolutePath()),
                    problems);
            Target target = Target.of(configuration, new Secrets(), problems::add);
            problems.throwIfAny();
            try (Connection connection = new Connector(target).getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SEEN)) {
                row.next();
                return row.getString(1);
            }
        } catch (ConnectionFailure e) {
            assertThat(e.explained()).contains("\nnext: ");
            return "failed: " + e.explained();
        } catch (ConfigurationException | IllegalArgumentException e) {
            return "failed: " + e.getMessage();
        } catch (SQLException e) {
            return "not ours: " + e;
        }
    }

    private static String psql(String url, Map<String, String> environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-w", "-A", "-t", "-c", SEEN));
        if (!url.isEmpty()) {
            command.add(url);
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile("psql", ".txt");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean failed = process.waitFor() != 0;
        String said = Files.readString(errors);
        Files.delete(errors);
        return failed ? "failed: " + said : output.strip();
    }
}
