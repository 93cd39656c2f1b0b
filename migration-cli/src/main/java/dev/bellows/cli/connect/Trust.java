package dev.bellows.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which servers' certificates are believed. */
final class Trust {
    private Trust() {}

    /**
     * Trust in the authorities of a file.
     *
     * @param root certificates in PEM, or {@link Tls#SYSTEM} for Java's own; null to believe anybody
     * @param crl a file of revoked certificates, or a folder of such; null when there is none
     */
    static TrustManager[] managers(@Nullable String root, @Nullable String crl) throws GeneralSecurityException {
        if (root == null) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (root.equals(Tls.SYSTEM)) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        Set<TrustAnchor> anchors = certificates(Path.of(root)).stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(crl != null);
        if (crl != null) {
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked(Path.of(crl)))));
        }
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    /** The certificates of a PEM file, in their order. */
    static List<X509Certificate> certificates(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new TlsException("there is no certificate in " + file, null);
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    "there is no root certificate file " + file
                            + "; put it there, name another with sslrootcert, use Java's own authorities with"
                            + " sslrootcert=system, or choose an sslmode that does not verify",
                    e);
        } catch (IOException e) {
            throw new TlsException("the certificate file " + file + " cannot be read by this user", e);
        } catch (CertificateException e) {
            throw new TlsException("there is no readable certificate in " + file + "; it is in PEM form", e);
        }
    }

    private static Collection<CRL> revoked(Path fileOrFolder) throws GeneralSecurityException {
        List<CRL> all = new ArrayList<>();
        try {
            List<Path> files;
            try (Stream<Path> content =
                    Files.isDirectory(fileOrFolder) ? Files.list(fileOrFolder) : Stream.of(fileOrFolder)) {
                files = content.toList();
            }
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    all.addAll(CertificateFactory.getInstance("X.509").generateCRLs(in));
                }
            }
            return all;
        } catch (IOException e) {
            throw new TlsException("the revocation list " + fileOrFolder + " is not there, or cannot be read", e);
        }
    }

    /** As libpq does without a root certificate: the line is encrypted, and nobody knows to whom. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
