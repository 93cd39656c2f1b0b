package dev.bellows.benchmarks.migrate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.Fleet;
import dev.bellows.benchmarks.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/** Many schemas with nothing to do, in a process that has seen them before: what each takes. */
final class Tenants {
    private static final double NANOSECONDS = 1e9;
    private static final int MIGRATIONS = 10;

    private Tenants() {}

    /** Migrates them all. */
    private interface All {
        void migrate() throws Exception;
    }

    static void measure(Bench bench, int tenants) throws Exception {
        List<String> schemas =
                IntStream.rangeClosed(1, tenants).mapToObj(i -> "tenant_" + i).toList();
        Path ours = Folder.of(Tool.BELLOWS, MIGRATIONS, Folder::row);
        for (int parallel : List.of(1, 4)) {
            String work = "each of many schemas, nothing to do" + (parallel == 1 ? "" : ", " + parallel + " at once");
            try (Server.Database database = bench.server().newDatabase();
                    HikariDataSource pool = pool(database, 2 * parallel)) {
                create(database, schemas);
                List<Fleet.Member> members = new ArrayList<>();
                schemas.forEach(schema -> members.add(new Fleet.Member(schema, pool, schema)));
                Fleet fleet =
                        Fleet.of(Bellows.on(pool).migrations(ours.toString())).parallel(parallel);
                bench.table().add(work, tenants, Tool.BELLOWS.called, each(bench, tenants, () -> {
                    for (Fleet.Outcome<?> outcome : fleet.apply(members, outcome -> {})) {
                        if (outcome.problem() != null) {
                            throw new IllegalStateException(outcome.problem());
                        }
                    }
                }));
            }
            if (parallel == 1) {
                Path theirs = Folder.of(Tool.FLYWAY, MIGRATIONS, Folder::row);
                try (Server.Database database = bench.server().newDatabase();
                        HikariDataSource pool = pool(database, 2)) {
                    create(database, schemas);
                    bench.table().add(work, tenants, Tool.FLYWAY.called, each(bench, tenants, () -> {
                        for (String schema : schemas) {
                            Flyway.configure()
                                    .dataSource(pool)
                                    .schemas(schema)
                                    .locations("filesystem:" + theirs)
                                    .load()
                                    .migrate();
                        }
                    }));
                }
            }
        }
    }

    private static void create(Server.Database database, List<String> schemas) throws Exception {
        for (String schema : schemas) {
            database.execute("CREATE SCHEMA " + schema);
        }
    }

    private static HikariDataSource pool(Server.Database database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** Once for what is pending, once to be warm. */
    private static Times each(Bench bench, int tenants, All all) throws Exception {
        all.migrate();
        all.migrate();
        return bench.times(() -> {
            long begin = System.nanoTime();
            all.migrate();
            return (System.nanoTime() - begin) / NANOSECONDS / tenants;
        });
    }
}
