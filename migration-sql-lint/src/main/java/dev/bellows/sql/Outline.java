package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.Outside;
import dev.bellows.sql.TransactionUse.Refused;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan must know of a script before it runs.
 *
 * @param directives what its comments ask for
 * @param statements how many statements it has
 * @param special the statements that PostgreSQL forbids inside a transaction, or that Bellows refuses
 */
public record Outline(Directives directives, int statements, List<StatementText> special) {

    public Outline {
        special = List.copyOf(special);
    }

    /** Likewise, of a script that says itself whether it runs in a transaction. */
    public static Outline of(String scriptName, Reader reader, String tagPrefix) throws IOException {
        return of(scriptName, reader, tagPrefix, false);
    }

    /**
     * Reads a script once, to its end, and closes the reader.
     *
     * @param scriptName the name that errors carry
     * @param tagPrefix what stands before the colon in a directive, {@code bellows} by default
     * @param outside whether it runs outside a transaction unless it says otherwise itself
     * @throws SqlSyntaxException for text that is no sequence of statements
     * @throws DirectiveException for a directive that is unknown, repeated, malformed or misplaced
     * @throws IOException when the reader throws it
     */
    public static Outline of(String scriptName, Reader reader, String tagPrefix, boolean outside) throws IOException {
        DirectiveReader directives = new DirectiveReader(scriptName, tagPrefix, outside);
        List<StatementText> special = new ArrayList<>();
        int statements = 0;
        try (Splitter splitter = new Splitter(scriptName, reader, Splitter.LONGEST_STATEMENT, directives)) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                statements = next.number();
                if (next.use() instanceof Outside || next.use() instanceof Refused) {
                    special.add(next);
                }
            }
        }
        return new Outline(directives.directives(), statements, special);
    }
}
