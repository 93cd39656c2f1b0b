package dev.bellows.sql.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A part that a node does not hand over is one that no rule ever sees. */
class PartsTest {
    private static final Place PLACE = new Place(0, 1);

    @Test
    void everyNodeHandsOverAllThatItIsMadeOf() throws ReflectiveOperationException {
        Set<Class<?>> records = records();

        assertThat(records).hasSizeGreaterThan(130);
        for (Class<?> type : records) {
            Node node = (Node) made(type, true);
            Parts parts = new Parts();
            node.parts(parts);
            assertThat(taken(parts)).as(type.getSimpleName()).containsExactlyInAnyOrderElementsOf(held(node));
        }
    }

    private static List<Node> taken(Parts parts) {
        List<Node> taken = new ArrayList<>();
        for (Node next = parts.next(); next != null; next = parts.next()) {
            taken.add(next);
        }
        return taken;
    }

    private static List<Node> held(Node node) throws ReflectiveOperationException {
        List<Node> held = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(node);
            for (Object each : value instanceof List<?> list ? list : Arrays.asList(value)) {
                if (each instanceof Node part) {
                    held.add(part);
                }
            }
        }
        return held;
    }

    /** Every record that can be part of a statement. */
    private static Set<Class<?>> records() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(Statement.class));
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (Node.class.isAssignableFrom(next) && seen.add(next)) {
                if (next.isSealed()) {
                    open.addAll(List.of(next.getPermittedSubclasses()));
                } else {
                    for (RecordComponent component : next.getRecordComponents()) {
                        open.add(element(component.getGenericType()));
                    }
                }
            }
        }
        seen.removeIf(type -> !type.isRecord());
        return seen;
    }

    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }

    /** An object of a type; a full one has something in each of its lists. */
    private static Object made(Class<?> type, boolean full) throws ReflectiveOperationException {
        if (type == Place.class) {
            return PLACE;
        } else if (type == String.class) {
            return "word";
        } else if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isSealed()) {
            return made(simplest(type), false);
        }
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> element = element(component.getGenericType());
            types.add(component.getType());
            values.add(
                    component.getType() == List.class
                            ? full ? List.of(made(element, false)) : List.of()
                            : made(element, false));
        }
        return type.getDeclaredConstructor(types.toArray(Class[]::new)).newInstance(values.toArray());
    }

    /** One that holds no other node by itself, so that no chain of them is endless. */
    private static Class<?> simplest(Class<?> sealed) {
        Class<?> last = sealed;
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            last = each;
            if (each.isRecord()
                    && Arrays.stream(each.getRecordComponents())
                            .noneMatch(component -> Node.class.isAssignableFrom(component.getType()))) {
                return each;
            }
        }
        return last;
    }
}
