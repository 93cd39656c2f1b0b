/** The Compose file and the manifests, held against what reads them. */
@NullMarked
package dev.bellows.samples.compose;

import org.jspecify.annotations.NullMarked;
