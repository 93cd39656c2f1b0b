@NullMarked
package dev.bellows.quarantine;

import org.jspecify.annotations.NullMarked;
