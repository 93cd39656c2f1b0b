package dev.bellows.sql.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the parts of nodes while a statement is walked through. */
public final class Parts {
    /** How many parts most statements have at most. */
    private static final int USUAL = 64;

    private final List<Node> all = new ArrayList<>(USUAL);
    private int next;

    Parts() {}

    /** There is this part. */
    public Parts and(@Nullable Node part) {
        if (part != null) {
            all.add(part);
        }
        return this;
    }

    /** There are these. */
    public Parts and(@Nullable List<? extends Node> parts) {
        // Not addAll, which would copy them first.
        for (int i = 0; parts != null && i < parts.size(); i++) {
            all.add(parts.get(i));
        }
        return this;
    }

    /** The next part that has not been taken yet; null at the end. */
    @Nullable
    Node next() {
        return next < all.size() ? all.get(next++) : null;
    }

    /** All of them, in the order in which they came. */
    List<Node> all() {
        return all;
    }
}
