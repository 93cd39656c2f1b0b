package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** A role of one test's own that may log in; it goes with what it owns. */
final class TestRole implements AutoCloseable {
    private final TestDatabase db;
    private final String name;
    private final String password;

    private TestRole(TestDatabase db, String name, String password) {
        this.db = db;
        this.name = name;
        this.password = password;
    }

    static TestRole in(TestDatabase db, String suffix) {
        return in(db, suffix, "p");
    }

    static TestRole in(TestDatabase db, String suffix, String password) {
        TestRole role = new TestRole(db, db.name() + "_" + suffix, password);
        db.sql("CREATE ROLE " + role.name + " LOGIN PASSWORD '" + password + "'");
        return role;
    }

    String name() {
        return name;
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setUser(name);
        dataSource.setPassword(password);
        return dataSource;
    }

    @Override
    public void close() {
        db.sql("DROP OWNED BY " + name + "; DROP ROLE " + name);
    }
}
