package dev.bellows.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a server is and who may make databases there.
 *
 * @param hosts what stands between {@code //} and the database in a JDBC URL
 * @param options what follows the database in a JDBC URL, from the question mark on, without user and password; or empty
 */
record ServerAddress(String hosts, String maintenanceDatabase, String options, String user, String password) {
    private static final String PREFIX = "jdbc:postgresql://";

    /** What user and password do not say, the URL does; IllegalArgumentException when it names no host or no user. */
    static ServerAddress parse(String url, @Nullable String user, @Nullable String password) {
        String location = url.split("\\?", 2)[0];
        String query = url.substring(location.length()).replaceFirst("^\\?", "");
        int slash = location.indexOf('/', PREFIX.length());
        if (!url.startsWith(PREFIX) || slash < 0 || slash == location.length() - 1) {
            throw new IllegalArgumentException("a URL like jdbc:postgresql://localhost:5432/postgres is needed");
        }
        String options = Arrays.stream(query.split("&"))
                .filter(option -> !option.isEmpty() && !option.startsWith("user=") && !option.startsWith("password="))
                .collect(Collectors.joining("&"));
        return new ServerAddress(
                location.substring(PREFIX.length(), slash),
                location.substring(slash + 1),
                options.isEmpty() ? "" : "?" + options,
                user == null ? option(query, "user", "postgres") : user,
                password == null ? option(query, "password", "") : password);
    }

    String jdbcUrl(String database) {
        return PREFIX + hosts + "/" + database + options;
    }

    PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl(database));
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    @Override
    public String toString() {
        return user + " at " + PREFIX + hosts;
    }

    private static String option(String query, String name, String otherwise) {
        return Arrays.stream(query.split("&"))
                .filter(option -> option.startsWith(name + "="))
                .map(option -> URLDecoder.decode(option.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse(otherwise);
    }
}
