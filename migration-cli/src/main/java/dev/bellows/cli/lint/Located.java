package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;

/**
 * A finding with what reports say of its place.
 *
 * @param path of its file from the repository's root, with slashes; as it was given where the file is in no repository
 * @param fingerprint stays the same while lines move, and is no other finding's; empty where nobody compares
 */
public record Located(Finding finding, Region region, String path, String fingerprint) {}
