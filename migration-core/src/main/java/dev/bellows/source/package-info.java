/**
 * From folders and resources to migrations. A layout is one small class that reads file names; texts are opened when they
 * are needed, hashed when they are found.
 */
@NullMarked
package dev.bellows.source;

import org.jspecify.annotations.NullMarked;
