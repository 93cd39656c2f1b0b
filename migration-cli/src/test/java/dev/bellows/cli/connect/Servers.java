package dev.bellows.cli.connect;

import dev.bellows.testkit.InstalledBinaries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Three servers made of this machine's PostgreSQL, and a home for psql's files: a primary with TLS, its standby whose
 * certificate has expired, and one without TLS.
 */
final class Servers implements AutoCloseable {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private static final String HBA = """
            local   all         %1$s          peer
            local   all         all           scram-sha-256
            host    replication all    all    trust
            host    all         postgres all  trust
            host    all         trusty all    trust
            hostssl all         tls    all    scram-sha-256
            hostnossl all       tls    all    reject
            hostnossl all       plain  all    scram-sha-256
            hostssl all         plain  all    reject
            hostssl all         cert   all    cert
            host    all         locked all    reject
            host    all         all    all    scram-sha-256
            """;

    private final Path binaries;
    private final Path folder;
    private final Certificates certificates;
    private final List<Path> running = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    Servers() throws IOException, GeneralSecurityException {
        this.binaries = InstalledBinaries.find().orElseThrow();
        this.folder = Files.createTempDirectory("psql");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ours(folder);
        this.certificates = new Certificates(Files.createDirectory(folder.resolve("certificates")));
        certify();
        Path sockets = Files.createDirectory(folder.resolve("s"));
        ours(sockets);
        places.put("sockets", sockets.toString());
        places.put("sockets_encoded", sockets.toString().replace("/", "%2F"));
        places.put("certificates", folder.resolve("certificates").toString());
        places.put("me", System.getProperty("user.name"));
        places.put("owner", ROOT ? "postgres" : System.getProperty("user.name"));
        primary();
        standby();
        plain();
        places.put("closed", Integer.toString(freePort()));
        home();
    }

    private void certify() throws IOException, GeneralSecurityException {
        certificates.authority("authority");
        certificates.authority("stranger");
        certificates.signed("server", "authority", "-ext", "san=dns:localhost,dns:db.example", "-validity", "30");
        certificates.signed(
                "expired", "authority", "-ext", "san=dns:localhost", "-startdate", "-30d", "-validity", "10");
        certificates.signed("cert", "authority", "-validity", "30");
        certificates.revoke("revoked", "authority", "server");
        certificates.revoke("unrelated", "authority", "cert");
        Path open = Files.copy(certificates.file("cert.key"), certificates.file("open.key"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void primary() throws IOException {
        Path data = folder.resolve("primary");
        initialise(data);
        Files.writeString(data.resolve("pg_hba.conf"), HBA.formatted(places.get("me")));
        int port = start(data, "primary", "server");
        places.put("primary", Integer.toString(port));
        sql(
                port,
                "CREATE ROLE \"" + places.get("me") + "\" LOGIN SUPERUSER",
                places.get("me").equals("postgres"));
        for (String role : List.of("app", "tls", "plain", "cert", "locked", "trusty", "a:b")) {
            sql(port, "CREATE ROLE \"" + role + "\" LOGIN PASSWORD 'sesame/" + role + "'", false);
        }
        sql(port, "CREATE DATABASE shop", false);
        sql(port, "CREATE DATABASE \"my shop\"", false);
    }

    private void standby() {
        Path data = folder.resolve("standby");
        asServer(
                "pg_basebackup",
                "-D",
                data.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                places.get("primary"),
                "-U",
                "postgres",
                "-R",
                "-c",
                "fast",
                "--no-sync");
        places.put("standby", Integer.toString(start(data, "standby", "expired")));
    }

    private void plain() throws IOException {
        Path data = folder.resolve("plain");
        initialise(data);
        Files.writeString(
                data.resolve("pg_hba.conf"),
                HBA.replaceAll("(?m)^hostssl.*\n", "").formatted("nobody"));
        int port = start(data, "plain", null);
        places.put("plain", Integer.toString(port));
        sql(port, "CREATE ROLE app LOGIN PASSWORD 'sesame/app'", false);
        sql(port, "CREATE DATABASE shop", false);
    }

    private void initialise(Path data) {
        asServer(
                "initdb",
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
    }

    private int start(Path data, String name, @Nullable String certificate) {
        try {
            int port = freePort();
            StringBuilder options = new StringBuilder("-p " + port + " -c fsync=off -c listen_addresses=127.0.0.1,::1")
                    .append(" -c unix_socket_directories=")
                    .append(places.get("sockets"));
            if (certificate != null) {
                options.append(" -c ssl=on");
                for (Map.Entry<String, String> file : Map.of(
                                "ssl_cert_file", certificate + ".crt",
                                "ssl_key_file", certificate + ".key",
                                "ssl_ca_file", "authority.crt")
                        .entrySet()) {
                    Path copy = folder.resolve(name + "-" + file.getValue());
                    Files.copy(certificates.file(file.getValue()), copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
                    ours(copy);
                    options.append(" -c ").append(file.getKey()).append('=').append(copy);
                }
            }
            asServer(
                    "pg_ctl",
                    "-D",
                    data.toString(),
                    "-l",
                    data.resolve("log").toString(),
                    "-w",
                    "-o",
                    options.toString(),
                    "start");
            running.add(data);
            return port;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file or folder of the servers' user. */
    private static void ours(Path path) throws IOException {
        if (ROOT) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
    }

    private void home() throws IOException {
        for (String home : List.of("home", "home-open", "home-root", "home-stranger")) {
            Path at = Files.createDirectory(folder.resolve(home));
            Path passwords = Files.writeString(at.resolve(".pgpass"), filled("""
                    # host:port:database:user:password
                    localhost:{primary}:wrong:app:not this one
                    127.0.0.1:*:*:app:sesame/app
                    localhost:*:*:app:sesame/app
                    {sockets}:*:*:app:sesame/app
                    *:*:*:tls:sesame/tls
                    *:*:*:plain:sesame/plain
                    *:*:*:locked:sesame/locked
                    *:*:*:a\\:b:sesame\\/a\\:b
                    """));
            Files.setPosixFilePermissions(
                    passwords, PosixFilePermissions.fromString(home.equals("home-open") ? "rw-r--r--" : "rw-------"));
            Files.writeString(at.resolve(".pg_service.conf"), filled("""
                    [shop]
                    host=127.0.0.1
                    port={primary}
                    dbname=shop
                    user=app
                    options=-c work_mem=7MB

                    [secret]
                    host=127.0.0.1
                    port={primary}
                    dbname=shop
                    user=app
                    password=sesame/app

                    [broken]
                    hots=127.0.0.1
                    """));
            Path files = Files.createDirectory(at.resolve(".postgresql"));
            if (home.equals("home-root")) {
                Files.copy(certificates.file("authority.crt"), files.resolve("root.crt"));
                Files.copy(certificates.file("cert.crt"), files.resolve("postgresql.crt"));
                Files.copy(certificates.file("cert.key"), files.resolve("postgresql.key"));
            }
            if (home.equals("home-stranger")) {
                Files.copy(certificates.file("stranger.crt"), files.resolve("root.crt"));
            }
            places.put(home, at.toString());
        }
        Files.writeString(folder.resolve("pg_service.conf"), filled("""
                [everybody]
                host=127.0.0.1
                port={primary}
                dbname=my shop
                user=app
                """));
        places.put("system", folder.toString());
    }

    /** A text with the servers' ports and folders in the place of their names in braces. */
    String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        return filled;
    }

    String place(String name) {
        return places.get(name);
    }

    private void sql(int port, String statement, boolean done) {
        if (!done) {
            asServer(
                    "psql",
                    "-X",
                    "-q",
                    "-w",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-U",
                    "postgres",
                    "-d",
                    "postgres",
                    "-c",
                    statement);
        }
    }

    private void asServer(String tool, String... arguments) {
        List<String> command = new ArrayList<>(ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(binaries.resolve(tool).toString());
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("psql", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = process.waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path data : running) {
            asServer("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
