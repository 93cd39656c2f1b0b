package dev.bellows.sql;

import dev.bellows.sql.tree.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A possibly schema-qualified name as PostgreSQL understands it: without quotes and escapes, unquoted letters of ASCII in
 * lower case, each part cut to 63 bytes of UTF-8, a database in front of the schema left out.
 *
 * @param schema the schema, or null where the text does not say
 * @param name the name itself
 */
public record Name(@Nullable String schema, String name) {
    static Name of(QualifiedName name) {
        return new Name(name.schema(), name.name());
    }
}
