package dev.bellows.cli.config;

import java.util.List;

/** Before what a restore point is made. */
public enum RestorePointWhen {
    /** Before the first contract of a run. */
    CONTRACT,
    /** Before anything. */
    ALWAYS,
    /** Not at all, though a command is configured. */
    OFF;

    /** As they are written. */
    public static final List<String> WORDS = List.of("contract", "always", "off");

    /** What a word means that was checked. */
    static RestorePointWhen of(String word) {
        return values()[WORDS.indexOf(word)];
    }
}
