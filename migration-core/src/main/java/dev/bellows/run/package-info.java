/**
 * The session, the lock, the budget and the runner: the only code that runs migrations. One session does everything, so
 * that lock, transaction and entry live and die together.
 */
@NullMarked
package dev.bellows.run;

import org.jspecify.annotations.NullMarked;
