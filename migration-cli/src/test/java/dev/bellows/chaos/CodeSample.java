package dev.bellows.chaos;

import dev.bellows.code.ReversibleCodeMigration;
import dev.bellows.sql.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Migrations in Java; a folder has none, one or two of them. What each does is told as SQL too, for psql to do the same. */
public abstract class CodeSample implements ReversibleCodeMigration {
    static final List<String> VERSIONS = List.of("0005", "0008");

    private final String version;

    CodeSample(String version) {
        this.version = version;
    }

    static CodeSample of(String version) {
        return version.equals("0005") ? new Fifth() : new Eighth();
    }

    static String up(String version) {
        return "CREATE TABLE code_" + version + " (id int);\n" + Made.effect(version, "up") + ";\n";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql.split(";\n")) {
                statement.execute(each);
            }
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String description() {
        return "code";
    }

    @Override
    public Phase phase() {
        return Phase.EXPAND;
    }

    @Override
    public String checksum() {
        return "1";
    }

    @Override
    public boolean mayLoseData() {
        return true;
    }

    @Override
    public void apply(Connection connection) throws SQLException {
        execute(connection, up(version));
    }

    @Override
    public void revert(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE code_" + version + ";\n" + Made.effect(version, "down"));
    }

    /** The fifth of a folder. */
    public static final class Fifth extends CodeSample {
        public Fifth() {
            super("0005");
        }
    }

    /** The eighth of a folder. */
    public static final class Eighth extends CodeSample {
        public Eighth() {
            super("0008");
        }
    }
}
