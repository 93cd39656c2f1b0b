/**
 * Random folders, random runners and application instances in real processes, random faults at random moments; then the folder
 * is let finish, and what the database says is compared with what must be. {@link dev.bellows.chaos.ChaosTest} starts it.
 */
@NullMarked
package dev.bellows.chaos;

import org.jspecify.annotations.NullMarked;
