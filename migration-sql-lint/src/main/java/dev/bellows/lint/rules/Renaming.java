package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Rename;
import org.jspecify.annotations.Nullable;

/** What the rules about RENAME share. */
final class Renaming {
    private Renaming() {}

    /** What gets another name, as a person would say it. */
    static String from(Rename rename, Scope scope) {
        @Nullable Identifier part = rename.part();
        return part == null
                ? Dropping.named(rename.object(), scope)
                : word(rename.kind()) + " " + part.written() + " of " + scope.text(rename.object());
    }

    private static String word(ObjectKind kind) {
        return switch (kind) {
            case TABLE_CONSTRAINT, DOMAIN_CONSTRAINT -> "constraint";
            default -> Sql.lower(kind.words());
        };
    }
}
