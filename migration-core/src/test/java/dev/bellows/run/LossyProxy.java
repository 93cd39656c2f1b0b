package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/** Stands between driver and server, and cuts the connection of the first COMMIT: before the server reads it, or after. */
final class LossyProxy implements AutoCloseable {
    /** What gets lost. */
    enum Lost {
        COMMIT,
        REPLY
    }

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Lost lost;
    private final Runnable meanwhile;
    private final AtomicBoolean armed = new AtomicBoolean(true);

    private LossyProxy(ServerSocket door, String host, int port, Lost lost, Runnable meanwhile) {
        this.door = door;
        this.host = host;
        this.port = port;
        this.lost = lost;
        this.meanwhile = meanwhile;
    }

    static LossyProxy before(TestDatabase db, Lost lost) throws IOException {
        return before(db, lost, () -> {});
    }

    /**
     * Likewise.
     *
     * @param meanwhile what happens after the cut, before who was cut off gets through again
     */
    static LossyProxy before(TestDatabase db, Lost lost, Runnable meanwhile) throws IOException {
        PGSimpleDataSource server = db.dataSource();
        LossyProxy proxy = new LossyProxy(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                server.getServerNames()[0],
                server.getPortNumbers()[0],
                lost,
                meanwhile);
        daemon(proxy::listen);
        return proxy;
    }

    PGSimpleDataSource dataSource(TestDatabase db) {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {door.getLocalPort()});
        return dataSource;
    }

    /** Whether it has done its deed. */
    boolean hasCut() {
        return !armed.get();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // Either side hung up, which is the way connections end here.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() throws IOException {
        boolean first = true;
        while (true) {
            Socket client = door.accept();
            if (first && hasCut()) {
                first = false;
                meanwhile.run();
            }
            Socket server = new Socket(host, port);
            AtomicBoolean swallow = new AtomicBoolean();
            daemon(() -> forward(client, server, swallow));
            daemon(() -> back(server, client, swallow));
        }
    }

    private void forward(Socket client, Socket server, AtomicBoolean swallow) throws IOException {
        try (client;
                server) {
            byte[] buffer = new byte[1 << 16];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean commit = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
                if (commit && armed.compareAndSet(true, false)) {
                    if (lost == Lost.COMMIT) {
                        return;
                    }
                    swallow.set(true);
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static void back(Socket server, Socket client, AtomicBoolean swallow) throws IOException {
        try (server;
                client) {
            byte[] buffer = new byte[1 << 16];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && !swallow.get(); read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
