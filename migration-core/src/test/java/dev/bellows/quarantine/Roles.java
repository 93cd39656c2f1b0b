package dev.bellows.quarantine;

import dev.bellows.testkit.TestDatabase;

/** Roles of one test's own: {@code {reader}} and {@code {owner}} in its SQL. They go when it ends. */
final class Roles implements AutoCloseable {
    private final TestDatabase db;

    private Roles(TestDatabase db) {
        this.db = db;
    }

    static Roles in(TestDatabase db) {
        Roles roles = new Roles(db);
        db.sql(roles.named("CREATE ROLE {reader}; CREATE ROLE {owner}"));
        return roles;
    }

    String named(String sql) {
        return sql.replace("{reader}", db.name() + "_reader").replace("{owner}", db.name() + "_owner");
    }

    @Override
    public void close() {
        db.sql(named("DROP OWNED BY {reader}, {owner} CASCADE; DROP ROLE {reader}, {owner}"));
    }
}
