/**
 * What people read: reports, tables, plans and failures as lines of text. Nothing here depends on colour, and nothing that a
 * server or a file says reaches a terminal as a control character.
 */
@NullMarked
package dev.bellows.cli.text;

import org.jspecify.annotations.NullMarked;
