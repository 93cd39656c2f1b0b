package dev.bellows.sql;

/**
 * A hazard that its author accepts: {@code -- bellows:allow RULE-ID the reason}.
 *
 * @param rule the identifier of the rule, as written
 * @param reason why the hazard is acceptable, never empty
 * @param line the line of the directive, from 1
 * @param statement the number of the statement that follows the directive, or in which it stands; 0 for the whole file; one
 *     more than the script has when nothing follows
 */
public record Allowance(String rule, String reason, int line, int statement) {}
