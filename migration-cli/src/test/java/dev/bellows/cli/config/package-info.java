/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.config;

import org.jspecify.annotations.NullMarked;
