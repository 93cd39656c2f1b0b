package dev.bellows.plan;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that begins with a folder and an empty ledger. */
abstract class StoryBase {
    /** Four statements: one outside a transaction that the database can be asked about, one that it cannot. */
    static final String MIXED = """
            -- file: 2_mixed.sql
            CREATE TABLE a (i int);
            CREATE INDEX CONCURRENTLY a_i ON a (i);
            CREATE DATABASE b;
            SELECT 4;
            """;

    Story story;

    @BeforeEach
    void begin(@TempDir Path folder) {
        story = new Story(folder);
    }
}
