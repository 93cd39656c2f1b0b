package dev.bellows.model;

import java.util.List;

/** Makes something to which a database can be brought back: a dump, a snapshot of its disk. */
@FunctionalInterface
public interface RestorePointMaker {
    /**
     * Makes it. Bellows holds its lock meanwhile, and has no transaction open; nothing of what is about to run has begun.
     *
     * <p>An interrupt of the calling thread should end it, with an {@link InterruptedException} or with the thread's flag set.
     *
     * @return what it is called, for whoever has to go back to it, in one line; empty where there is nothing to say. The ledger
     *     keeps the first {@value #LONGEST} characters, passwords in a connection string masked
     * @throws RefusedException when none could be made; its refusals say why, and what to do
     * @throws Exception likewise; its message is told. Nothing runs then
     */
    String make(Occasion occasion) throws Exception;

    /** For machines: the code of a refusal as none could be made. */
    String REFUSED = "no-restore-point";

    /** How much of its name is kept. */
    int LONGEST = 500;

    /**
     * Before what.
     *
     * @param database its name
     * @param schema where the ledger lives
     * @param down whether they are reverted
     * @param migrations that are about to run, in order, as far as their gates open
     */
    record Occasion(String database, String schema, boolean down, List<MigrationLabel> migrations) {
        public Occasion {
            migrations = List.copyOf(migrations);
        }
    }
}
