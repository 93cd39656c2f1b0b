package dev.bellows.chaos;

import dev.bellows.Bellows;
import dev.bellows.chaos.InstanceProcess.OvertakenException;
import dev.bellows.code.CodeMigration;
import dev.bellows.gate.Lease;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** As applications in Java do: the library keeps the lease, and each further session belongs to its instance. */
final class LibraryEntering implements InstanceProcess.Entering {
    private final DataSource server;
    private final Bellows bellows;
    private final boolean applies;
    private @Nullable Lease lease;

    LibraryEntering(DataSource server, Path build, boolean applies) throws IOException {
        this.server = server;
        this.applies = applies;
        this.bellows = migrations(Bellows.on(server), build)
                .code(Files.readAllLines(build.resolve("ships")).stream()
                        .filter(each -> isCode(build, each))
                        .map(CodeSample::of)
                        .toArray(CodeMigration[]::new))
                .ledger(Round.LEDGER)
                .release(build.getFileName().toString())
                .gate(GateSettings.DEFAULT
                        .lasting(GateSettings.SHORTEST_LIFETIME)
                        .of("api"));
    }

    /** The migrations of a build, but for those in Java. */
    static Bellows migrations(Bellows bellows, Path build) {
        Bellows mains = bellows.migrations(build.resolve(Made.MAIN).toString());
        Path customers = build.resolve(Made.CUSTOMER);
        return Files.isDirectory(customers)
                ? mains.migrations(new Location(Made.CUSTOMER, customers.toString()))
                : mains;
    }

    private static boolean isCode(Path build, String version) {
        return CodeSample.VERSIONS.contains(version)
                && build.resolve(Made.MAIN).toFile().list((folder, name) -> name.startsWith(version)).length == 0;
    }

    @Override
    public Connection enter() throws SQLException, OvertakenException {
        if (lease == null) {
            lease = applies ? bellows.apply() : bellows.validate();
        }
        keepOut(lease);
        Connection connection = server.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT ledger.bellows_enter('" + lease.instance() + "')");
            return connection;
        } catch (SQLException e) {
            connection.close();
            if ("BW001".equals(e.getSQLState())) {
                throw new OvertakenException(e.getMessage());
            }
            throw e;
        }
    }

    private static void keepOut(Lease lease) throws OvertakenException {
        if (lease.overtaken()) {
            throw new OvertakenException("overtaken while it was away");
        }
    }

    @Override
    public void keep(Connection connection) throws OvertakenException {
        if (lease != null) {
            keepOut(lease);
        }
    }

    @Override
    public void leave(Connection connection) {
        if (lease != null) {
            lease.close();
        }
    }
}
