/** How fast Bellows is, in figures that anyone can measure. */
@NullMarked
package dev.bellows.benchmarks;

import org.jspecify.annotations.NullMarked;
