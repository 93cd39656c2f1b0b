/**
 * What machines read: one object for each command, as {@code docs/json.md} describes it. Fields are written down here one by
 * one, so that a renamed component of the engine changes nothing outside.
 */
@NullMarked
package dev.bellows.cli.json;

import org.jspecify.annotations.NullMarked;
