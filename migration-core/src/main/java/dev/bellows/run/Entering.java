package dev.bellows.run;

import dev.bellows.gate.Declaration;
import dev.bellows.gate.Lease;
import dev.bellows.ledger.GateTables;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Build;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.UnexpectedException;
import dev.bellows.model.UnreachableException;
import dev.bellows.model.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a lease for this process. */
final class Entering {
    private final Call call;
    private @Nullable Door door;

    Entering(Call call) {
        this.call = call;
    }

    /**
     * Where an instance enters, and as what.
     *
     * @param tables of the ledger
     */
    private record Door(LedgerTables tables, Declaration self) {}

    /**
     * Enters.
     *
     * @param report what was done before
     * @param afterRenewal done from time to time while the lease lasts
     * @throws RefusedException when a contract has overtaken this build
     */
    Lease enter(Supplier<Report> report, Runnable afterRenewal) {
        Door found = door == null ? look() : door;
        GateTables gate = found.tables().gate();
        try {
            return Lease.enter(call.dataSource(), gate, found.self(), call.listener(), report, afterRenewal);
        } catch (SQLException e) {
            throw refused(e, gate, report.get());
        }
    }

    private Door look() {
        // A pool of one lends its connection to the lease only when the reading has given it back.
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            return door(reading);
        }
    }

    /** Takes what a reading of the same call has seen; without one it looks for itself. */
    void sees(Reading reading) {
        door = door(reading);
    }

    private Door door(Reading reading) {
        if (!reading.state().exists()) {
            reading.require(List.of(Refusal.of(
                    "no-ledger",
                    "there is no ledger " + reading.tables().display() + " at which an instance could enter",
                    "apply migrations first: bellows apply")));
        }
        return new Door(reading.tables(), declaration(reading.survey().excused()));
    }

    private Declaration declaration(List<MigrationId> excused) {
        @Nullable Version head = call.build().head();
        return new Declaration(
                UUID.randomUUID().toString(),
                call.settings().gate(),
                ships(call.build(), excused),
                head == null ? null : head.toString(),
                call.settings().release(),
                Host.name());
    }

    /** A build ships its files, what its baselines stand for, and what somebody said need not have a file any more; each as {@code owner:version}. */
    static List<String> ships(Build build, List<MigrationId> excused) {
        return Stream.concat(
                        build.migrations().stream()
                                .filter(migration -> !migration.repeatable())
                                .map(migration -> migration.owner() + ":" + migration.version()),
                        Stream.concat(
                                        build.baselines().stream().flatMap(baseline -> baseline.standsFor().stream()),
                                        excused.stream())
                                .map(id -> id.owner() + ":" + id.key()))
                .distinct()
                .toList();
    }

    private static BellowsException refused(SQLException e, GateTables tables, Report report) {
        String why =
                Messages.withoutFullStop(Messages.firstLine(e.getMessage())).replaceFirst("^ERROR: ", "");
        String state = Diagnosis.state(e);
        if (Diagnosis.nobodyThere(state)) {
            return new UnreachableException("no lease could be taken: " + why + "; next: run again", report, e);
        }
        if (Diagnosis.passing(state)) {
            return Diagnosis.givenUp(why, report, e);
        }
        return switch (state) {
            case GateTables.OVERTAKEN ->
                new RefusedException(
                        List.of(Refusal.of(
                                "overtaken", why, "deploy a newer build; what this database needs: bellows can-run")),
                        report);
            case "42501" ->
                new RefusedException(
                        List.of(Refusal.of(
                                "privileges",
                                "this role may not take a lease: " + why,
                                Objects.requireNonNullElse(Messages.hint(e), "grant it: " + tables.grants()))),
                        report);
            default ->
                new UnexpectedException(
                        "no lease could be taken: " + why + " (SQLSTATE " + state
                                + "); next: see what the server's log says of it; run again",
                        report,
                        e);
        };
    }
}
