/**
 * From what is wanted and what happened to what would run. Pure: migrations and entries in, steps and refusals out;
 * {@code apply} and its dry run share them.
 */
@NullMarked
package dev.bellows.plan;

import org.jspecify.annotations.NullMarked;
