package dev.bellows.sql;

/**
 * A migration that a baseline stands for.
 *
 * @param version as written
 * @param checksum of its file when the baseline was made, {@code 1:} and 64 hexadecimal digits
 */
public record Squashed(String version, String checksum) {}
