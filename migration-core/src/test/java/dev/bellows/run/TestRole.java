package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** A role of one test's own that may log in; it goes with what it owns. */
final class TestRole implements AutoCloseable {
    private final TestDatabase db;
    private final String name;

    private TestRole(TestDatabase db, String name) {
        this.db = db;
        this.name = name;
    }

    static TestRole in(TestDatabase db, String suffix) {
        TestRole role = new TestRole(db, db.name() + "_" + suffix);
        db.sql("CREATE ROLE " + role.name + " LOGIN PASSWORD 'p'");
        return role;
    }

    String name() {
        return name;
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setUser(name);
        dataSource.setPassword("p");
        return dataSource;
    }

    @Override
    public void close() {
        db.sql("DROP OWNED BY " + name + "; DROP ROLE " + name);
    }
}
