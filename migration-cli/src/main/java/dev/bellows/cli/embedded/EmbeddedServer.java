package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A PostgreSQL server that lives in a folder, for people who have none.
 *
 * <p>The folder owns it: its data stay there across runs. Whoever joins while it runs shares it, even when the process
 * that started it was killed; the last to leave stops it, be it by {@link #close()}, at the end of the process or by
 * Ctrl-C. It listens on 127.0.0.1 only and asks for a password that only the folder's owner can read.
 */
public final class EmbeddedServer implements AutoCloseable {
    // One for each folder: the operating system's locks belong to the process, so within it we count ourselves.
    private static final Map<Path, Household> HOUSEHOLDS = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> HOUSEHOLDS.values().forEach(Household::dissolve), "leave-postgres"));
    }

    private final Household household;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedServer(Household household) {
        this.household = household;
    }

    /**
     * Starts the server whose data are under the folder, or joins the one that runs. It unpacks and creates whatever is
     * missing first; what was left half-made by a killed process is made again.
     *
     * @param folder made, for its owner only, when it does not exist
     * @param say receives one human line for each thing that takes time, such as "starting PostgreSQL on port 50123";
     *     and, from {@link #close()}, why the server could not be stopped
     * @throws EmbeddedServerException when there is no server to be had; its message is one line with the next action
     */
    public static EmbeddedServer join(Path folder, Consumer<String> say) throws EmbeddedServerException {
        Path home = prepare(folder);
        Household household = HOUSEHOLDS.computeIfAbsent(home, Household::new);
        household.join(say);
        return new EmbeddedServer(household);
    }

    /** The URL of the database {@code postgres}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + household.port() + "/postgres";
    }

    /** The superuser. */
    public String user() {
        return Cluster.SUPERUSER;
    }

    /** The superuser's password, made at random when the server was created. */
    public String password() {
        return household.password();
    }

    /** Leaves; the last to leave stops the server. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            household.leave();
        }
    }

    private static Path prepare(Path folder) throws EmbeddedServerException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                OwnerOnly.createFolder(folder);
            }
            // Passwords and data do not belong into a repository.
            Path ignore = folder.resolve(".gitignore");
            if (!Files.exists(ignore)) {
                Files.writeString(ignore, "*\n");
            }
            return folder.toRealPath();
        } catch (IOException problem) {
            throw new EmbeddedServerException(
                    "cannot use the folder " + folder + " for PostgreSQL: " + Reason.of(problem) + "; make it writable",
                    problem);
        }
    }
}
