package dev.bellows.chaos;

import dev.bellows.model.BellowsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An application's instance: it enters, and then serves what its build was made for, until it is asked to end or a contract has
 * overtaken it. What it served, and at which place of the ledger, it notes in the database.
 */
public final class InstanceProcess {
    /** What it says when it begins to serve. */
    static final String SERVING = "serving";

    /** What it says when something that its build needs is not there while it serves. */
    static final String BROKEN = "BROKEN: ";

    /** Documented as "refused". */
    private static final int REFUSED = 3;

    private static final int MILLIS = 50;

    private final String name;
    private final int build;
    private final List<Thing> needs;
    private volatile boolean stopping;

    private InstanceProcess(String name, int build, List<Thing> needs) {
        this.name = name;
        this.build = build;
        this.needs = needs;
    }

    /** Given its URL, its user, its build's folder and number, its name, and how it enters. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[2]);
        List<Thing> needs = Files.readAllLines(folder.resolve("needs")).stream()
                .map(line -> line.split(" ", -1))
                .map(parts -> new Thing(parts[0], parts[1]))
                .toList();
        List<String> ships = Files.readAllLines(folder.resolve("ships"));
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(arguments[0]);
        server.setUser(arguments[1]);
        server.setApplicationName(head(ships) + "@api");
        InstanceProcess instance = new InstanceProcess(arguments[4], Integer.parseInt(arguments[3]), needs);
        Entering entering = arguments[5].equals("functions")
                ? new FunctionEntering(server, arguments[4], ships, Integer.parseInt(arguments[6]))
                : new LibraryEntering(server, folder, arguments[5].equals("apply"));
        Thread main = Thread.currentThread();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> instance.stop(main)));
        } catch (IllegalStateException askedToEndAlready) {
            return;
        }
        System.exit(instance.run(entering));
    }

    /** How an instance comes to be allowed to serve. */
    interface Entering {
        /**
         * Waits until this instance may serve, over a new session.
         *
         * @return that session; null when this is to be tried again
         * @throws OvertakenException when it must not serve any more
         */
        Connection enter() throws SQLException, OvertakenException;

        /** Called before each time that it serves. */
        void keep(Connection connection) throws SQLException, OvertakenException;

        /** Ends the lease. */
        void leave(Connection connection) throws SQLException;
    }

    /** A contract has overtaken this build. */
    static final class OvertakenException extends Exception {
        OvertakenException(String message) {
            super(message);
        }
    }

    private void stop(Thread main) {
        stopping = true;
        try {
            main.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int run(Entering entering) {
        try {
            while (!stopping) {
                try (Connection connection = entering.enter()) {
                    say(SERVING);
                    while (!stopping) {
                        entering.keep(connection);
                        serve(connection);
                        Naps.exactly(MILLIS);
                    }
                    entering.leave(connection);
                } catch (SQLException e) {
                    say(e.getSQLState() + " "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                    Naps.exactly(4 * MILLIS);
                }
            }
            return 0;
        } catch (OvertakenException e) {
            say("refused: " + e.getMessage());
            return REFUSED;
        } catch (BellowsException e) {
            say(e.getClass().getSimpleName() + ": " + e.getMessage());
            return e.exitCode();
        }
    }

    /** One transaction of the application: it reads one thing, and changes another one. */
    private void serve(Connection connection) throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        connection.setAutoCommit(false);
        try (PreparedStatement note = connection.prepareStatement(
                        "INSERT INTO chaos.served SELECT ?, ?, position FROM ledger.bellows_head");
                Statement statement = connection.createStatement()) {
            note.setString(1, name);
            note.setInt(2, build);
            note.executeUpdate();
            int id = 1 + random.nextInt(Thing.ROWS);
            if (needs.isEmpty()) {
                statement.execute("SELECT keep FROM t1 WHERE id = " + id);
            } else {
                statement.execute(needs.get(random.nextInt(needs.size())).reading(id));
                statement.execute(needs.get(random.nextInt(needs.size())).writing(id));
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if ("42703".equals(e.getSQLState()) || "42P01".equals(e.getSQLState())) {
                say(BROKEN + e.getMessage());
            }
            if ("40P01".equals(e.getSQLState())) {
                say(BROKEN + "the victim of a deadlock: " + e.getMessage());
            }
            throw e;
        }
    }

    /** The highest version, whoever owns it. */
    private static String head(List<String> ships) {
        return ships.stream()
                .map(label -> label.substring(label.indexOf(':') + 1))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @SuppressWarnings("SystemOut")
    static void say(String line) {
        System.out.println(line);
    }
}
