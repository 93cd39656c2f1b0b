/** The rollout run for real: servers in processes of their own, under load. */
@NullMarked
package dev.bellows.samples.rollout;

import org.jspecify.annotations.NullMarked;
