/**
 * What the linter knows of PostgreSQL: one class a rule, and {@link dev.bellows.lint.rules.Rules}, the one list of them. Each
 * has a folder of its name with an example that it finds and one that is safe.
 */
@NullMarked
package dev.bellows.lint.rules;

import org.jspecify.annotations.NullMarked;
