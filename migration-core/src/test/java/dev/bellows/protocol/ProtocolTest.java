package dev.bellows.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Given two runners, an old and a new instance, an expand, a migration that runs outside a transaction and a contract, when
 * anything that can happen happens in any order, then no migration is applied twice, none is recorded without its effect, and
 * no contract is there beside an instance that it breaks. And: each thing that the protocol does is needed.
 *
 * <p>{@code -Dprotocol.tell=true} prints how many states there are, and the stories; {@code -Dprotocol.faults=2} looks further.
 */
class ProtocolTest {
    private static final Map<Place, Explorer.Outcome> SOUND = new ConcurrentHashMap<>();

    private static final int FAULTS = Integer.getInteger("protocol.faults", 1);

    /** Where the protocol plays. */
    enum Place {
        TWO_RUNNERS_AND_MORE_FAULTS,
        ONE_DATABASE,
        AN_INSTANCE_THAT_COMES_AGAIN,
        A_RUNNER_OF_AN_OLD_BUILD,
        A_CONTRACT_OUTSIDE_A_TRANSACTION,
        A_DATABASE_BUILT_FROM_NOTHING,
        INSTANCES_BEHIND_A_POOLER,
        RUNNERS_BEHIND_A_POOLER;

        private Setting setting() {
            Setting one = Setting.PLAIN.bounded(FAULTS, 2, 1);
            return switch (this) {
                case TWO_RUNNERS_AND_MORE_FAULTS -> one.bounded(FAULTS + 1, 2, 0);
                case ONE_DATABASE -> one;
                case AN_INSTANCE_THAT_COMES_AGAIN -> one.bounded(0, 2, 3);
                case A_RUNNER_OF_AN_OLD_BUILD -> one.rolledBack();
                case A_CONTRACT_OUTSIDE_A_TRANSACTION -> one.contractOutsideTransaction();
                case A_DATABASE_BUILT_FROM_NOTHING -> one.builtFromNothing();
                case INSTANCES_BEHIND_A_POOLER -> one.withPooledInstances();
                case RUNNERS_BEHIND_A_POOLER -> one.withPooledRunners();
            };
        }

        Explorer.Outcome explore(Flaw flaw) {
            Setting setting = setting();
            return Explorer.explore(
                    setting.first(), new Rules(setting, flaw), world -> Properties.wrong(world, setting));
        }
    }

    private static Explorer.Outcome sound(Place place) {
        return SOUND.computeIfAbsent(place, each -> each.explore(Flaw.NONE));
    }

    private static void tell(String what) {
        if (Boolean.getBoolean("protocol.tell")) {
            System.out.println(what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesWrong(Place place) {
        Explorer.Outcome outcome = sound(place);

        tell(place + ": " + outcome.states() + " states");
        assertThat(outcome.story()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "EVIDENCE_BEFORE_THE_ROW_AND_AGAIN", "NO_SECOND_LOOK"})
    void whoeverLeavesAThingOutIsFoundOut(Flaw flaw) {
        Place place =
                switch (flaw) {
                    case NO_FENCE, RESUMES_WITHOUT_A_WORD, STALE_PLAN_AT_THE_NEWEST_HEAD ->
                        Place.TWO_RUNNERS_AND_MORE_FAULTS;
                    case POOLER_UNDETECTED -> Place.RUNNERS_BEHIND_A_POOLER;
                    case RENEWALS_NOT_WAITED_FOR, LOOKS_BY_A_LATER_CLOCK, PAUSES_LONGER_THAN_ITS_LEASE ->
                        Place.INSTANCES_BEHIND_A_POOLER;
                    case WITHDRAWS_WHAT_HAS_BEGUN -> Place.A_CONTRACT_OUTSIDE_A_TRANSACTION;
                    case NO_GATE_WHERE_BUILT_FROM_NOTHING -> Place.A_DATABASE_BUILT_FROM_NOTHING;
                    default -> Place.ONE_DATABASE;
                };

        Explorer.Outcome outcome = place.explore(flaw);

        tell(flaw + ", in " + outcome.story().size() + " steps:\n  " + String.join("\n  ", outcome.story()));
        assertThat(outcome.story()).last().asString().startsWith("so: ").endsWith(flaw.harm());
    }

    /** Each of the two looks is enough for instances whose sessions are seen; together they are for those that are not. */
    @ParameterizedTest
    @EnumSource(names = {"EVIDENCE_BEFORE_THE_ROW_AND_AGAIN", "NO_SECOND_LOOK"})
    void oneLookStandsInForTheOther(Flaw flaw) {
        assertThat(Place.ONE_DATABASE.explore(flaw).story()).isEmpty();
    }

    @Test
    void everythingThatCanHappenDoes() {
        Set<Action> unseen = EnumSet.allOf(Action.class);
        for (Place place : Place.values()) {
            unseen.removeAll(sound(place).seen());
        }

        assertThat(unseen).containsExactly(Action.GOES_ON);
    }

    @Test
    void whereNothingGoesWrongEverythingIsAppliedInTheEndOrRefused() {
        Setting calm = Setting.PLAIN.bounded(0, 1, 0);

        Explorer.Outcome outcome =
                Explorer.explore(calm.first(), new Rules(calm, Flaw.NONE), world -> Properties.wrong(world, calm));

        assertThat(outcome.ends())
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.db().applied(World.CONTRACT)).isTrue());
    }
}
