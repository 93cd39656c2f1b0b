package dev.bellows.benchmarks.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Stands before the server: counts round trips, and makes each longer. */
final class Proxy implements AutoCloseable {
    private static final int BUFFER = 65_536;

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Duration more;
    private final AtomicLong trips = new AtomicLong();

    /** @param more what each round trip takes in addition */
    Proxy(String host, int port, Duration more) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
        this.more = more;
        daemon(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How often somebody has asked after an answer, connecting included. */
    long trips() {
        return trips.get();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Turn turn = new Turn();
                daemon(() -> pass(client, server, () -> {
                    if (turn.ask()) {
                        trips.incrementAndGet();
                        LockSupport.parkNanos(more.toNanos());
                    }
                }));
                daemon(() -> pass(server, client, turn::answer));
            }
        } catch (IOException closed) {
            // Nobody comes any more.
        }
    }

    /** Whose turn it is on one connection. */
    private static final class Turn {
        private boolean answered = true;

        /** Whether a new round trip begins. */
        synchronized boolean ask() {
            boolean begins = answered;
            answered = false;
            return begins;
        }

        synchronized void answer() {
            answered = true;
        }
    }

    private static void pass(Socket from, Socket to, Runnable before) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                before.run();
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // Both sides are told by the closing.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
