package dev.bellows.code;

import dev.bellows.sql.Phase;
import java.sql.Connection;

/** A migration in Java whose change a test gives as a lambda. */
public class Sample implements CodeMigration {
    private final String version;
    private final String checksum;
    private final CodeScript.Body change;

    Sample(String version, CodeScript.Body change) {
        this(version, "1", change);
    }

    Sample(String version, String checksum, CodeScript.Body change) {
        this.version = version;
        this.checksum = checksum;
        this.change = change;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String description() {
        return "in Java";
    }

    @Override
    public Phase phase() {
        return Phase.EXPAND;
    }

    @Override
    public String checksum() {
        return checksum;
    }

    @Override
    public void apply(Connection connection) throws Exception {
        change.run(connection);
    }

    /** The same with a reverse. */
    static final class WithReverse extends Sample implements ReversibleCodeMigration {
        private final CodeScript.Body reverse;

        WithReverse(String version, CodeScript.Body change, CodeScript.Body reverse) {
            super(version, change);
            this.reverse = reverse;
        }

        @Override
        public void revert(Connection connection) throws Exception {
            reverse.run(connection);
        }
    }

    /** What ServiceLoader can make. */
    public static final class Discovered extends Sample {
        public Discovered() {
            super("2", connection -> connection.createStatement().execute("INSERT INTO words VALUES ('discovered')"));
        }
    }
}
