package dev.bellows.adopt;

/** Whether a file has the checksum that a tool has kept. */
enum Agreement {
    AGREES,
    DIFFERS,
    /** The tool keeps none of it, or none that can be recomputed. */
    UNKNOWN
}
