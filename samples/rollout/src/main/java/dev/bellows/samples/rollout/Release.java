package dev.bellows.samples.rollout;

/**
 * What differs between two releases of one server.
 *
 * @param insert adds an order of so many cents
 * @param sum tells how many orders there are, and their sum in cents
 */
record Release(String version, String insert, String sum) {
    private static final Release OLD = new Release(
            "1.0.0",
            "INSERT INTO orders (total) VALUES (?::numeric / 100)",
            "SELECT count(*), coalesce(sum(total) * 100, 0)::bigint FROM orders");

    private static final Release NEW = new Release(
            "1.1.0",
            "INSERT INTO orders (total_cents) VALUES (?)",
            "SELECT count(*), coalesce(sum(total_cents), 0)::bigint FROM orders");

    /** The release of this version. */
    static Release of(String version) {
        return switch (version) {
            case "1.0.0" -> OLD;
            case "1.1.0" -> NEW;
            default -> throw new IllegalArgumentException("there are the releases 1.0.0 and 1.1.0, not " + version);
        };
    }

    /** Where the migrations are that it ships. */
    String migrations() {
        return "classpath:release-" + version;
    }
}
