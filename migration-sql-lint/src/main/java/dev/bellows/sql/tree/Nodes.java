package dev.bellows.sql.tree;

import java.util.ArrayList;
import java.util.List;

/** Walks through what a statement is made of. */
public final class Nodes {
    private Nodes() {}

    /** The node and everything inside it, of one type, in no certain order. */
    public static <T> List<T> inside(Node root, Class<T> type) {
        List<T> found = new ArrayList<>();
        Parts open = new Parts();
        for (Node each = root; each != null; each = open.next()) {
            if (type.isInstance(each)) {
                found.add(type.cast(each));
            }
            each.parts(open);
        }
        return found;
    }
}
