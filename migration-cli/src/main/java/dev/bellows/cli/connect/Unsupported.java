package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What psql would do and we do not. What would change who connects, where to or how safely is refused; the rest is said, so
 * that nothing is passed over in silence.
 */
final class Unsupported {
    private static final String TOO_OLD = "Java does not speak TLS below 1.2";
    private static final Set<String> OLD = Set.of("tlsv1", "tlsv1.1");

    private static final Map<Parameter, String> REFUSED = Map.of(
            Parameter.SCRAM_CLIENT_KEY, "the JDBC driver takes no keys in a password's place",
            Parameter.SCRAM_SERVER_KEY, "the JDBC driver takes no keys in a password's place",
            Parameter.OAUTH_ISSUER, "the JDBC driver does not speak OAuth",
            Parameter.OAUTH_CLIENT_ID, "the JDBC driver does not speak OAuth",
            Parameter.OAUTH_CLIENT_SECRET, "the JDBC driver does not speak OAuth",
            Parameter.OAUTH_SCOPE, "the JDBC driver does not speak OAuth");

    private static final Map<String, String> PASSED_OVER = new TreeMap<>(Map.of(
            "PGTZ", "migrations run in UTC wherever they are started; SET TIME ZONE in the migration itself",
            "PGDATESTYLE", "migrations mean the same wherever they are started; SET datestyle in the migration itself",
            "PGGEQO", "migrations mean the same wherever they are started; SET geqo in the migration itself"));

    private Unsupported() {}

    /** Tells what cannot be done. */
    static void refuse(Parameters parameters, Consumer<String> problems) {
        REFUSED.forEach((parameter, why) -> refuse(parameters, parameter, why, problems));
        if (parameters
                .text(Parameter.MIN_PROTOCOL_VERSION)
                .filter(text -> !text.equals("3.0"))
                .isPresent()) {
            refuse(parameters, Parameter.MIN_PROTOCOL_VERSION, "the JDBC driver speaks version 3.0", problems);
        }
        if (parameters.is(Parameter.GSSDELEGATION, "1")) {
            refuse(parameters, Parameter.GSSDELEGATION, "the JDBC driver does not delegate credentials", problems);
        }
        if (parameters.is(Parameter.SSLCERTMODE, "require")) {
            refuse(parameters, Parameter.SSLCERTMODE, "Java cannot tell whether the server asked for it", problems);
        }
        if (isOld(parameters, Parameter.SSL_MAX_PROTOCOL_VERSION)) {
            refuse(parameters, Parameter.SSL_MAX_PROTOCOL_VERSION, TOO_OLD, problems);
        }
        if (parameters
                .text(Parameter.REPLICATION)
                .filter(text -> !Set.of("false", "off", "no", "0").contains(text))
                .isPresent()) {
            refuse(parameters, Parameter.REPLICATION, "migrations need an ordinary session", problems);
        }
    }

    private static boolean isOld(Parameters parameters, Parameter version) {
        return parameters
                .text(version)
                .filter(text -> OLD.contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static void refuse(Parameters parameters, Parameter parameter, String why, Consumer<String> problems) {
        parameters
                .value(parameter)
                .map(Value::origin)
                .ifPresent(origin -> problems.accept(
                        origin + ": " + parameter.word() + " is not supported: " + why + "; leave it out"));
    }

    /** What is passed over, each as a sentence. */
    static List<String> notices(Configuration configuration, Parameters parameters) {
        List<String> notices = new ArrayList<>();
        PASSED_OVER.forEach((variable, why) ->
                configuration.libpq(variable).ifPresent(value -> notices.add(variable + " is not used: " + why)));
        parameters
                .value(Parameter.CLIENT_ENCODING)
                .filter(value -> !value.text()
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "")
                        .matches("UTF8|UNICODE|AUTO"))
                .ifPresent(value -> notices.add(
                        value.origin() + " is not used: migrations are read, and sent, as UTF-8 (client_encoding)"));
        if (parameters.is(Parameter.GSSENCMODE, "prefer")) {
            parameters
                    .value(Parameter.GSSENCMODE)
                    .ifPresent(
                            value -> notices.add(
                                    value.origin()
                                            + " is not used: GSSAPI encryption is not tried, TLS is, as sslmode says; gssencmode=require demands it"));
        }
        parameters
                .value(Parameter.SSLKEYLOGFILE)
                .ifPresent(value ->
                        notices.add(value.origin() + ": sslkeylogfile is not used: no keys of sessions are written"));
        return notices;
    }
}
