package dev.bellows.effect;

import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.Table;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns whose values a domain rules, through domains over it too. */
public final class DomainUses {
    private final Schema schema;

    /** A column of a domain. */
    public record Use(ObjectName table, String column) {}

    /** The uses in a schema. */
    public DomainUses(Schema schema) {
        this.schema = schema;
    }

    /** The columns that have it. */
    public List<Use> uses(QualifiedName domain) {
        ObjectName name = schema.resolveType(domain);
        List<Use> uses = new ArrayList<>();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                if (is(column.type(), name)) {
                    uses.add(new Use(table.name(), column.name()));
                }
            }
        }
        return uses;
    }

    /** Their tables; of those in partitions, the partitions, where the rows are. */
    public Set<ObjectName> tables(QualifiedName domain) {
        return uses(domain).stream()
                .map(Use::table)
                .filter(name -> schema.table(name)
                        .map(table -> table.kind() == Table.Kind.ORDINARY)
                        .orElse(false))
                .collect(Collectors.toSet());
    }

    private boolean is(@Nullable DataType type, ObjectName domain) {
        @Nullable UserType found = type == null ? null : schema.type(type).orElse(null);
        return found != null
                && found.kind() == UserType.Kind.DOMAIN
                && (found.name().equals(domain) || is(found.base(), domain));
    }
}
