package dev.bellows.cli.connect;

import java.util.Map;

/** What may stand behind the question mark of a URL, in libpq's words. */
final class UrlParameters {
    /** The driver's properties that are parameters of libpq, or mean the same. */
    private static final Map<String, Parameter> JDBC = Map.ofEntries(
            Map.entry("user", Parameter.USER),
            Map.entry("password", Parameter.PASSWORD),
            Map.entry("service", Parameter.SERVICE),
            Map.entry("options", Parameter.OPTIONS),
            Map.entry("ApplicationName", Parameter.APPLICATION_NAME),
            Map.entry("connectTimeout", Parameter.CONNECT_TIMEOUT),
            Map.entry("channelBinding", Parameter.CHANNEL_BINDING),
            Map.entry("requireAuth", Parameter.REQUIRE_AUTH),
            Map.entry("sslmode", Parameter.SSLMODE),
            Map.entry("sslNegotiation", Parameter.SSLNEGOTIATION),
            Map.entry("sslcert", Parameter.SSLCERT),
            Map.entry("sslkey", Parameter.SSLKEY),
            Map.entry("sslpassword", Parameter.SSLPASSWORD),
            Map.entry("sslrootcert", Parameter.SSLROOTCERT),
            Map.entry("kerberosServerName", Parameter.KRBSRVNAME));

    /** https://jdbc.postgresql.org/documentation/use/#connection-parameters: targetServerType. */
    private static final Map<String, String> SERVER_TYPES = Map.ofEntries(
            Map.entry("any", "any"),
            Map.entry("primary", "primary"),
            Map.entry("master", "primary"),
            Map.entry("secondary", "standby"),
            Map.entry("slave", "standby"),
            Map.entry("preferSecondary", "prefer-standby"),
            Map.entry("preferSlave", "prefer-standby"));

    private UrlParameters() {}

    /**
     * Adds a parameter of a {@code jdbc:} URL.
     *
     * @throws IllegalArgumentException when it is unknown or its value is wrong
     */
    static void addJdbc(String name, String value, Map<Parameter, String> parameters, Map<String, String> driver) {
        if (!DriverProperty.isKnown(name)) {
            throw new IllegalArgumentException("the URL has a parameter \"" + shown(name)
                    + "\" that the JDBC driver does not know; see the driver's documentation, or leave it out");
        }
        if (name.equals("targetServerType")) {
            String attrs = SERVER_TYPES.get(value);
            if (attrs == null) {
                throw new IllegalArgumentException("targetServerType is any, primary, secondary or preferSecondary");
            }
            parameters.put(Parameter.TARGET_SESSION_ATTRS, attrs);
        } else if (name.equals("loadBalanceHosts")) {
            parameters.put(Parameter.LOAD_BALANCE_HOSTS, value.equals("true") ? "random" : "disable");
        } else if (name.equals("ssl")) {
            if (!value.equals("false")) {
                parameters.putIfAbsent(Parameter.SSLMODE, "verify-full");
            }
        } else if (JDBC.containsKey(name)) {
            put(JDBC.get(name), value, parameters);
        } else {
            driver.put(name, value);
        }
    }

    /**
     * Adds a parameter of a {@code postgresql:} URL.
     *
     * @throws IllegalArgumentException when it is unknown or its value is wrong
     */
    static void addLibpq(String name, String value, Map<Parameter, String> parameters) {
        if (name.equals("ssl") && value.equals("true")) {
            // libpq's courtesy to JDBC URLs.
            parameters.put(Parameter.SSLMODE, "require");
            return;
        }
        Parameter parameter = Parameter.of(name)
                .orElseThrow(() -> new IllegalArgumentException("the URL has an " + Parameter.unknown(name)));
        put(parameter, value, parameters);
    }

    private static void put(Parameter parameter, String value, Map<Parameter, String> parameters) {
        parameter.check(value);
        parameters.put(parameter, value);
    }

    /** A password with an unescaped '?' or '&' shows up as a parameter's name, so only plain words are quoted. */
    static String shown(String name) {
        return name.matches("[A-Za-z_]{1,40}") ? name : "…";
    }
}
