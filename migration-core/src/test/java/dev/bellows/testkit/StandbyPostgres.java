package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A streaming replica of an {@link InstalledPostgres}, made with {@code pg_basebackup}: all its databases, read-only. */
public final class StandbyPostgres implements AutoCloseable {
    private final InstalledPostgres primary;
    private final Path folder;
    private final int port;

    private StandbyPostgres(InstalledPostgres primary, Path folder, int port) {
        this.primary = primary;
        this.folder = folder;
        this.port = port;
    }

    static StandbyPostgres of(InstalledPostgres primary) {
        try {
            StandbyPostgres standby =
                    new StandbyPostgres(primary, InstalledPostgres.newFolder(), InstalledPostgres.freePort());
            primary.runAsServer(
                    "pg_basebackup",
                    "--pgdata=" + InstalledPostgres.data(standby.folder),
                    "--write-recovery-conf",
                    "--checkpoint=fast",
                    "--no-sync");
            primary.startServer(standby.folder, standby.port);
            return standby;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The replica of a database of the primary's. */
    public PGSimpleDataSource dataSource(TestDatabase database) {
        PGSimpleDataSource replica = database.dataSource();
        replica.setServerNames(new String[] {"127.0.0.1"});
        replica.setPortNumbers(new int[] {port});
        return replica;
    }

    /** Makes it a primary of its own, on a new timeline; the old one goes on. */
    public void promote() {
        primary.runAsServer("pg_ctl", "-D", InstalledPostgres.data(folder), "-w", "promote");
    }

    /** Stops it, whoever is connected, and removes its data. */
    @Override
    public void close() {
        primary.stopServer(folder);
    }
}
