package dev.bellows.sql.tree;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Walks through what a statement is made of. By the records' own components, so that no part of none is forgotten. */
public final class Nodes {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        }
    };

    private Nodes() {}

    /** The node and everything inside it, of one type, in no certain order. */
    public static <T> List<T> inside(Node root, Class<T> type) {
        List<T> found = new ArrayList<>();
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object each = open.pop();
            if (type.isInstance(each)) {
                found.add(type.cast(each));
            }
            if (each instanceof Collection<?> parts) {
                open.addAll(parts);
            } else if (each instanceof Node) {
                parts((Record) each, open);
            }
        }
        return found;
    }

    private static void parts(Record node, Deque<Object> open) {
        for (RecordComponent component : COMPONENTS.get(node.getClass())) {
            try {
                Object part = component.getAccessor().invoke(node);
                if (part instanceof Node || part instanceof Collection<?>) {
                    open.add(part);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record of this package does not show what it holds", e);
            }
        }
    }
}
