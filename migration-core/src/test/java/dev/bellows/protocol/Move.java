package dev.bellows.protocol;

/**
 * One thing that can happen.
 *
 * @param who does it
 */
record Move(Action action, String who, World to) {}
