/**
 * How long people wait for migrations: Bellows beside Flyway, Liquibase, psql and the floor that none of them can pass, on the same
 * server in the same run. What counts are the ratios; the seconds belong to the machine.
 */
@NullMarked
package dev.bellows.benchmarks.migrate;

import org.jspecify.annotations.NullMarked;
