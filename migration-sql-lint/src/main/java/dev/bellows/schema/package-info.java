/**
 * What the statements so far have built: tables with their columns and constraints, indexes, views and what they read, types,
 * routines, and since which migration each of them is there. Nothing is executed; the same statements make the same schema.
 */
@NullMarked
package dev.bellows.schema;

import org.jspecify.annotations.NullMarked;
