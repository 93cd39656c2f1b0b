package dev.bellows.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The server that all tests of a run share, and the empty database that theirs are copied from. */
final class TestServer implements AutoCloseable {
    private static final String POSTGRES = "postgres";

    // -Dpostgres chooses the major of the embedded binaries too, there by a profile of the build.
    private static final String IMAGE =
            System.getProperty("postgres.image", "postgres:" + System.getProperty("postgres", "18"));

    // Nothing here outlives the run, so nothing needs to reach the disk; tests of two-phase commit need prepared
    // transactions.
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "200",
            "max_prepared_transactions", "20",
            "wal_level", "logical");

    private final ServerAddress address;
    private final Closeable owner;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger count = new AtomicInteger();

    /** Takes over owner, which stops the server; throws IllegalStateException when the template cannot be made. */
    TestServer(ServerAddress address, Closeable owner) {
        this.address = address;
        this.owner = owner;
        // Encoding and collation are fixed, so that a test sees the same order of rows on every machine.
        maintenance("CREATE DATABASE " + template()
                + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' ALLOW_CONNECTIONS false");
    }

    /** The server that {@code BELLOWS_TEST_URL} names, else a container, else the embedded binaries; says which. */
    static TestServer find() {
        String url = System.getenv("BELLOWS_TEST_URL");
        if (url != null && !url.isBlank()) {
            return new TestServer(
                            ServerAddress.parse(
                                    url, System.getenv("BELLOWS_TEST_USER"), System.getenv("BELLOWS_TEST_PASSWORD")),
                            () -> {})
                    .announced("BELLOWS_TEST_URL");
        }
        try {
            return containerEngineAnswers()
                    ? container().announced("Testcontainers, " + IMAGE)
                    : embedded().announced("the embedded binaries");
        } catch (IOException problem) {
            throw new IllegalStateException(
                    "cannot start PostgreSQL for the tests; set BELLOWS_TEST_URL to use a server of yours", problem);
        }
    }

    TestDatabase newDatabase() {
        String name = "test_" + run + "_" + count.incrementAndGet();
        maintenance("CREATE DATABASE " + name + " TEMPLATE " + template());
        return new TestDatabase(this, address, name);
    }

    void drop(String database) {
        maintenance("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    @Override
    public void close() {
        try (owner) {
            drop(template());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private String template() {
        return "template_" + run;
    }

    private void maintenance(String sql) {
        Sql.execute(address.dataSource(address.maintenanceDatabase()), sql);
    }

    // Nothing else shows which of the three it was; the check before a merge looks for this line.
    private TestServer announced(String kind) {
        String version = Sql.query(address.dataSource(address.maintenanceDatabase()), "SHOW server_version")
                .get(0)
                .get(0);
        System.out.println("tests run on PostgreSQL " + version + ", from " + kind);
        return this;
    }

    private static boolean containerEngineAnswers() {
        // Testcontainers logs a stack trace for each way that it tries, so it is asked only where one could succeed.
        String home = System.getProperty("user.home");
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        boolean worthAsking = System.getenv("DOCKER_HOST") != null
                || System.getProperty("os.name").startsWith("Windows")
                || Stream.of(
                                "/var/run/docker.sock",
                                (runtime == null ? home : runtime) + "/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock",
                                home + "/.testcontainers.properties")
                        .anyMatch(file -> Files.exists(Path.of(file)));
        return worthAsking && DockerClientFactory.instance().isDockerAvailable();
    }

    private static TestServer container() throws IOException {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withUsername(POSTGRES)
                .withPassword(POSTGRES)
                .withDatabaseName(POSTGRES)
                .withCommand(Stream.concat(
                                Stream.of(POSTGRES),
                                SETTINGS.entrySet().stream()
                                        .flatMap(setting ->
                                                Stream.of("-c", setting.getKey() + "=" + setting.getValue())))
                        .toArray(String[]::new));
        container.start();
        return owning(container::close, ServerAddress.parse(container.getJdbcUrl(), POSTGRES, POSTGRES));
    }

    private static TestServer embedded() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setLocaleConfig("locale", "C");
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        // The server trusts everyone on this machine; the password only keeps the kinds of servers alike.
        return owning(server, new ServerAddress("localhost:" + server.getPort(), POSTGRES, "", POSTGRES, POSTGRES));
    }

    private static TestServer owning(Closeable owner, ServerAddress address) throws IOException {
        try {
            return new TestServer(address, owner);
        } catch (IllegalStateException problem) {
            owner.close();
            throw problem;
        }
    }
}
