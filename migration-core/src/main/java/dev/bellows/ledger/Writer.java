package dev.bellows.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Who writes entries; the same for all of one call.
 *
 * @param run what one call wrote, together
 * @param role the database role that the session has
 * @param host this machine's name
 * @param systemIdentifier the cluster, from {@code pg_control_system()}
 * @param head the highest version of this build; null when it ships none
 * @param release the deploy's label; null when none
 */
public record Writer(
        String run,
        String role,
        String host,
        String toolVersion,
        String systemIdentifier,
        @Nullable String head,
        @Nullable String release) {}
