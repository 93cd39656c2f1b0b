package dev.bellows.run;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** The driver's COPY for a migration in Java. All its ways begin with one of these methods, and so within the limits. */
final class GuardedCopy extends CopyManager {
    private final Permission permission;

    GuardedCopy(BaseConnection connection, Permission permission) throws SQLException {
        super(connection);
        this.permission = permission;
    }

    /** Who lets SQL be sent. */
    interface Permission {
        void send(String sql, Guard.Sending sending) throws SQLException, IOException;
    }

    private interface Begin<T> {
        T begin(String sql) throws SQLException;
    }

    private <T> T guarded(String sql, Begin<T> begin) throws SQLException {
        Object[] begun = new Object[1];
        try {
            permission.send(sql, () -> begun[0] = begin.begin(sql));
        } catch (IOException e) {
            throw new SQLException("COPY could not begin", "", e);
        }
        @SuppressWarnings("unchecked")
        T operation = (T) begun[0];
        return operation;
    }

    @Override
    public CopyIn copyIn(String sql) throws SQLException {
        return guarded(sql, super::copyIn);
    }

    @Override
    public CopyOut copyOut(String sql) throws SQLException {
        return guarded(sql, super::copyOut);
    }

    @Override
    public CopyDual copyDual(String sql) throws SQLException {
        return guarded(sql, super::copyDual);
    }
}
