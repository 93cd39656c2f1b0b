package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Pending;
import dev.bellows.quarantine.Records;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings one thing back from quarantine, within a transaction that is open already, and looks whether its rows fit. */
final class Returning {
    /** Constraints, indexes and the like of the same name; for what a file may have made itself. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    static final Set<String> THERE_ALREADY = Set.of("42P07", "42710", "42P16", "55000");

    private final Work work;
    private final Stored stored;
    private final Step step;
    private final BlockingLimit limit;
    private final Mends mends;
    private final Undisturbed undisturbed;
    private final List<Mend> looks = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private @Nullable FormerName former;
    private long orphans;

    Returning(Work work, Stored stored, BlockingLimit limit) {
        this.work = work;
        this.stored = stored;
        this.step = ThingStep.of(stored, limit.atMost());
        this.limit = limit;
        this.mends = new Mends(work, stored);
        this.undisturbed = new Undisturbed(work.session(), stored, mends);
    }

    Step step() {
        return step;
    }

    Stored stored() {
        return stored;
    }

    /**
     * Brings it back within a transaction that is open already, with its rows or values. What belonged to a column comes with
     * {@link #complete}: when all values are there that come in the same transaction, as a key looks at rows that others still
     * change. A table has its rows, and its statements count on their order: attached to another, it gets constraints from that.
     */
    void bring(Guard guard, Postponed postponed) throws StatementError, InTheWayException, IOException, SQLException {
        FillTime.require(work.session(), stored, limit);
        looks.clear();
        missing.clear();
        former = FormerName.of(work.session(), work.ledger().tables(), stored);
        underFormerName(
                guard,
                () -> undisturbed.during(guard, () -> {
                    for (Mend mend : stored.restore()) {
                        if (mend.needed()) {
                            run(guard, mend.sql());
                        } else if (stored.column() == null) {
                            attempt(guard, mend, Set.of(), postponed);
                        }
                    }
                }));
    }

    /**
     * What belonged to it, and what was postponed until it came.
     *
     * @param fine states with which that may fail without a word
     * @return what did not come back with it, each in a phrase with the reason; without what is postponed, and what
     *     {@link #lastly} tries once more
     */
    List<String> complete(Guard guard, Set<String> fine, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        underFormerName(guard, () -> {
            for (Mend mend : stored.column() == null ? List.<Mend>of() : stored.restore()) {
                if (!mend.needed()) {
                    attempt(guard, mend, fine, postponed);
                }
            }
            for (Mend mend : postponed.with(stored)) {
                attempt(guard, mend, fine, postponed);
            }
            undisturbed.seeingAll(guard, () -> missing.addAll(unfilled()));
        });
        if (former != null) {
            missing.add("its table's name: that is " + former.now() + " by now");
        }
        removeCopy(guard);
        return List.copyOf(missing);
    }

    private void attempt(Guard guard, Mend mend, Set<String> fine, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        if (!looksLater(mend)) {
            mends.attempt(guard, mend, fine, missing, postponed);
        } else if (!postponed.follows(stored, mend)) {
            looks.add(mend);
        }
    }

    /** Its table may be called otherwise by now. */
    private void underFormerName(Guard guard, Undisturbed.Mending mending)
            throws StatementError, InTheWayException, IOException, SQLException {
        for (String sql : former == null ? List.<String>of() : former.take()) {
            run(guard, sql);
        }
        mending.mend();
        for (String sql : former == null ? List.<String>of() : former.give()) {
            run(guard, sql);
        }
    }

    /** Values that find no row, of those that came back, or would have. */
    long orphans() {
        return orphans;
    }

    private List<String> unfilled() throws SQLException {
        Optional<Filling> filling = Filling.of(work.session(), stored);
        if (filling.isEmpty()) {
            return List.of();
        }
        orphans = filling.get().orphans();
        return filling.get().missing(orphans);
    }

    /**
     * When all that its transaction makes is there: tries once more what lacked something.
     *
     * @return what did not come back, each in a phrase with the reason
     */
    List<String> lastly(Guard guard, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        List<String> missing = new ArrayList<>();
        for (Mend mend : postponed.awaited(stored)) {
            mends.attempt(guard, mend, THERE_ALREADY, missing, postponed);
        }
        missing.addAll(postponed.of(stored));
        return missing;
    }

    /** Where everything is undone: makes a column again, without its values. */
    void standIn(Guard guard) throws StatementError, InTheWayException, IOException, SQLException {
        former = FormerName.of(work.session(), work.ledger().tables(), stored);
        underFormerName(guard, () -> {
            count(guard);
            Optional<Mend> values = Values.of(stored);
            for (Mend mend : stored.restore()) {
                if (mend.needed() && values.filter(mend::equals).isEmpty()) {
                    run(guard, mend.sql());
                }
            }
        });
    }

    /** Likewise where a statement has made it. */
    void count(Guard guard) throws StatementError, InTheWayException, IOException, SQLException {
        Optional<Filling> filling = Filling.of(work.session(), stored);
        orphans = 0;
        if (filling.isPresent()) {
            undisturbed.seeingAll(guard, () -> orphans = filling.get().orphans());
        }
    }

    private List<Mend> all(Postponed postponed) {
        List<Mend> all = new ArrayList<>(stored.restore());
        all.addAll(postponed.with(stored));
        return all;
    }

    /** A table may be large, and has just come into everybody's way. A column's rows were all written in the same transaction. */
    private boolean looksLater(Mend mend) {
        return stored.kept().way() == QuarantineWay.MOVED && mend.looksAtRows();
    }

    /**
     * Once it is back and committed: looks whether its rows fit, in a transaction and with an entry of its own. Others read and
     * write meanwhile.
     *
     * @return what does not fit, each in a phrase with the reason
     */
    List<String> look() throws IOException, SQLException {
        return looks.isEmpty() ? List.of() : new LaterLook(work, this, looks).look();
    }

    /** The entry of what came back with this one. */
    Draft restored(List<String> names, List<String> missing, List<Pending> pending) throws SQLException {
        return Draft.about(
                        EventKind.RESTORED,
                        stored.kept().migration().owner(),
                        stored.kept().migration().version())
                .on(Records.restored(work.session().connection(), names, missing, pending));
    }

    /** Fills a column that a statement has made again with its values; the copy stays. */
    void fill(Guard guard) throws StatementError, InTheWayException, IOException, SQLException {
        // Its statement names the table as it is called now; but that must be the one.
        FormerName.of(work.session(), work.ledger().tables(), stored);
        Optional<Filling> filling = Filling.of(work.session(), stored);
        FillTime.require(work.session(), stored, limit);
        undisturbed.during(guard, () -> {
            for (Mend mend : stored.restore()) {
                boolean add = mend.sql().startsWith("ALTER TABLE " + stored.table() + " ADD COLUMN ");
                if (mend.needed()
                        && !add
                        && Values.of(stored).filter(mend::equals).isEmpty()) {
                    run(guard, OwnSequence.unlessThere(work.session(), stored, mend));
                }
            }
            for (String sql :
                    filling.isEmpty() ? List.<String>of() : filling.get().statements(false)) {
                run(guard, sql);
            }
        });
    }

    /**
     * When nothing else will change the values.
     *
     * @param again whether statements have run since that may have overwritten them
     * @return what does not come back, each in a phrase
     */
    List<String> filled(boolean again, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        Optional<Filling> filling = Filling.of(work.session(), stored);
        List<String> missing = new ArrayList<>();
        if (filling.isPresent()) {
            undisturbed.during(guard, () -> {
                for (String sql : again ? filling.get().statements(true) : List.<String>of()) {
                    run(guard, sql);
                }
                missing.addAll(unfilled());
            });
        }
        return missing;
    }

    /**
     * What belonged to the column, as far as it is not there again already.
     *
     * @param left what a later statement makes
     */
    List<String> finish(Predicate<Mend> left, Guard guard, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        List<String> missing = new ArrayList<>();
        Set<String> without = stored.restore().stream()
                .filter(left)
                .map(Mend::makes)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (Mend mend : all(postponed)) {
            Optional<Mend> renames = OwnSequence.renames(work.session(), stored, mend);
            if (renames.isPresent()) {
                mends.attempt(guard, renames.get(), Set.of(), missing, postponed);
            }
            // Nor what only follows from it: a comment, that rows fit.
            if (!mend.needed() && without.stream().noneMatch(name -> mend.sql().contains(name))) {
                Mend now = new Mend(OwnSequence.identity(work.session(), stored, mend), mend.needed(), mend.what());
                mends.attempt(guard, now, THERE_ALREADY, missing, postponed);
            }
        }
        missing.addAll(lastly(guard, postponed));
        return missing;
    }

    /** A table has left it empty; a column's copy has done its work. */
    void removeCopy(Guard guard) throws StatementError, InTheWayException, IOException, SQLException {
        CopyRemoval.of(work.session(), stored, mends, guard);
    }

    private void run(Guard guard, String sql) throws StatementError, InTheWayException, IOException, SQLException {
        mends.run(guard, sql);
    }
}
