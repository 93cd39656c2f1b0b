package dev.bellows.sql.tree;

/**
 * What stands behind a constraint.
 *
 * @param deferrable DEFERRABLE
 * @param initiallyDeferred INITIALLY DEFERRED
 * @param notValid NOT VALID: rows that are there are not looked at
 * @param noInherit NO INHERIT: children of the table do not have it
 * @param notEnforced NOT ENFORCED
 */
public record ConstraintAttributes(
        boolean deferrable, boolean initiallyDeferred, boolean notValid, boolean noInherit, boolean notEnforced) {
    /** What holds where nothing is written. */
    public static final ConstraintAttributes NONE = new ConstraintAttributes(false, false, false, false, false);
}
