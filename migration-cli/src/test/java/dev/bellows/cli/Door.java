package dev.bellows.cli;

import dev.bellows.cli.SecretPlace.Given;
import dev.bellows.ledger.Sql;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A role of a database that asks for its password, and a home for its files.
 *
 * @param port on 127.0.0.1
 * @param secret what is to be kept
 * @param password what the role is let in with; the secret, or another one
 */
record Door(TestDatabase db, int port, Canary secret, String password, Path home) {
    static Door of(TestDatabase db, int port, SecretPlace place) throws IOException {
        Canary secret = new Canary(db.name().replaceAll(".*_", "") + "q");
        Door door = new Door(
                db,
                port,
                secret,
                place.isLogin() ? secret.text() : "another password",
                Files.createDirectory(db.folder().resolve("home")));
        db.sql("CREATE ROLE " + door.role() + " LOGIN PASSWORD " + Sql.literal(door.password())
                + "; ALTER DATABASE " + db.name() + " OWNER TO " + door.role() + "; GRANT ALL ON SCHEMA public TO "
                + door.role());
        return door;
    }

    String role() {
        return db.name() + "_owner";
    }

    String address() {
        return "127.0.0.1:" + port + "/" + db.name();
    }

    /** A URL with its user. */
    String uri(String afterUser) {
        return "postgresql://" + role() + afterUser + "@" + address();
    }

    /** What names the database, and whatever else. */
    Given addressed(String... more) {
        return Given.variables(more).and(Map.of("BELLOWS_URL", uri("")));
    }

    /** What lets the role in where the secret is for something else. */
    Map<String, String> login() {
        return Map.of("PGPASSWORD", password);
    }

    /** A file at home, for its owner only; its path. */
    String file(String name, String content) throws IOException {
        return SecretPlace.ownersOnly(home.resolve(name), content);
    }

    /** From now on the password is wrong. */
    void changeLock() {
        db.sql("ALTER ROLE " + role() + " PASSWORD 'from now on this one'");
    }

    /** Whoever calls: nothing is known to it but what is given. */
    Caller caller(Given given) {
        Map<String, String> environment = new TreeMap<>(given.environment());
        environment.put("HOME", home.toString());
        environment.put("BELLOWS_MIGRATIONS", db.folder().toString());
        return new Caller(environment, home, null);
    }

    /** Every table in which Bellows could have kept something, as text. */
    Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        db.query("SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'v') AND relname LIKE 'bellows\\_%'")
                .forEach(row -> tables.put(
                        "table " + row.get(0),
                        String.valueOf(db.value("SELECT string_agg(t::text, ' ') FROM " + row.get(0) + " AS t"))));
        return tables;
    }
}
