package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The text of each DDL command that the server executed, as an event trigger saw it. */
final class ExecutedDdl implements AutoCloseable {
    private final Connection connection;

    private ExecutedDdl(Connection connection) {
        this.connection = connection;
    }

    static ExecutedDdl in(TestDatabase db) throws SQLException {
        // A notification, because DROP INDEX CONCURRENTLY refuses a transaction that has written already.
        db.sql("CREATE FUNCTION public.tell() RETURNS event_trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_notify('ddl', current_query()); END $$;"
                + " CREATE EVENT TRIGGER tell ON ddl_command_start EXECUTE FUNCTION public.tell()");
        Connection connection = db.connection();
        connection.createStatement().execute("LISTEN ddl");
        return new ExecutedDdl(connection);
    }

    List<String> commands() throws SQLException {
        connection.createStatement().execute("SELECT 1");
        List<String> commands = new ArrayList<>();
        for (PGNotification notification : connection.unwrap(PGConnection.class).getNotifications()) {
            commands.add(notification.getParameter());
        }
        return commands;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
