package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.model.BellowsException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The library in an application that logs everything: its own logs at TRACE, the stack traces of
 * what is thrown, the reports and the ledger hold no password of the connection.
 */
@Tag("scenario-29")
@Timeout(180)
class FacadeSecretsTest {
    private static final String SECRET = "kanarie41";

    @PostgresTest
    void aPasswordOfTheConnectionIsInNoLogNoStackTraceAndNoLedger(TestDatabase db) throws IOException {
        db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");

        Seen seen = run(db);

        assertThat(seen.ours())
                .contains("applied 1", "UnreachableException", " DEBUG ", "No suitable driver")
                .doesNotContain(SECRET);
        assertThat(seen.ledger()).doesNotContain(SECRET);
    }

    @PostgresTest
    void whatIsNoSecretIsFoundThere(TestDatabase db) throws IOException {
        db.migrations("-- file: 0001_shown.sql\nCREATE TABLE shown ();\nSELECT no_shown();\n");

        Seen seen = run(db);

        assertThat((seen.ours() + seen.drivers()).lines().filter(line -> line.contains("no_shown")))
                .anyMatch(line -> line.contains("StatementFailedException"))
                .anyMatch(line -> line.contains("Report["))
                .anyMatch(line -> line.contains("FE=> "));
        assertThat(seen.ledger()).contains("shown");
    }

    /**
     * What was to be seen.
     *
     * @param ours what the application printed, and what Bellows logged
     * @param drivers the driver's log, which shows a URL as the application gave it
     * @param ledger what was recorded
     */
    private record Seen(String ours, String drivers, String ledger) {}

    private static Seen run(TestDatabase db) throws IOException {
        Path logging = db.folder().resolve("logging.properties");
        Path ours = db.folder().resolve("ours.log");
        Path drivers = db.folder().resolve("drivers.log");
        Files.writeString(logging, """
                handlers = java.util.logging.FileHandler
                .level = ALL
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.level = ALL
                java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                """.formatted(drivers));
        List<String> logs = List.of(
                "-Djava.util.logging.config.file=" + logging,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Dorg.slf4j.simpleLogger.logFile=" + ours);
        // A server may ask for the password, so it has to be the right one.
        try (TestRole role = TestRole.in(db, "canary", SECRET)) {
            db.sql("GRANT CREATE ON SCHEMA public TO " + role.name());
            try (OtherProcess process = OtherProcess.start(db, FacadeSecretsTest.class, logs, SECRET, role.name())) {
                String printed = process.awaitEnd();
                return new Seen(
                        printed + Files.readString(ours),
                        Files.readString(drivers),
                        db.query("SELECT l::text FROM bellows_ledger AS l").toString());
            }
        }
    }

    /** Applies with each kind of source; what is thrown is printed as an application would log it. */
    public static void main(String[] arguments) {
        String url = arguments[0];
        String user = arguments[5];
        String secret = arguments[4];
        String address = url.replace("jdbc:postgresql://", "");
        Map<String, Supplier<DataSource>> sources = Map.ofEntries(
                Map.entry("simple", () -> simple(url + "?user=" + user + "&password=" + secret)),
                Map.entry("key", () -> simple(url + "?user=" + user + "&sslpassword=" + secret)),
                Map.entry("pool", () -> pool(url, user, secret)),
                Map.entry("manager", () -> manager(url + "?user=" + user + "&password=" + secret)),
                Map.entry("nobody", () -> simple("jdbc:postgresql://127.0.0.1:1/d?user=u&password=" + secret)),
                Map.entry("no database", () -> manager(url + "_not?user=" + user + "&password=" + secret)),
                Map.entry("no driver", () -> manager("jdbc:postgre://" + address + "?user=u&password=" + secret)),
                Map.entry("no driver either", () -> manager("jdbc:postgre://u:" + secret + "@" + address)),
                Map.entry("wrong parameter", () -> manager(url + "?password=" + secret + "&sslmode=none")),
                Map.entry("no pool", () -> pool("jdbc:postgresql://127.0.0.1:1/d?password=" + secret, "u", secret)));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        sources.forEach((kind, source) -> {
            out.println(kind);
            try {
                DataSource opened = source.get();
                var report = Bellows.on(opened).migrations(arguments[3]).applyWithoutLease();
                out.println("applied " + report.steps().size() + " " + report);
                Bellows.on(opened).migrations(arguments[3]).apply().close();
            } catch (BellowsException e) {
                out.println(e.report());
                e.printStackTrace(out);
            }
        });
        System.exit(0);
    }

    private static DataSource simple(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static DataSource pool(String url, String user, String secret) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(secret);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    /** As an application writes it that has no pool. */
    private static DataSource manager(String url) {
        return (DataSource) Proxy.newProxyInstance(
                FacadeSecretsTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return DriverManager.getConnection(url);
                    }
                    return method.getName().equals("isWrapperFor") ? false : null;
                });
    }
}
