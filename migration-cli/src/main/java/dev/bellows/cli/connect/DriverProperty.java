package dev.bellows.cli.connect;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;

/** The names of the driver's properties. */
final class DriverProperty {
    static final String SSL_MODE = "sslmode";
    static final String OPTIONS = "options";

    static final String ANY_URL = "jdbc:postgresql:";

    private DriverProperty() {}

    static boolean isKnown(String name) {
        try {
            return Stream.of(DriverManager.getDriver(ANY_URL).getPropertyInfo(ANY_URL, new Properties()))
                    .anyMatch(property -> property.name.equals(name));
        } catch (SQLException e) {
            throw new IllegalStateException("the PostgreSQL driver is not on the class path", e);
        }
    }
}
