package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Those of this process who use the server of one folder; to the other processes they are one member. */
final class Household {
    private final Path folder;
    private final Members members;
    private final Cluster cluster;
    private int count;
    private boolean dissolved;
    private Consumer<String> say = line -> {};

    Household(Path folder) {
        this.folder = folder;
        this.members = new Members(folder.resolve("members"));
        this.cluster = new Cluster(folder);
    }

    synchronized void join(Consumer<String> listener) throws EmbeddedServerException {
        if (dissolved) {
            throw new EmbeddedServerException("this process ends; PostgreSQL is not started any more");
        }
        say = listener;
        try {
            Turn.take(folder, say, this::joinInTurn);
        } catch (IOException problem) {
            throw new EmbeddedServerException(
                    "cannot use PostgreSQL in " + folder + ": " + Reason.of(problem), problem);
        }
        count++;
    }

    synchronized void leave() {
        if (dissolved || --count > 0) {
            return;
        }
        // Who was interrupted leaves all the same; file locks and waiting would refuse.
        boolean interrupted = Thread.interrupted();
        try {
            Turn.take(folder, say, this::leaveInTurn);
        } catch (IOException | EmbeddedServerException problem) {
            say.accept("PostgreSQL in " + folder + " may still run: " + problem.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The process ends: everybody leaves, nobody joins any more. */
    synchronized void dissolve() {
        if (count > 0) {
            count = 1;
            leave();
        }
        dissolved = true;
    }

    int port() {
        return cluster.port();
    }

    String password() {
        return cluster.password();
    }

    private void joinInTurn() throws IOException, EmbeddedServerException {
        if (count == 0) {
            members.enter();
        }
        try {
            cluster.ensureRunning(say);
        } catch (IOException | EmbeddedServerException problem) {
            if (count == 0) {
                leaveInTurn();
            }
            throw problem;
        }
    }

    private void leaveInTurn() throws IOException, EmbeddedServerException {
        members.leave();
        if (!members.othersLive()) {
            cluster.stop();
        }
    }
}
