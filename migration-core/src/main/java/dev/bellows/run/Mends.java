package dev.bellows.run;

import dev.bellows.quarantine.HiddenRows;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Executes the statements that bring one thing back; one that is not needed may fail. */
final class Mends {
    private static final String SAVEPOINT = "bellows_mend";
    private static final String NO_SUCH_ROW = "23503";

    private static final String OF_ITS_TABLE = """
            SELECT EXISTS (
                SELECT FROM (SELECT conname AS name, conrelid AS relation FROM pg_catalog.pg_constraint
                    UNION ALL SELECT c.relname, i.indrelid FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
                    UNION ALL SELECT tgname, tgrelid FROM pg_catalog.pg_trigger
                    UNION ALL SELECT polname, polrelid FROM pg_catalog.pg_policy
                    UNION ALL SELECT rulename, ev_class FROM pg_catalog.pg_rewrite
                    UNION ALL SELECT stxname, stxrelid FROM pg_catalog.pg_statistic_ext
                    UNION ALL SELECT s.relname, d.refobjid FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_class AS s
                        ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AS each
                    JOIN pg_catalog.pg_class AS r ON r.oid = relation JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
                WHERE pg_catalog.quote_ident(name) = ? AND (r.oid = pg_catalog.to_regclass(?)
                    OR pg_catalog.strpos(?, pg_catalog.format('%I.%I', n.nspname, r.relname)) > 0))""";

    private final Work work;
    private final Stored stored;
    private final Executor executor;

    Mends(Work work, Stored stored) {
        this.work = work;
        this.stored = stored;
        this.executor = new Executor(work.session());
    }

    /** Executes one that has to succeed. */
    void run(Guard guard, String sql) throws StatementError, InTheWayException, IOException, SQLException {
        StatementText statement = OwnStatement.of(sql);
        try {
            guard.run(statement, () -> executor.run(statement));
        } catch (StatementError e) {
            throw e.ours("to bring back " + stored.kept().object());
        }
    }

    /**
     * Tries one.
     *
     * @param fine states with which it may fail without a word, where its table has something of that name
     * @param missing what did not come back, each in a phrase with the reason; to be added to
     * @param postponed what comes back later; to be added to
     */
    void attempt(Guard guard, Mend mend, Set<String> fine, List<String> missing, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        if (postponed.settled(mend) || postponed.follows(stored, mend)) {
            return;
        }
        if (HiddenRows.concern(work.session().connection(), mend)) {
            postponed.settle(mend);
            missing.add(mend.what() + ": " + Misfits.HIDDEN);
            return;
        }
        work.session().execute("SAVEPOINT " + SAVEPOINT);
        try {
            run(guard, mend.sql());
            work.session().execute("RELEASE SAVEPOINT " + SAVEPOINT);
            postponed.settle(mend);
        } catch (StatementError e) {
            if (!work.session().alive() || e.limited() || e.interrupted() || Failures.passing(e.error())) {
                throw e;
            }
            work.session().execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            guard.settingsChanged();
            boolean there = fine.contains(Failures.state(e.error())) && there(mend);
            if (!there && postponed.takes(stored, mend, e.error())) {
                return;
            }
            postponed.settle(mend);
            if (!there) {
                missing.add(mend.what() + ": " + reason(mend, e.error()));
            }
        }
    }

    /** Another's may have the name: of a table, an index of another table. */
    private boolean there(Mend mend) throws SQLException {
        @Nullable String name = mend.makes();
        if (name == null) {
            return true;
        }
        try (PreparedStatement statement = work.session().connection().prepareStatement(OF_ITS_TABLE)) {
            statement.setString(1, name);
            statement.setString(2, stored.table());
            statement.setString(3, mend.sql());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static String reason(Mend mend, SQLException error) {
        return mend.looksAtRows() && Failures.state(error).equals(NO_SUCH_ROW)
                ? Misfits.REASON
                : Messages.withoutFullStop(Messages.firstLine(error.getMessage()))
                        .replaceFirst("^ERROR: ", "");
    }
}
