package dev.bellows.sql.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
    @Test
    void everyStatementIsARecordWithAPlace() {
        List<Class<?>> classes = leaves(Statement.class);

        assertThat(classes).hasSizeGreaterThan(50).allMatch(Class::isRecord);
        assertThat(classes)
                .allSatisfy(type ->
                        assertThat(type.getMethod("place").getReturnType()).isEqualTo(Place.class));
    }

    @Test
    void actionsConstraintsAndExpressionsAreRecordsToo() {
        for (Class<?> sealed : List.of(
                AlterTableAction.class,
                AlterTypeAction.class,
                AlterDomainAction.class,
                Constraint.class,
                Expression.class)) {
            assertThat(leaves(sealed)).isNotEmpty().allMatch(Class::isRecord);
        }
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> leaves = new ArrayList<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(sealed));
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (next.isSealed()) {
                open.addAll(List.of(next.getPermittedSubclasses()));
            } else {
                leaves.add(next);
            }
        }
        return leaves;
    }
}
