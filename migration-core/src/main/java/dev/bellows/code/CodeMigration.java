package dev.bellows.code;

import dev.bellows.model.MigrationId;
import dev.bellows.sql.Phase;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A migration written in Java. It runs in one transaction with its ledger entry, among the files, in the order of the
 * versions; what it sends to the server is held to the same limits as a file's statements.
 *
 * <p>It may run more than once before it succeeds, each time after a rollback: when a lock was not to be had, after a
 * deadlock or a serialisation failure. So it keeps no state of its own and does nothing outside the database.
 *
 * <p>Where {@link java.util.ServiceLoader} is to find it, it is a public class with a public constructor without
 * parameters.
 */
public interface CodeMigration {
    /** The number that orders it among all migrations, such as {@code 0042}. */
    String version();

    /** A few words for people; one line. */
    String description();

    /** Whether code that runs now keeps working. */
    Phase phase();

    /**
     * What changes when the migration does, and never otherwise: compiled code cannot tell. A number that its author
     * raises will do. An applied migration with another checksum is <em>edited</em>, as a file would be.
     *
     * @return 1 to 100 visible ASCII characters
     */
    String checksum();

    /**
     * For a contract: the version that every running build must ship before this runs.
     *
     * @return null when that is the contract's own version
     */
    default @Nullable String after() {
        return null;
    }

    /** Whose it is; with the version its identity. */
    default String owner() {
        return MigrationId.MAIN;
    }

    /**
     * Whether tables and columns that it drops may be lost for good, as {@code -- bellows:quarantine off} says of a file. What
     * code drops cannot be kept: without this a migration that drops what holds data is refused.
     */
    default boolean mayLoseData() {
        return false;
    }

    /**
     * Makes the change.
     *
     * @param connection in a transaction; ending that, by a method or by SQL, is refused, savepoints are welcome. Closing it
     *     does nothing. Not to be used after the return
     * @throws Exception to fail: all is rolled back, and the run ends
     */
    void apply(Connection connection) throws Exception;
}
