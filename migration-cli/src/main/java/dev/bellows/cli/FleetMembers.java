package dev.bellows.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Fleet;
import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.connect.Database;
import dev.bellows.cli.connect.Schemas;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.UnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The schemas and databases that a call is for, and the pools through which it reaches them. */
final class FleetMembers implements AutoCloseable {
    private final List<Database> databases = new ArrayList<>();
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final Map<Fleet.Member, Repeated> alone = new HashMap<>();
    private final Map<Fleet.Member, RestorePoints> restorePoints = new HashMap<>();
    private final List<Fleet.Member> members = new ArrayList<>();
    private final List<Fleet.Outcome<Object>> lost = new ArrayList<>();

    private FleetMembers() {}

    /** Finds them; throws with everything that is missing or wrong. */
    static FleetMembers of(Call call, FleetOptions options) {
        Problems problems = new Problems();
        call.configuration();
        Map<String, Configuration> configurations = configurations(call, options, problems);
        if (!options.schemas().isEmpty()) {
            configurations.values().forEach(each -> requireOwnLedgers(each, problems));
        }
        problems.throwIfAny();
        FleetMembers found = new FleetMembers();
        try {
            configurations.forEach((name, configuration) -> found.add(name, configuration, call, options));
            if (found.members.isEmpty() && found.lost.isEmpty()) {
                problems.add(
                        "no schema is called " + String.join(" or ", options.schemas())
                                + "\nnext: see what there is with psql's \\dn; make the schemas first, they are not made by Bellows");
                problems.throwIfAny();
            }
            return found;
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /** Each database's configuration, by what it is called; the empty name where there is one alone. */
    private static Map<String, Configuration> configurations(Call call, FleetOptions options, Problems problems) {
        Map<String, Configuration> all = new LinkedHashMap<>();
        @Nullable String file = options.targets();
        if (file == null) {
            Configuration only = call.configuration(Map.of(), problems);
            Database.check(only, problems);
            all.put("", only);
            return all;
        }
        for (TargetsFile.Line line : TargetsFile.read(call.surroundings().directory(), file, problems)
                .lines()) {
            Configuration configuration = call.configuration(Map.of(Key.URL, List.of(line.url())), problems);
            Problems own = new Problems();
            Database.check(configuration, own);
            if (!own.isEmpty()) {
                own.passTo(problems, line.place() + ": ");
            } else if (all.putIfAbsent(Database.name(configuration), configuration) != null) {
                problems.add(line.place() + ": " + Database.name(configuration)
                        + " stands in another line too: leave one out");
            }
        }
        return all;
    }

    private static void requireOwnLedgers(Configuration configuration, Problems problems) {
        configuration
                .value(Key.SCHEMA)
                .ifPresent(value ->
                        problems.add(value.origin() + ": --schemas names the schemas: leave one of the two out"));
        configuration
                .value(Key.LEDGER)
                .filter(value -> value.text().contains("."))
                .ifPresent(value -> problems.add(value.origin()
                        + ": with --schemas each schema has a ledger of its own: name the table without a schema"));
    }

    private void add(String name, Configuration configuration, Call call, FleetOptions options) {
        Database database = Database.open(configuration, call.secrets(), call::say);
        databases.add(database);
        @Nullable String url = name.isEmpty() ? null : configuration.text(Key.URL);
        if (options.schemas().isEmpty()) {
            Fleet.Member whole = new Fleet.Member(name, database.source(), null);
            add(whole, url);
            secure(whole, call.restorePoints(configuration, database, name));
            return;
        }
        List<String> schemas;
        try {
            schemas = Schemas.like(database.source(), options.schemas());
        } catch (UnreachableException e) {
            // It is one of many that fail: the others go on.
            Fleet.Member whole =
                    new Fleet.Member(name.isEmpty() ? Database.name(configuration) : name, database.source(), null);
            alone.put(whole, Repeated.alone(url, null));
            lost.add(new Fleet.Outcome<>(whole, null, e, Duration.ZERO));
            return;
        }
        DataSource pool = pool(database.source(), Math.min(options.parallel(), Math.max(1, schemas.size())));
        String before = name.isEmpty() ? "" : name + " ";
        for (String schema : schemas) {
            Fleet.Member member = new Fleet.Member(before + schema, pool, schema);
            add(member, url);
            secure(member, call.restorePoints(configuration, database, member.name()));
        }
    }

    private void secure(Fleet.Member member, @Nullable RestorePoints points) {
        if (points != null) {
            restorePoints.put(member, points);
        }
    }

    /** Who makes its restore points; null where nobody does. */
    @Nullable
    RestorePoints restorePoints(Fleet.Member member) {
        return restorePoints.get(member);
    }

    private void add(Fleet.Member member, @Nullable String url) {
        members.add(member);
        alone.put(member, Repeated.alone(url, member.schema()));
    }

    /** A line whose commands are for that member alone. */
    String about(Fleet.Member member, String line) {
        return alone.getOrDefault(member, Repeated.alone(null, member.schema())).in(line);
    }

    private DataSource pool(DataSource source, int atOnce) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("bellows");
        // One more each, for whom a silent server is asked over.
        config.setMaximumPoolSize(2 * atOnce);
        config.setMinimumIdle(0);
        // Whether the server answers is told when somebody wants it.
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** In the order in which they are begun. */
    List<Fleet.Member> all() {
        return members;
    }

    /** Databases that do not say which schemas they have. */
    List<Fleet.Outcome<Object>> lost() {
        return lost;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        databases.forEach(Database::close);
    }
}
