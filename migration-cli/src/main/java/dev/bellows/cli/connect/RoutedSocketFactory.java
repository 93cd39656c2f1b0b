package dev.bellows.cli.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that go where we decided and not where the driver would look: to one address of a host, or to a Unix-domain
 * socket. The driver makes it by its class name, so it is public; it is nothing for anybody else.
 */
public final class RoutedSocketFactory extends SocketFactory {
    /** The driver asks for a socket and connects it itself, so that its time limit counts; nothing else is called. */
    private static final String DRIVER = "the driver connects its sockets itself";

    /** Of the connection's properties: the path of a Unix-domain socket. */
    static final String SOCKET = "bellows.socket";

    /** Of the connection's properties: a numeric address. */
    static final String ADDRESS = "bellows.address";

    /** Of the connection's properties: the operating system's user that the server must run as. */
    static final String PEER = "bellows.peer";

    private final @Nullable String socket;
    private final @Nullable String address;
    private final @Nullable String peer;

    /** The driver calls this with the connection's properties. */
    public RoutedSocketFactory(Properties properties) {
        this.socket = properties.getProperty(SOCKET);
        this.address = properties.getProperty(ADDRESS);
        this.peer = properties.getProperty(PEER);
    }

    @Override
    public Socket createSocket() throws IOException {
        return socket == null ? new RoutedSocket() : unix(Path.of(socket));
    }

    private Socket unix(Path path) throws IOException {
        UnixSocket unix = new UnixSocket(path);
        if (peer != null) {
            String found = runsAs(unix);
            if (!found.equals(peer)) {
                unix.close();
                throw new WrongPeerException(peer, found);
            }
        }
        return unix;
    }

    private static String runsAs(UnixSocket unix) throws IOException {
        try {
            return unix.channel()
                    .getOption(ExtendedSocketOptions.SO_PEERCRED)
                    .user()
                    .getName();
        } catch (UnsupportedOperationException e) {
            return "somebody whom this system does not tell";
        }
    }

    /** Who answers at the socket is not who was required. */
    static final class WrongPeerException extends IOException {
        private static final long serialVersionUID = 1;

        WrongPeerException(String required, String found) {
            super("requirepeer specifies \"" + required + "\", but the server runs as \"" + found + "\"");
        }
    }

    private final class RoutedSocket extends Socket {
        @Override
        public void connect(SocketAddress wanted, int millis) throws IOException {
            super.connect(
                    address != null && wanted instanceof InetSocketAddress inet
                            ? new InetSocketAddress(InetAddress.getByName(address), inet.getPort())
                            : wanted,
                    millis);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException(DRIVER);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException(DRIVER);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException(DRIVER);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException(DRIVER);
    }
}
