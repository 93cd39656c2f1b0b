package dev.bellows.run;

import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.postgresql.ds.PGSimpleDataSource;

/** Stands between driver and server, and has the server read something else than was said. */
final class RewritingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final String host;
    private final int port;
    private final String said;
    private final String read;

    private RewritingProxy(TestDatabase db, String said, String read) throws IOException {
        PGSimpleDataSource server = db.dataSource();
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = server.getServerNames()[0];
        this.port = server.getPortNumbers()[0];
        this.said = said;
        this.read = read;
    }

    /**
     * A proxy before a database's server.
     *
     * @param read as long as what was said, because messages carry their length
     */
    static RewritingProxy before(TestDatabase db, String said, String read) throws IOException {
        if (said.length() != read.length()) {
            throw new IllegalArgumentException("both must be of the same length");
        }
        RewritingProxy proxy = new RewritingProxy(db, said, read);
        daemon(proxy::listen);
        return proxy;
    }

    PGSimpleDataSource dataSource(TestDatabase db) {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {door.getLocalPort()});
        return dataSource;
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
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(host, port);
            daemon(() -> forward(client, server));
            daemon(() -> back(server, client));
        }
    }

    private void forward(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            byte[] buffer = new byte[1 << 16];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                out.write(text.replace(said, read).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void back(Socket server, Socket client) throws IOException {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
