package dev.bellows.cli.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as {@link Tls} describes it. The driver makes it by its class name, so it is public; it is nothing for anybody else.
 */
public final class TlsSocketFactory extends SSLSocketFactory {
    /** The driver wraps a socket that is connected already; nothing else is called. */
    private static final String DRIVER = "the driver has connected its socket already";

    /** JSSE's, without what it has switched off by default. */
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    private final SSLSocketFactory factory;
    private final String[] versions;
    private final boolean namesServer;

    /**
     * The driver calls this with the connection's properties.
     *
     * @throws TlsException when a file is not as it should be
     */
    public TlsSocketFactory(Properties properties) {
        try {
            @Nullable String key = properties.getProperty(Tls.KEY);
            KeyManager[] own = key == null
                    ? new KeyManager[0]
                    : new KeyManager[] {
                        ClientIdentity.read(
                                properties.getProperty(Tls.CERTIFICATE), key, properties.getProperty(Tls.KEY_PASSWORD))
                    };
            TrustManager[] trust = Trust.managers(properties.getProperty(Tls.ROOT), properties.getProperty(Tls.CRL));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust, null);
            this.factory = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
        }
        this.versions = versions(properties);
        this.namesServer = properties.getProperty(Tls.SERVER_NAME) == null;
    }

    private static String[] versions(Properties properties) {
        String oldest = properties.getProperty(Tls.OLDEST, "TLSv1.2");
        String newest = properties.getProperty(Tls.NEWEST, "TLSv1.3");
        String[] within = VERSIONS.stream()
                .filter(version -> version.compareTo(oldest) >= 0 && version.compareTo(newest) <= 0)
                .toArray(String[]::new);
        if (within.length == 0) {
            throw new TlsException(
                    "ssl_min_protocol_version " + oldest + " is above ssl_max_protocol_version " + newest, null);
        }
        return within;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, autoClose);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(Stream.of(versions)
                .filter(List.of(socket.getSupportedProtocols())::contains)
                .toArray(String[]::new));
        if (!namesServer) {
            parameters.setServerNames(List.of());
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
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
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException(DRIVER);
    }
}
