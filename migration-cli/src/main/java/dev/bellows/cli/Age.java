package dev.bellows.cli;

import java.time.Duration;

/** How long ago, and how that was typed. */
record Age(String typed, Duration time) {
    @Override
    public String toString() {
        return typed;
    }
}
