package dev.bellows.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What is done to a process, a session or the server, at a moment that the schedule says. */
enum Fault {
    KILL(6) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> child.signal("KILL"));
        }
    },
    STOP(6) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> {
                child.signal("STOP");
                field.later(500 + draw % 4000, () -> child.signal("CONT"));
            });
        }
    },
    TERM(2) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> child.signal(draw % 2 == 0 ? "TERM" : "INT"));
        }
    },
    TERMINATE_BACKEND(8) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onBackend(field, draw, "pg_terminate_backend");
        }
    },
    CANCEL_BACKEND(8) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onBackend(field, draw, "pg_cancel_backend");
        }
    },
    LOCK(6) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            String mode = List.of("ACCESS SHARE", "ROW EXCLUSIVE", "SHARE", "ACCESS EXCLUSIVE")
                    .get(draw % 4);
            return hold(field, draw, "BEGIN; LOCK TABLE t" + (1 + draw % 3) + " IN " + mode + " MODE");
        }
    },
    OLD_SNAPSHOT(4) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return hold(field, draw, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM t" + (1 + draw % 3));
        }
    },
    CRASH(2) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            field.postgres().crash();
            return true;
        }
    },
    RESTART(1) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            field.postgres().restart();
            return true;
        }
    },
    CUT(5) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> child.wire().cut());
        }
    },
    SWALLOW(4) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> {
                child.wire().swallow(true);
                field.later(500 + draw % 6000, () -> child.wire().swallow(false));
            });
        }
    },
    FAILING_CHECK(3) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return Trouble.begin(field, 500 + draw % 4000);
        }
    },
    DELAY(4) {
        @Override
        boolean inject(Field field, int draw) throws IOException, SQLException {
            return onChild(field, draw, child -> {
                child.wire().delay(10 + draw % 150);
                field.later(500 + draw % 3000, () -> child.wire().delay(0));
            });
        }
    };

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** How often it is drawn, compared with the others. */
    int weight() {
        return weight;
    }

    /**
     * Does it.
     *
     * @param draw chooses among what is there at that moment
     * @return whether there was anything to hit
     */
    abstract boolean inject(Field field, int draw) throws IOException, SQLException;

    /** Something that is done to a process. */
    interface Blow {
        void to(Child child) throws IOException;
    }

    /**
     * Runners are hit more often than they would be by chance, as they live for a moment only; and nobody before he has said a
     * word to the server, as that would prove nothing.
     */
    static boolean onChild(Field field, int draw, Blow blow) throws IOException {
        List<Child> alive =
                field.alive().stream().filter(child -> child.wire().isUsed()).toList();
        List<Child> runners = alive.stream().filter(Child::isRunner).toList();
        List<Child> targets = draw % 2 > 0 && !runners.isEmpty() ? runners : alive;
        if (targets.isEmpty()) {
            return false;
        }
        Child target = targets.get(draw / 2 % targets.size());
        field.note("to " + target.name() + ":");
        blow.to(target);
        return true;
    }

    private static boolean onBackend(Field field, int draw, String function) {
        String these = draw % 3 > 0 ? " AND application_name LIKE 'bellows%'" : "";
        return field.ask("SELECT count(*) FILTER (WHERE hit) FROM (SELECT " + function
                        + "(pid) AS hit FROM (SELECT pid FROM"
                        + " pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
                        + " AND application_name <> 'psql'" + these + " ORDER BY pid) AS all_of_them OFFSET "
                        + draw / 3 % 4
                        + " LIMIT 1) AS hits")
                .equals("1");
    }

    /** A session of somebody who holds something for a while. */
    private static boolean hold(Field field, int draw, String sql) throws SQLException {
        Connection connection = field.psql();
        try (Statement statement = connection.createStatement()) {
            // Whoever holds what this waits for may be one of these too, and go only when this is done.
            statement.execute("SET lock_timeout = 300; " + sql);
        } catch (SQLException e) {
            connection.close();
            return false;
        }
        field.later(200 + draw % 3500, () -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        });
        return true;
    }
}
