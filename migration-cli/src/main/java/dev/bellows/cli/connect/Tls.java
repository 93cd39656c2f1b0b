package dev.bellows.cli.connect;

import dev.bellows.cli.config.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is secured, with libpq's meaning of sslmode and its default files
 * (https://www.postgresql.org/docs/18/libpq-ssl.html). The driver's own differ: it does not verify in {@code require} when a
 * root certificate is there, and knows neither revocation lists nor TLS versions nor the older forms of keys.
 *
 * @param mode sslmode
 * @param files what {@link TlsSocketFactory} needs, by its properties' names
 * @param direct whether TLS begins without asking the server first
 * @param notices what a user should know about files that are not there
 */
record Tls(String mode, Map<String, String> files, boolean direct, List<String> notices) {
    static final String SYSTEM = "system";

    static final String ROOT = "bellows.tls.root";
    static final String CRL = "bellows.tls.crl";
    static final String CERTIFICATE = "bellows.tls.certificate";
    static final String KEY = "bellows.tls.key";
    static final String KEY_PASSWORD = "bellows.tls.keyPassword";
    static final String OLDEST = "bellows.tls.oldest";
    static final String NEWEST = "bellows.tls.newest";
    static final String SERVER_NAME = "bellows.tls.serverName";

    Tls {
        files = Map.copyOf(files);
        notices = List.copyOf(notices);
    }

    static Tls of(Parameters parameters, Home home) {
        Map<String, String> files = new TreeMap<>();
        List<String> notices = new ArrayList<>();
        Optional<String> mode = parameters.text(Parameter.SSLMODE);
        boolean system = parameters.is(Parameter.SSLROOTCERT, SYSTEM);
        if (system && mode.filter(text -> !text.equals("verify-full")).isPresent()) {
            throw new IllegalArgumentException(origin(parameters, Parameter.SSLMODE)
                    + ": with sslrootcert=system sslmode is verify-full, as anybody"
                    + " can get a certificate from those authorities");
        }
        boolean direct = parameters.is(Parameter.SSLNEGOTIATION, "direct");
        String chosen = mode.orElse(system ? "verify-full" : "prefer");
        if (direct && List.of("disable", "allow", "prefer").contains(chosen)) {
            throw new IllegalArgumentException(origin(parameters, Parameter.SSLNEGOTIATION)
                    + ": sslnegotiation=direct needs sslmode require, verify-ca or verify-full");
        }
        trust(parameters, home, chosen, files, notices);
        identity(parameters, home, files, notices);
        parameters.text(Parameter.SSL_MIN_PROTOCOL_VERSION).ifPresent(text -> files.put(OLDEST, version(text)));
        parameters.text(Parameter.SSL_MAX_PROTOCOL_VERSION).ifPresent(text -> files.put(NEWEST, version(text)));
        if (parameters.is(Parameter.SSLSNI, "0")) {
            files.put(SERVER_NAME, "0");
        }
        return new Tls(chosen, files, direct, chosen.equals("disable") ? List.of() : notices);
    }

    private static String version(String text) {
        return "TLSv" + text.toUpperCase(Locale.ROOT).substring("TLSV".length());
    }

    private static void trust(
            Parameters parameters, Home home, String mode, Map<String, String> files, List<String> notices) {
        Optional<Value> named = parameters.value(Parameter.SSLROOTCERT);
        String root = named.map(Value::text)
                .orElseGet(() -> home.certificate("root.crt").toString());
        if (root.equals(SYSTEM) || Files.exists(Path.of(root)) || mode.startsWith("verify")) {
            files.put(ROOT, root);
        } else {
            named.ifPresent(value -> notices.add(value.origin() + ": there is no file " + root
                    + ", so the server's certificate is not verified (sslmode " + mode + ")"));
        }
        parameters
                .text(Parameter.SSLCRL)
                .or(() -> parameters.text(Parameter.SSLCRLDIR))
                .or(() -> existing(home.certificate("root.crl")))
                .ifPresent(file -> files.put(CRL, file));
    }

    private static void identity(Parameters parameters, Home home, Map<String, String> files, List<String> notices) {
        if (parameters.is(Parameter.SSLCERTMODE, "disable")) {
            return;
        }
        Optional<Value> named = parameters.value(Parameter.SSLCERT);
        Optional<String> certificate = named.map(Value::text).or(() -> existing(home.certificate("postgresql.crt")));
        Optional<String> key = parameters.text(Parameter.SSLKEY);
        boolean store = key.filter(text -> text.matches("(?i).*\\.(p12|pfx)")).isPresent();
        if (!store && (certificate.isEmpty() || !Files.exists(Path.of(certificate.get())))) {
            named.ifPresent(value ->
                    notices.add(value.origin() + ": there is no file " + value.text() + ", so no certificate is sent"));
            return;
        }
        certificate.ifPresent(file -> files.put(CERTIFICATE, file));
        files.put(KEY, key.orElseGet(() -> defaultKey(home)));
        parameters.text(Parameter.SSLPASSWORD).ifPresent(text -> files.put(KEY_PASSWORD, text));
    }

    /** libpq's default, or the JDBC driver's where only that is there. */
    private static String defaultKey(Home home) {
        return existing(home.certificate("postgresql.key"))
                .or(() -> existing(home.certificate("postgresql.pk8")))
                .orElse(home.certificate("postgresql.key").toString());
    }

    private static Optional<String> existing(Path file) {
        return Files.exists(file) ? Optional.of(file.toString()) : Optional.empty();
    }

    private static String origin(Parameters parameters, Parameter parameter) {
        return parameters.value(parameter).map(Value::origin).orElse(parameter.word());
    }

    /** What is tried one after the other: the driver's own modes, {@code disable} among them for no TLS. */
    List<String> steps(Server server) {
        if (server.socket().isPresent()) {
            // As in libpq: nobody listens on a socket of this machine.
            return List.of("disable");
        }
        // Whether the certificate is verified, our socket factory decides: with a root certificate, as in libpq,
        // always.
        String tls = "require";
        return switch (mode) {
            case "disable" -> List.of("disable");
            case "allow" -> List.of("disable", tls);
            case "prefer" -> List.of(tls, "disable");
            case "require" -> List.of(tls);
            default -> List.of(mode);
        };
    }

    /** Adds what the driver and our socket factory need to connect in a mode. */
    void addTo(Properties properties, String step) {
        properties.setProperty(DriverProperty.SSL_MODE, step);
        if (!step.equals("disable") && properties.getProperty("sslfactory") == null) {
            properties.setProperty("sslfactory", TlsSocketFactory.class.getName());
            properties.putAll(files);
        }
        if (direct) {
            properties.setProperty("sslNegotiation", "direct");
        }
    }

    /** The file of trusted authorities; null when nothing is verified. */
    @Nullable
    String root() {
        return files.get(ROOT);
    }

    /** Without the key's password. */
    @Override
    public String toString() {
        return mode;
    }
}
