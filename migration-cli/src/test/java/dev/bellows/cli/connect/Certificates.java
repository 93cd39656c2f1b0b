package dev.bellows.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A small authority of the test's own, made with the JDK's keytool, so that no OpenSSL is needed: {@code NAME.crt},
 * {@code NAME.key} (PKCS #8) and {@code NAME.rsa} (PKCS #1) in a folder.
 */
final class Certificates {
    private static final String PASSWORD = "changeit";
    private static final int PKCS8_HEADER_OF_A_2048_BIT_RSA_KEY = 26;

    private final Path folder;
    private final Path store;

    Certificates(Path folder) throws IOException {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
    }

    /** An authority that signs itself. */
    void authority(String name) throws IOException, GeneralSecurityException {
        generate(name, List.of("-ext", "bc:c", "-validity", "30"));
    }

    /** A certificate of an authority; further arguments are keytool's. */
    void signed(String name, String authority, String... more) throws IOException, GeneralSecurityException {
        List<String> all = new ArrayList<>(List.of("-signer", authority));
        all.addAll(List.of(more));
        generate(name, all);
    }

    /** {@code NAME.crl}: what the authority has revoked. */
    void revoke(String list, String authority, String name) throws IOException, GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) open().getCertificate(name);
        keytool(List.of(
                "-gencrl",
                "-rfc",
                "-alias",
                authority,
                "-id",
                certificate.getSerialNumber().toString(),
                "-file",
                file(list + ".crl").toString()));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private void generate(String name, List<String> more) throws IOException, GeneralSecurityException {
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", name, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + name));
        arguments.addAll(more);
        keytool(arguments);
        KeyStore all = open();
        pem(name + ".crt", "CERTIFICATE", all.getCertificate(name).getEncoded());
        byte[] key = all.getKey(name, PASSWORD.toCharArray()).getEncoded();
        pem(name + ".key", "PRIVATE KEY", key);
        pem(name + ".rsa", "RSA PRIVATE KEY", Arrays.copyOfRange(key, PKCS8_HEADER_OF_A_2048_BIT_RSA_KEY, key.length));
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private void pem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path file = file(name);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.add(1, arguments.get(0));
        command.addAll(arguments.subList(1, arguments.size()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
