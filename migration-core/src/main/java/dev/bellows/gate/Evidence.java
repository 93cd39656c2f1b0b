package dev.bellows.gate;

import dev.bellows.model.GateView;
import dev.bellows.model.Holder;
import java.util.List;

/**
 * What was seen of those who live.
 *
 * @param instances with a lease
 * @param holders what keeps the gate closed
 */
public record Evidence(List<GateView.Instances> instances, List<Holder> holders) {
    public Evidence {
        instances = List.copyOf(instances);
        holders = List.copyOf(holders);
    }

    /** What still holds when a person attests that the database is wrong to doubt. */
    public List<Holder> holders(boolean attested) {
        return attested
                ? holders.stream().filter(holder -> !holder.kind().attestable()).toList()
                : holders;
    }
}
