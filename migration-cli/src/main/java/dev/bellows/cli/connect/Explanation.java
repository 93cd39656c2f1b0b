package dev.bellows.cli.connect;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why one attempt to connect failed, and what to do about it.
 *
 * @param why one line
 * @param next the next action
 */
record Explanation(String why, String next) {
    static Explanation of(SQLException e, Target target, Server server, String step) {
        @Nullable ServerErrorMessage answer = e instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        if (answer != null) {
            return answered(String.valueOf(answer.getMessage()), String.valueOf(e.getSQLState()), target, server, step);
        }
        @Nullable TlsException files = Failures.find(e, TlsException.class);
        if (files != null) {
            return new Explanation(
                    String.valueOf(files.getMessage()), "correct it, or change the ssl… parameter that names it");
        }
        if (isNoTls(e)) {
            return new Explanation(
                    server + " does not offer TLS, and sslmode is "
                            + target.tls().mode(),
                    "turn on ssl in the server's postgresql.conf, or, on a network you trust, choose another sslmode");
        }
        boolean cutOff =
                Failures.find(e, SocketException.class) != null || Failures.find(e, EOFException.class) != null;
        boolean connected = Failures.find(e, ConnectException.class) == null && !step.isEmpty();
        if (cutOff
                && connected
                && !step.equals("disable")
                && target.tls().files().containsKey(Tls.KEY)) {
            // In TLS 1.3 the server looks at our certificate when we believe to be done.
            return certificateRefused("it closed the connection");
        }
        return isTls(e) ? tls(e, target, server) : unanswered(e, target, server);
    }

    /** Whether the server said that it has no TLS. */
    static boolean isNoTls(SQLException e) {
        return String.valueOf(e.getMessage()).contains("does not support SSL");
    }

    /** Whether TLS itself failed. */
    static boolean isTls(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("SSL error")
                || message.contains("hostnameverifier")
                || Failures.find(e, SSLException.class) != null;
    }

    private static Explanation answered(String message, String state, Target target, Server server, String step) {
        String name = target.user();
        String from = " (from " + target.from(Parameter.USER) + ")";
        boolean peer = message.startsWith("Peer authentication") || message.startsWith("Ident authentication");
        String next =
                switch (state) {
                    case "28P01" -> password(target, server);
                    case "28000" ->
                        peer
                                ? "run as the operating system's user that may be " + name
                                        + ", connect as yourself (--user), or over the network with a password: host localhost"
                                : message.contains("does not exist")
                                        ? "create the role " + name + ", or name another: --user or PGUSER" + from
                                        : hba(message, step, target);
                    case "3D000" ->
                        "create the database " + target.database() + ", or name another: --url or PGDATABASE (from "
                                + target.from(Parameter.DBNAME) + ")";
                    case "57P03" -> "the server is starting up or shutting down: try again in a moment";
                    case "53300" -> "the server has no connection left: raise max_connections, or free one";
                    case "08P01" ->
                        message.contains("startup parameter")
                                ? "a pooler refuses it: connect to PostgreSQL itself, as migrations need a session"
                                : "check that a PostgreSQL listens there";
                    case "22023", "42704", "42501" -> "check --role, and the connection's options (PGOPTIONS)";
                    default -> "see the server's log";
                };
        return new Explanation(message, next);
    }

    private static String hba(String message, String step, Target target) {
        if (message.contains("requires a valid client certificate")) {
            return "give a certificate that the server's ssl_ca_file trusts: sslcert and sslkey";
        }
        String hint = step.equals("disable")
                        && message.contains("no encryption")
                        && target.tls().mode().equals("disable")
                ? "; with TLS it may be allowed: sslmode=require"
                : "";
        return "allow it in the server's pg_hba.conf, or connect from where, and as whom, it allows" + hint;
    }

    private static String password(Target target, Server server) {
        Optional<Password> password = target.password(server);
        return password.map(given -> "correct the password of " + target.user() + " (from " + given.origin() + ")")
                .orElseGet(() -> missing(target));
    }

    private static String missing(Target target) {
        return "give the password of " + target.user() + ": a line in "
                + target.passfile().name()
                + ", PGPASSWORD or --password-file"
                + target.passfile().warning().map(why -> " (" + why + ")").orElse("");
    }

    private static Explanation tls(SQLException e, Target target, Server server) {
        String root = String.valueOf(target.tls().root());
        if (String.valueOf(e.getMessage()).contains("hostnameverifier")) {
            return new Explanation(
                    "the server's certificate is not for the host " + server.host(),
                    "connect by a name that is in the certificate (sslmode verify-full demands it), or get one for this name");
        }
        if (Failures.find(e, CertificateExpiredException.class) != null) {
            return new Explanation("the server's certificate has expired", "renew the certificate of " + server);
        }
        if (Failures.find(e, CertificateNotYetValidException.class) != null) {
            return new Explanation(
                    "the server's certificate is not valid yet", "check the clocks, and the certificate of " + server);
        }
        if (Failures.find(e, CertificateRevokedException.class) != null) {
            return new Explanation(
                    "the server's certificate is revoked", "do not trust this server before you know why");
        }
        @Nullable SSLException reason = Failures.find(e, SSLException.class);
        String text = String.valueOf(reason == null ? e.getMessage() : reason.getMessage());
        if (text.contains("PKIX") || text.contains("certification path") || text.contains("trust")) {
            return new Explanation(
                    "the server's certificate is not signed by an authority in " + root,
                    "put the certificate of the server's authority into " + root
                            + ", or name another file with sslrootcert");
        }
        if (text.contains("certificate_required") || text.contains("unknown_ca") || text.contains("bad_certificate")) {
            return certificateRefused(text);
        }
        if (text.toLowerCase(Locale.ROOT).contains("protocol")) {
            return new Explanation(
                    "no version of TLS suits both sides (" + text + ")",
                    "check ssl_min_protocol_version and ssl_max_protocol_version, here and in the server");
        }
        return new Explanation("TLS failed: " + text, "check sslmode and the certificates");
    }

    private static Explanation certificateRefused(String how) {
        return new Explanation(
                "the server does not accept our certificate (" + how + ")",
                "give one that the server's ssl_ca_file trusts: sslcert and sslkey");
    }

    private static Explanation unanswered(SQLException e, Target target, Server server) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        RoutedSocketFactory.@Nullable WrongPeerException peer =
                Failures.find(e, RoutedSocketFactory.WrongPeerException.class);
        if (peer != null) {
            return new Explanation(String.valueOf(peer.getMessage()), "check who runs the server at " + server);
        }
        if (Failures.find(e, UnknownHostException.class) != null) {
            return new Explanation(
                    "no host is known as '" + server.host() + "'",
                    "check the host's name" + from(target, Parameter.HOST));
        }
        if (server.socket().isPresent() && Failures.find(e, SocketException.class) != null) {
            return noSocket(server.socket().get(), target);
        }
        if (Failures.find(e, ConnectException.class) != null) {
            return new Explanation(
                    "connection to " + server + " refused",
                    "check that PostgreSQL runs there and listens on that port" + from(target, Parameter.PORT));
        }
        if (Failures.find(e, SocketTimeoutException.class) != null || message.contains("timed out")) {
            return new Explanation(
                    server + " did not answer within " + target.seconds() + " s",
                    "check host, port and firewalls, or allow more time with connect_timeout");
        }
        if (message.contains("empty string") || message.contains("no password was provided")) {
            return new Explanation("the server wants a password, and none was found", missing(target));
        }
        if (Failures.find(e, EOFException.class) != null) {
            return new Explanation(
                    server + " closed the connection", "check that a PostgreSQL listens there, and its log");
        }
        if (message.contains("setting up the SSL connection")) {
            return new Explanation(
                    server + " does not answer as a PostgreSQL does",
                    "check that a PostgreSQL listens there, and no other service" + from(target, Parameter.PORT));
        }
        return new Explanation(message, "check host, port and that the server runs");
    }

    private static Explanation noSocket(Path socket, Target target) {
        if (Files.exists(socket)) {
            return new Explanation(
                    "nobody answers at the socket " + socket,
                    "check that PostgreSQL runs on this machine, and that this user may use the socket");
        }
        boolean chosen = target.given().containsKey(Parameter.HOST);
        return new Explanation(
                "there is no socket " + socket,
                "start PostgreSQL on this machine, or name its "
                        + (chosen ? "socket's folder" : "host, such as PGHOST=localhost")
                        + from(target, Parameter.HOST));
    }

    private static String from(Target target, Parameter parameter) {
        return " (from " + target.from(parameter) + ")";
    }
}
