package dev.bellows.cli.connect;

import dev.bellows.sql.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * libpq's connection parameters and their environment variables, as
 * https://www.postgresql.org/docs/18/libpq-connect.html and https://www.postgresql.org/docs/18/libpq-envars.html list them.
 */
enum Parameter {
    SERVICE("PGSERVICE"),
    SERVICEFILE("PGSERVICEFILE"),
    HOST("PGHOST"),
    HOSTADDR("PGHOSTADDR"),
    PORT("PGPORT"),
    DBNAME("PGDATABASE"),
    USER("PGUSER"),
    PASSWORD("PGPASSWORD"),
    PASSFILE("PGPASSFILE"),
    OPTIONS("PGOPTIONS"),
    APPLICATION_NAME("PGAPPNAME"),
    FALLBACK_APPLICATION_NAME(null),
    CLIENT_ENCODING("PGCLIENTENCODING"),
    CONNECT_TIMEOUT("PGCONNECT_TIMEOUT"),
    TARGET_SESSION_ATTRS(
            "PGTARGETSESSIONATTRS", "any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
    LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS", "disable", "random"),
    CHANNEL_BINDING("PGCHANNELBINDING", "disable", "prefer", "require"),
    REQUIRE_AUTH("PGREQUIREAUTH"),
    REQUIREPEER("PGREQUIREPEER"),
    SSLMODE("PGSSLMODE", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    SSLNEGOTIATION("PGSSLNEGOTIATION", "postgres", "direct"),
    SSLCOMPRESSION("PGSSLCOMPRESSION", "0", "1"),
    SSLCERT("PGSSLCERT"),
    SSLKEY("PGSSLKEY"),
    SSLPASSWORD(null),
    SSLCERTMODE("PGSSLCERTMODE", "disable", "allow", "require"),
    SSLROOTCERT("PGSSLROOTCERT"),
    SSLCRL("PGSSLCRL"),
    SSLCRLDIR("PGSSLCRLDIR"),
    SSLSNI("PGSSLSNI", "0", "1"),
    SSLKEYLOGFILE(null),
    SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
    SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
    MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION", "3.0", "3.2", "latest"),
    MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION", "3.0", "3.2", "latest"),
    GSSENCMODE("PGGSSENCMODE", "disable", "prefer", "require"),
    KRBSRVNAME("PGKRBSRVNAME"),
    GSSLIB("PGGSSLIB", "gssapi", "sspi"),
    GSSDELEGATION("PGGSSDELEGATION", "0", "1"),
    KEEPALIVES(null),
    KEEPALIVES_IDLE(null),
    KEEPALIVES_INTERVAL(null),
    KEEPALIVES_COUNT(null),
    TCP_USER_TIMEOUT(null),
    REPLICATION(null),
    SCRAM_CLIENT_KEY(null),
    SCRAM_SERVER_KEY(null),
    OAUTH_ISSUER(null),
    OAUTH_CLIENT_ID(null),
    OAUTH_CLIENT_SECRET(null),
    OAUTH_SCOPE(null);

    private static final Set<Parameter> SECRET =
            Set.of(PASSWORD, SSLPASSWORD, SCRAM_CLIENT_KEY, SCRAM_SERVER_KEY, OAUTH_CLIENT_SECRET);

    private final @Nullable String variable;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> choices;

    Parameter(@Nullable String variable, String... choices) {
        this.variable = variable;
        this.choices = List.of(choices);
    }

    /** libpq's keyword: {@code sslmode}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable; empty when there is none. */
    Optional<String> variable() {
        return Optional.ofNullable(variable);
    }

    boolean isSecret() {
        return SECRET.contains(this);
    }

    static Optional<Parameter> of(String word) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.word().equals(word))
                .findFirst();
    }

    /** What to say of a word that is none of these; what may be a part of a password is not quoted. */
    static String unknown(String word) {
        List<String> words =
                Arrays.stream(values()).map(Parameter::word).sorted().toList();
        boolean plain = word.matches("[A-Za-z_]{1,40}");
        @Nullable String nearest = plain ? Nearest.word(word, words) : null;
        return "unknown parameter \"" + (plain ? word : "…") + "\"; "
                + (nearest == null ? "known are " + String.join(", ", words) : "did you mean \"" + nearest + "\"?");
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException when it cannot be one; the message does not quote the value
     */
    void check(String text) {
        if (!choices.isEmpty() && !text.isEmpty() && !contains(text)) {
            throw new IllegalArgumentException(word() + " is " + listed());
        }
        if (this == CONNECT_TIMEOUT && !text.isEmpty() && !text.strip().matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException("connect_timeout is a number of seconds");
        }
    }

    /** libpq takes the names of TLS versions in any case, and everything else as it is written. */
    private boolean contains(String text) {
        boolean anyCase = this == SSL_MIN_PROTOCOL_VERSION || this == SSL_MAX_PROTOCOL_VERSION;
        return choices.stream().anyMatch(choice -> anyCase ? choice.equalsIgnoreCase(text) : choice.equals(text));
    }

    private String listed() {
        int last = choices.size() - 1;
        return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
    }
}
