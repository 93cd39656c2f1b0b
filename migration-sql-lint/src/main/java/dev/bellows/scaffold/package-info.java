/**
 * Changes that running code must live through, as the whole set of migrations that they need: what stands beside the old, how
 * both are kept in step, how rows are brought over, and the contract at the end. Pure: what the folder has made goes in, texts come
 * out.
 */
@NullMarked
package dev.bellows.scaffold;

import org.jspecify.annotations.NullMarked;
