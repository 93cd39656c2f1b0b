/**
 * The histories that other tools keep in tables of their own: read, never written, and compared with the files. A tool is one
 * small class that reads its table.
 */
@NullMarked
package dev.bellows.adopt;

import org.jspecify.annotations.NullMarked;
