package dev.bellows.run;

import dev.bellows.adopt.Look;
import dev.bellows.adopt.UnknownTableException;
import dev.bellows.ledger.Draft;
import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.EventKind;
import dev.bellows.model.Version;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes over what another tool has applied. Of its tables nothing is written. */
final class Adopting {
    private final Call call;
    private final AdoptionSource from;

    Adopting(Call call, AdoptionSource from) {
        this.call = call;
        this.from = from;
    }

    /** What there is to adopt. */
    Adoption look() {
        try (Reading reading = new Reading(call)) {
            reading.requires().fit();
            reading.refresh();
            reading.requires().writable();
            Look look = reading.askingCancellable(() -> look(reading));
            Adoption found = look.adoption(false, reading.report());
            if (!found.nothingToDo()) {
                reading.requires().creatable();
            }
            return found;
        }
    }

    /** Adopts it: all of it, or nothing. */
    Adoption adopt() {
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            Look first = reading.askingCancellable(() -> look(reading));
            reading.require(first.refusals());
            Adoption found = first.adoption(false, reading.report());
            if (found.nothingToDo()) {
                return found;
            }
            ours.createLedger();
            // The tool may have gone on since: what is written is what its table says in the same transaction.
            Look[] last = {first};
            ours.recordAll(() -> {
                last[0] = look(reading);
                reading.require(last[0].refusals());
                return drafts(last[0]);
            });
            return last[0].adoption(true, reading.report());
        }
    }

    private Look look(Reading reading) throws SQLException {
        try {
            Session session = reading.session();
            return Look.at(
                    session.connection(),
                    session.schema(),
                    from,
                    call.build(),
                    reading.state().entries());
        } catch (UnknownTableException e) {
            reading.require(List.of(e.refusal()));
            throw e;
        }
    }

    private static List<Draft> drafts(Look look) {
        @Nullable Version baseline = look.baseline();
        return baseline == null
                ? look.migrations().stream()
                        .map(migration ->
                                Draft.about(EventKind.ADOPTED, migration).because(look.reason(migration)))
                        .toList()
                : List.of(Draft.about(EventKind.BASELINED, look.owner(), baseline.toString())
                        .because(look.reason()));
    }
}
