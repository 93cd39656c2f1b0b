package dev.bellows.run;

import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** A statement of ours, which runs as those of a file do. */
final class OwnStatement {
    private OwnStatement() {}

    /** The statement, by itself; never null, as there is one. */
    static StatementText of(String sql) throws IOException {
        try (Splitter splitter = new Splitter("quarantine", new StringReader(sql))) {
            @Nullable StatementText statement = splitter.next();
            if (statement == null) {
                throw new IllegalStateException("no statement: " + sql);
            }
            return statement;
        }
    }
}
