package dev.bellows.quarantine;

/**
 * What could not come back because it needs something else that waits too.
 *
 * @param with the name in quarantine of what it comes back with
 */
public record Pending(String with, Mend mend) {}
