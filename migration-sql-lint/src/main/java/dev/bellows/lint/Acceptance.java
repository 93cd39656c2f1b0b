package dev.bellows.lint;

/**
 * Why a hazard is accepted.
 *
 * @param inFile whether a comment of the file says so; otherwise it is the configuration
 * @param reason in the words of who accepts it
 */
public record Acceptance(boolean inFile, String reason) {}
