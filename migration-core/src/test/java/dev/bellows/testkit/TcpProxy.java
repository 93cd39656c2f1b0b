package dev.bellows.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Stands between driver and server; what becomes of the bytes on their way is a test's choice. */
public final class TcpProxy implements AutoCloseable {
    /** Where bytes are going. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    /** What becomes of bytes that have arrived. */
    public static final class Fate {
        /** They are lost, and nobody hears of it. */
        public static final Fate SWALLOW = new Fate(new byte[0]);

        /** They are lost, and both connections are closed. */
        public static final Fate CUT = new Fate(new byte[0]);

        /** They are lost, and whom they were for is told that no more will come; the other direction goes on. */
        public static final Fate HALF_CLOSE = new Fate(new byte[0]);

        private final byte[] bytes;

        private Fate(byte[] bytes) {
            this.bytes = bytes;
        }

        /** These arrive in their place. */
        public static Fate pass(byte[] bytes) {
            return new Fate(bytes);
        }
    }

    /** Decides about one connection's bytes; waiting here delays them. Called by one thread for each direction. */
    public interface Traffic {
        Fate of(Direction direction, byte[] bytes);
    }

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Supplier<Traffic> traffic;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private TcpProxy(TestDatabase db, Supplier<Traffic> traffic) throws IOException {
        PGSimpleDataSource server = db.dataSource();
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = server.getServerNames()[0];
        this.port = server.getPortNumbers()[0];
        this.traffic = traffic;
    }

    /**
     * A proxy before a database's server.
     *
     * @param traffic makes what decides, for each connection anew
     */
    public static TcpProxy before(TestDatabase db, Supplier<Traffic> traffic) throws IOException {
        TcpProxy proxy = new TcpProxy(db, traffic);
        daemon(proxy::listen);
        return proxy;
    }

    /** The database through this proxy. */
    public PGSimpleDataSource dataSource(TestDatabase db) {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port()});
        return dataSource;
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return door.getLocalPort();
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
            Socket server;
            try {
                server = new Socket(host, port);
            } catch (IOException down) {
                // As the server itself would refuse: it may be there again for the next one.
                client.close();
                continue;
            }
            sockets.addAll(List.of(client, server));
            Traffic decides = traffic.get();
            daemon(() -> carry(Direction.TO_SERVER, client, server, decides));
            daemon(() -> carry(Direction.TO_CLIENT, server, client, decides));
        }
    }

    private static void carry(Direction direction, Socket from, Socket to, Traffic decides) throws IOException {
        boolean swallowed = false;
        boolean together = true;
        try {
            byte[] buffer = new byte[1 << 16];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                Fate fate = decides.of(direction, Arrays.copyOf(buffer, read));
                if (fate.equals(Fate.HALF_CLOSE)) {
                    together = false;
                    to.shutdownOutput();
                    return;
                }
                if (fate.equals(Fate.CUT)) {
                    return;
                }
                swallowed = fate.equals(Fate.SWALLOW);
                to.getOutputStream().write(fate.bytes);
            }
        } finally {
            // What swallows bytes swallows the word of the end as well.
            if (together && !swallowed) {
                from.close();
                to.close();
            }
        }
    }

    /** Closes all its connections; new ones are welcome. */
    public void cut() throws IOException {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.close();
        }
    }

    /** Closes all its connections, and lets nobody in any more. */
    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
