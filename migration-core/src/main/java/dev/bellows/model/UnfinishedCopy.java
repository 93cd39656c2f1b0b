package dev.bellows.model;

/**
 * How far a column is copied that is being copied in batches.
 *
 * @param copy which it is
 * @param rows how many rows were looked at by now
 * @param total how many there are about; 0 when nobody has counted, or its table is gone
 * @param whole whether those were all: what is left is what has changed since
 * @param gone whether somebody has dropped it by other means: it is begun anew, or given up
 */
public record UnfinishedCopy(OpenCopy copy, long rows, long total, boolean whole, boolean gone) {}
