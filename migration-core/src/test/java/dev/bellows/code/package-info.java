/** Migrations written in Java, run on a real server. */
@NullMarked
package dev.bellows.code;

import org.jspecify.annotations.NullMarked;
