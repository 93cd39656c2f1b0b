package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;

/** Rows that are changed a few at a time, each batch in a transaction of its own. */
final class BatchedCopy {
    private BatchedCopy() {}

    /**
     * A migration that changes every row that is still to be changed.
     *
     * @param name a few words
     * @param note what a reader must know of it
     * @param set what stands behind SET
     * @param open what is true of a row that is still to be changed, and false afterwards
     */
    static Draft draft(Subject subject, String name, String note, String set, String open) {
        return Draft.expand(name, note + """

                        Each batch is a transaction of its own, and rows that are done are not touched again: stopped half-way, it
                        may run again from the start. What is written meanwhile, the trigger takes care of.""", sql(subject, set, open), "")
                .directing("transaction off", "lock-timeout 10s");
    }

    /** The statement alone; it commits, so its file must be outside a transaction. */
    static String sql(Subject subject, String set, String open) {
        return """
                DO $$
                DECLARE
                    -- As many pages of the table at a time: some thousand rows.
                    batch CONSTANT bigint := 64;
                    pages CONSTANT bigint := pg_relation_size(%2$s) / current_setting('block_size')::bigint;
                    page bigint := 0;
                BEGIN
                    WHILE page <= pages LOOP
                        UPDATE %1$s SET %3$s
                            WHERE ctid >= format('(%%s,0)', page)::tid AND ctid < format('(%%s,0)', page + batch)::tid
                                AND %4$s;
                        COMMIT;
                        page := page + batch;
                    END LOOP;
                END
                $$;""".formatted(subject.written(), Sql.string(subject.written()), set, open);
    }
}
