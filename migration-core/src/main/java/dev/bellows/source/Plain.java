package dev.bellows.source;

import org.jspecify.annotations.Nullable;

/** Of files that are nobody's. */
enum Plain implements LintLayout {
    LAYOUT;

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public String expectation() {
        return "";
    }

    @Override
    public @Nullable LintName read(String path) {
        return null;
    }
}
