package dev.bellows.cli.connect;

/**
 * A part of a connection as it would be made.
 *
 * @param from who said so: {@code PGHOST}, {@code ~/.pgpass line 3}, {@code the default}
 */
public record Fact(String name, String value, String from) {}
