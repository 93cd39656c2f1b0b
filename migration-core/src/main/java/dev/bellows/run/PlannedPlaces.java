package dev.bellows.run;

import dev.bellows.model.QuarantineName;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Keeping;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.ColumnOrder;
import dev.bellows.quarantine.ColumnPlace;
import dev.bellows.quarantine.Keep;
import dev.bellows.quarantine.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the columns that a plan drops or brings back will have lost their place: known when all its steps are. */
final class PlannedPlaces {
    private final Map<String, List<String>> following = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private final List<Stored> back = new ArrayList<>();

    /** It will be dropped. */
    void goes(Keep keep) {
        @Nullable ColumnPlace place = keep.column();
        if (place != null && (keep.way() == QuarantineWay.COPIED || keep.way() == QuarantineWay.DEFINED)) {
            copied.add(keep.object());
            following.put(
                    keep.object(),
                    place.following().stream()
                            .map(name -> keep.table() + "." + name)
                            .toList());
        }
    }

    /** It will come back, after all that were named before; with what it lacks then. */
    Stored comes(Connection connection, Stored stored) throws SQLException {
        Stored placed = ColumnOrder.after(ColumnOrder.when(connection, stored, copied), back);
        back.add(stored);
        return placed;
    }

    /** The plan, when all is known. */
    List<Step> in(List<Step> steps) {
        return steps.stream().map(this::in).toList();
    }

    private Step in(Step step) {
        @Nullable QuarantineName name = step.quarantine();
        return name == null
                ? step
                : step.keeping(name, step.keepings().stream().map(this::in).toList());
    }

    /** Columns that go too come back in their order. */
    private Keeping in(Keeping keeping) {
        boolean loses = !keeping.back() && !copied.containsAll(following.getOrDefault(keeping.object(), List.of()));
        return loses ? keeping.losing(ColumnPlace.COMES_LAST) : keeping;
    }
}
