package dev.bellows.cli.squash;

import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roles belong to the whole server: no dump of a database has them, and a baseline without them would not run elsewhere. */
final class Roles {
    private static final Pattern MAKES =
            Pattern.compile("(?is)(?:DO\\b.*\\b)?CREATE\\s+(?:ROLE|GROUP|USER(?!\\s+MAPPING))\\s.*");

    private Roles() {}

    /** Why a migration cannot be squashed; null where it makes no role, as far as its text tells. */
    static @Nullable Refusal refusal(Migration migration) {
        try (Splitter splitter =
                new Splitter(migration.script().name(), migration.script().open())) {
            for (@Nullable StatementText text = splitter.next(); text != null; text = splitter.next()) {
                if (MAKES.matcher(text.text()).matches()) {
                    return Refusal.at(
                            "squash-makes-roles",
                            migration.label(),
                            migration.script().name(),
                            text.span().line(),
                            "it makes a role, which belongs to the whole server and to no database",
                            "squash to a version below " + migration.label());
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + migration.script().name() + " cannot be read", e);
        }
    }
}
