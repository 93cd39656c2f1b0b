/**
 * Bellows for applications: {@link dev.bellows.Bellows} and nothing else. What it returns and throws lives in
 * {@code dev.bellows.model}.
 */
@NullMarked
package dev.bellows;

import org.jspecify.annotations.NullMarked;
