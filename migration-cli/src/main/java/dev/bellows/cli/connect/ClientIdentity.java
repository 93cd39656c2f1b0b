package dev.bellows.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The one certificate that we show a server that asks for one, whatever authorities it names, as libpq does. */
final class ClientIdentity extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    /**
     * Reads both files.
     *
     * @param certificate in PEM; null when the key's file is a PKCS #12 store that holds it too
     * @param password of the key; null when there is none
     * @throws TlsException when one is not as it should be
     */
    static ClientIdentity read(@Nullable String certificate, String key, @Nullable String password)
            throws GeneralSecurityException {
        if (key.matches("(?i).*\\.(p12|pfx)")) {
            return store(Path.of(key), password);
        }
        List<X509Certificate> chain = Trust.certificates(Path.of(String.valueOf(certificate)));
        return new ClientIdentity(chain, PrivateKeyFile.read(Path.of(key), password));
    }

    private static ClientIdentity store(Path file, @Nullable String password) throws GeneralSecurityException {
        char[] secret = password == null ? new char[0] : password.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, secret);
        } catch (IOException e) {
            throw new TlsException("the key store " + file + " cannot be opened; check the file, and sslpassword", e);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, secret) instanceof PrivateKey found) {
                List<X509Certificate> chain = Stream.of(store.getCertificateChain(alias))
                        .map(X509Certificate.class::cast)
                        .toList();
                return new ClientIdentity(chain, found);
            }
        }
        throw new TlsException("there is no private key in the key store " + file, null);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
