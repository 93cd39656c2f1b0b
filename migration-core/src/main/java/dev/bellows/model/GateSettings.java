package dev.bellows.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a gate asks for, and what it may overlook.
 *
 * @param application what this application is called in its lease
 * @param lifetime how long a lease lasts that is not renewed; it is renewed when a third of that is over, or a
 *     little later
 * @param applications those that must be present before a contract runs
 * @param ignored sessions with these names count for nothing although they declare nothing; {@code *} stands for any text
 * @param ignoredRoles sessions of these roles likewise
 * @param replicas standbys and subscribers whose readers nobody need wait for, by application name
 * @param soak how long the expand that a contract needs must have been applied
 */
public record GateSettings(
        String application,
        Duration lifetime,
        List<String> applications,
        List<String> ignored,
        List<String> ignoredRoles,
        List<String> replicas,
        Duration soak) {
    /** A renewal every ten seconds is the most that a lease may cost. */
    public static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

    /** Tools that look at a database and ship no build. */
    public static final List<String> TOOLS = List.of(
            "bellows*",
            "psql",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "pg_basebackup",
            "pg_receivewal",
            "pgbench",
            "pgAdmin*",
            "DBeaver*",
            "DataGrip*",
            "Patroni*",
            "repmgr*",
            "barman*",
            "pgBackRest*",
            "postgres_exporter",
            "pgwatch*",
            "pganalyze*",
            "datadog*",
            "telegraf*",
            "check_postgres*",
            "zabbix*");

    /** An application called {@code main}, leases of a minute, and nobody who must be there. */
    public static final GateSettings DEFAULT = new GateSettings(
            MigrationId.MAIN, Duration.ofMinutes(1), List.of(), TOOLS, List.of(), List.of(), Duration.ZERO);

    public GateSettings {
        applications = List.copyOf(applications);
        ignored = List.copyOf(ignored);
        ignoredRoles = List.copyOf(ignoredRoles);
        replicas = List.copyOf(replicas);
        if (application.isBlank()) {
            throw new IllegalArgumentException("the application's name is empty");
        }
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("a lease lasts from " + SHORTEST_LIFETIME.toSeconds() + " s to "
                    + LONGEST_LIFETIME.toMinutes() + " min, not " + lifetime.toSeconds() + " s");
        }
        if (soak.isNegative()) {
            throw new IllegalArgumentException("a soak cannot be shorter than nothing");
        }
    }

    /** The same for another application. */
    public GateSettings of(String name) {
        return new GateSettings(name, lifetime, applications, ignored, ignoredRoles, replicas, soak);
    }

    /** The same with leases that last so long. */
    public GateSettings lasting(Duration time) {
        return new GateSettings(application, time, applications, ignored, ignoredRoles, replicas, soak);
    }

    /** The same, and these must be present. */
    public GateSettings requiring(List<String> names) {
        return new GateSettings(application, lifetime, names, ignored, ignoredRoles, replicas, soak);
    }

    /** The same, overlooking these beside what it overlooks already. */
    public GateSettings ignoring(List<String> names, List<String> roles) {
        return new GateSettings(
                application,
                lifetime,
                applications,
                joined(ignored, names),
                joined(ignoredRoles, roles),
                replicas,
                soak);
    }

    /** The same, not waiting for the readers of these. */
    public GateSettings overlooking(List<String> standbys) {
        return new GateSettings(
                application, lifetime, applications, ignored, ignoredRoles, joined(replicas, standbys), soak);
    }

    /** The same with another soak. */
    public GateSettings soaking(Duration time) {
        return new GateSettings(application, lifetime, applications, ignored, ignoredRoles, replicas, time);
    }

    private static List<String> joined(List<String> these, List<String> those) {
        return Stream.concat(these.stream(), those.stream()).distinct().toList();
    }
}
