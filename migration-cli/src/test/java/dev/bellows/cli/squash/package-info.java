/** What a squash takes out of a dump, and how it tells two of them apart. */
@NullMarked
package dev.bellows.cli.squash;

import org.jspecify.annotations.NullMarked;
