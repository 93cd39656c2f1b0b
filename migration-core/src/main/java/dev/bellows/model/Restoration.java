package dev.bellows.model;

import java.util.List;

/**
 * What a restore brought back, or would bring back.
 *
 * @param missing what did not come back with it, each in a phrase with the reason
 */
public record Restoration(Kept kept, List<String> missing) {
    public Restoration {
        missing = List.copyOf(missing);
    }
}
