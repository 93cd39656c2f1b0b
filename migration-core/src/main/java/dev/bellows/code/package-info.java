/**
 * Migrations written in Java: what a user implements, and how that becomes a {@link dev.bellows.model.Migration} like any
 * other. For changes that SQL cannot say, such as re-encoding a column with a library of the application.
 */
@NullMarked
package dev.bellows.code;

import org.jspecify.annotations.NullMarked;
