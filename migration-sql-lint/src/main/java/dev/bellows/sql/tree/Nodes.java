package dev.bellows.sql.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement is made of: walked through when somebody asks, and once for all who ask. */
public final class Nodes {
    private final Node root;
    private @Nullable List<Node> all;

    /** The node and everything inside it. */
    public Nodes(Node root) {
        this.root = root;
    }

    /** Those of one type, in no certain order. */
    public <T> List<T> inside(Class<T> type) {
        List<Node> each = all();
        List<T> found = List.of();
        for (int i = 0; i < each.size(); i++) {
            Node node = each.get(i);
            if (type.isInstance(node)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(type.cast(node));
            }
        }
        return found;
    }

    private List<Node> all() {
        if (all == null) {
            Parts parts = new Parts().and(root);
            for (Node each = parts.next(); each != null; each = parts.next()) {
                each.parts(parts);
            }
            all = parts.all();
        }
        return all;
    }

    /** The node and everything inside it, of one type, in no certain order. */
    public static <T> List<T> inside(Node root, Class<T> type) {
        return new Nodes(root).inside(type);
    }
}
