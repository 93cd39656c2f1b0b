package dev.bellows.lint;

/** How much a finding counts, the least first. */
public enum Severity {
    /** To be known: a contract that is tagged as one. */
    NOTE,
    /** To be looked at. */
    WARNING,
    /** To be mended, or allowed with a reason. */
    ERROR
}
