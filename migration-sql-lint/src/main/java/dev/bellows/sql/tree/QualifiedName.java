package dev.bellows.sql.tree;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name with what qualifies it.
 *
 * @param parts at least one; the last is the name itself
 */
public record QualifiedName(List<Identifier> parts, Place place) implements Node {
    public QualifiedName {
        parts = List.copyOf(parts);
    }

    /** The name itself. */
    public String name() {
        return parts.get(parts.size() - 1).name();
    }

    /** The schema, or for a column its table; null where the text does not say. */
    public @Nullable String schema() {
        return parts.size() < 2 ? null : parts.get(parts.size() - 2).name();
    }

    @Override
    public String toString() {
        return parts.stream().map(Identifier::name).collect(Collectors.joining("."));
    }

    @Override
    public void parts(Parts all) {
        all.and(parts);
    }
}
