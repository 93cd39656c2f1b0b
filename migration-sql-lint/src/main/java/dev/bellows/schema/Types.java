package dev.bellows.schema;

import dev.bellows.sql.tree.AddDomainConstraint;
import dev.bellows.sql.tree.AddEnumValue;
import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.AlterTypeAction;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.RenameEnumValue;
import dev.bellows.sql.tree.SetDomainNotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Types and domains. */
final class Types {
    private final Schema schema;

    Types(Schema schema) {
        this.schema = schema;
    }

    void create(CreateType statement) {
        ObjectName name = schema.path().created(statement.name(), false);
        UserType.Kind kind =
                switch (statement.kind()) {
                    case ENUM -> UserType.Kind.ENUM;
                    case COMPOSITE -> UserType.Kind.COMPOSITE;
                    case RANGE, BASE -> UserType.Kind.OTHER;
                };
        put(new UserType(name, kind, statement.values(), null, false, schema.migration()));
    }

    void create(CreateDomain statement) {
        ObjectName name = schema.path().created(statement.name(), false);
        boolean constrained = statement.constraints().stream()
                .anyMatch(each -> each instanceof CheckConstraint || each instanceof NotNullConstraint);
        put(new UserType(name, UserType.Kind.DOMAIN, List.of(), statement.type(), constrained, schema.migration()));
    }

    void alter(AlterDomain statement) {
        @Nullable UserType domain = schema.types().get(schema.resolveType(statement.name()));
        boolean demands = statement.action() instanceof AddDomainConstraint
                || (statement.action() instanceof SetDomainNotNull set && set.notNull());
        if (domain != null && demands) {
            put(domain.constrained(true));
        }
    }

    void alter(AlterType statement) {
        ObjectName name = schema.resolveType(statement.name());
        for (AlterTypeAction action : statement.actions()) {
            @Nullable UserType type = schema.types().get(name);
            if (type != null && action instanceof AddEnumValue add) {
                put(type.values(with(type.values(), add)));
            } else if (type != null && action instanceof RenameEnumValue rename) {
                put(type.values(type.values().stream()
                        .map(value -> value.equals(rename.from()) ? rename.to() : value)
                        .toList()));
            }
        }
    }

    private static List<String> with(List<String> values, AddEnumValue add) {
        List<String> more = new ArrayList<>(values);
        if (!more.contains(add.value())) {
            int neighbour = add.neighbour() == null ? -1 : more.indexOf(Objects.requireNonNull(add.neighbour()));
            int at = neighbour < 0 ? more.size() : neighbour + (add.before() ? 0 : 1);
            more.add(at, add.value());
        }
        return more;
    }

    private void put(UserType type) {
        schema.types().put(type.name(), type);
    }
}
