package dev.bellows.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Java's Unix-domain channel as the socket that the JDBC driver wants: Java has no such socket of its own. The channel does
 * not block, and two selectors wait for it, so that reads can time out and an interrupt does not close the connection, as
 * neither does with a socket.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // close must not wait for anybody
final class UnixSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int timeout;

    UnixSocket(Path path) throws IOException {
        this.path = path;
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        try {
            channel.configureBlocking(false);
            readable = Selector.open();
            writable = Selector.open();
            channel.register(readable, SelectionKey.OP_READ);
            channel.register(writable, SelectionKey.OP_WRITE);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public void connect(SocketAddress address, int millis) {
        // It is connected from the start.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return length == 0 ? 0 : receive(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                send(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    private int receive(ByteBuffer into) throws IOException {
        long millis = timeout;
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try {
            int count = channel.read(into);
            while (count == 0) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis() + 1;
                if (millis > 0 && left <= 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                await(readable, millis > 0 ? left : 0);
                count = channel.read(into);
            }
            return count;
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    private void send(ByteBuffer from) throws IOException {
        try {
            while (from.hasRemaining()) {
                if (channel.write(from) == 0) {
                    await(writable, 0);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    /** An interrupted thread would not wait at all, so the interrupt is put aside for as long. */
    private static void await(Selector selector, long millis) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            selector.select(millis);
            selector.selectedKeys().clear();
            interrupted |= Thread.interrupted();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SocketException closed(Exception cause) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(cause);
        return closed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    // What follows has no meaning without a network, and the driver asks for it.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 8192;
    }

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return 8192;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
