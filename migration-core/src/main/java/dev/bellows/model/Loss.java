package dev.bellows.model;

/**
 * Data that a down would destroy.
 *
 * @param what {@code table shop.orders} or {@code column shop.orders.note}
 * @param count rows of the table, or values of the column that are not null
 * @param estimated whether the count is the planner's estimate, because counting took too long
 */
public record Loss(String what, long count, boolean estimated) {}
