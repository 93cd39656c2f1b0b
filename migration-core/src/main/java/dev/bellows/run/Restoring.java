package dev.bellows.run;

import dev.bellows.quarantine.Stored;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings things back from quarantine together, in one transaction with its entry: it is done, told what came, and then asked
 * whether it shall stay so. Whoever has to write millions of values does it once.
 */
final class Restoring {
    /** What is locked stays so while somebody thinks; the server ends it when he does for longer. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    private final Work work;
    private final List<Returning> all;
    private final List<String> names;
    private final Predicate<List<List<String>>> consent;
    private final Misfits misfits;

    /**
     * A restore.
     *
     * @param things in the order in which they come: all or none, as a column needs its table
     * @param consent given for each what did not come with it, each in a phrase with the reason; without it all is undone
     */
    Restoring(Work work, List<Stored> things, Predicate<List<List<String>>> consent) {
        this.work = work;
        this.consent = consent;
        this.all = things.stream()
                .map(stored -> new Returning(work, stored, BlockingLimit.of(work.timeouts())))
                .toList();
        this.names = things.stream().map(stored -> stored.kept().name()).toList();
        this.misfits = new Misfits(work.session(), things);
    }

    /** Brings them back, or not; says for each what did not come with it, or would not. */
    List<List<String>> run() throws StatementError, IOException, SQLException {
        List<List<String>> unfit = new ArrayList<>();
        for (Returning each : all) {
            unfit.add(misfits.of(each.stored()));
        }
        Done done = new Retries(work, first().step()).run(retries -> once(unfit, retries), true);
        if (!done.stays()) {
            return with(done.missing(), unfit);
        }
        List<List<String>> looked = new ArrayList<>();
        for (Returning each : all) {
            looked.add(each.look());
        }
        return with(done.missing(), looked);
    }

    private record Done(List<List<String>> missing, boolean stays) {}

    private Done once(List<List<String>> unfit, Retries retries)
            throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, "restores " + first().stored().kept().object(), "");
        Guard guard = new Guard(work, first().step(), retries);
        Postponed postponed = new Postponed(work);
        for (Returning each : all) {
            each.bring(guard, postponed);
        }
        List<List<String>> missing = new ArrayList<>();
        for (Returning each : all) {
            missing.add(new ArrayList<>(each.complete(guard, Set.of(), postponed)));
        }
        for (int i = 0; i < all.size(); i++) {
            missing.get(i).addAll(all.get(i).lastly(guard, postponed));
        }
        boolean stays = consented(with(missing, unfit));
        if (stays) {
            transaction.commit(first().restored(
                            names, missing.stream().flatMap(List::stream).toList(), postponed.left()));
        } else {
            work.session().rollback();
        }
        return new Done(missing, stays);
    }

    private boolean consented(List<List<String>> missing) throws SQLException {
        work.session().execute("SET LOCAL idle_in_transaction_session_timeout = " + ANSWER.toMillis());
        boolean consented = consent.test(missing);
        if (!work.session().alive()) {
            throw new NoAnswerException();
        }
        return consented;
    }

    private static List<List<String>> with(List<List<String>> missing, List<List<String>> more) {
        List<List<String>> both = new ArrayList<>();
        for (int i = 0; i < missing.size(); i++) {
            List<String> lacks = new ArrayList<>(missing.get(i));
            lacks.addAll(more.get(i));
            both.add(lacks);
        }
        return both;
    }

    private Returning first() {
        return all.get(0);
    }

    /** The session is gone by the time that the answer is there. */
    static final class NoAnswerException extends RuntimeException {
        NoAnswerException() {
            super("the server ended the session before there was an answer, as it does after " + ANSWER.toSeconds()
                    + " s so that nothing is locked for longer; nothing was changed; next: look first with --dry-run, then"
                    + " the same command with --accept-data-loss, which does not ask");
        }
    }
}
