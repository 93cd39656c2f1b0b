/** A small server application that makes its schema current before it serves. */
@NullMarked
package dev.bellows.samples.embedded;

import org.jspecify.annotations.NullMarked;
