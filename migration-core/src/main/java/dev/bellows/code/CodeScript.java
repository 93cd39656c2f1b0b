package dev.bellows.code;

import dev.bellows.model.Script;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Quarantine;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.util.List;

/**
 * A method of a migration in Java, where a file's migration has a text. It counts as one statement.
 *
 * @param owner the class that a stack trace is searched for
 * @param mayLoseData whether what it drops may be lost for good
 */
public record CodeScript(Class<?> owner, String checksum, boolean mayLoseData, Body body) implements Script {
    private static final Outline ONE_STATEMENT = new Outline(Directives.NONE, 1, List.of());
    private static final Outline ONE_THAT_KEEPS_NOTHING =
            new Outline(new Directives(null, null, null, null, null, null, Quarantine.OFF, List.of()), 1, List.of());

    /** What runs. */
    public interface Body {
        void run(Connection connection) throws Exception;
    }

    /** The class's name. */
    @Override
    public String name() {
        return owner.getName();
    }

    /** Code has no text, and nobody who knows its kind asks for it. */
    @Override
    public Reader open() throws IOException {
        throw new IOException(name() + " is code and has no text");
    }

    @Override
    public boolean hasText() {
        return false;
    }

    @Override
    public Outline outline() {
        return mayLoseData ? ONE_THAT_KEEPS_NOTHING : ONE_STATEMENT;
    }

    /** Code is done whole or not at all, so there is no part of it to be compared. */
    @Override
    public String prefixChecksum(int statements) {
        return "";
    }
}
