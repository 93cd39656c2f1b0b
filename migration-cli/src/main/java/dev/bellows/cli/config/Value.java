package dev.bellows.cli.config;

/**
 * A value as it was written.
 *
 * @param origin what messages call its place: {@code --wait}, {@code BELLOWS_WAIT} or {@code bellows.toml:7: wait}
 */
public record Value(String text, Layer layer, String origin) {
    /** Whether this was given at least as close to the call as the other one. */
    public boolean asCloseAs(Value other) {
        return layer.compareTo(other.layer) <= 0;
    }

    /** Values may be secrets, or hold them. */
    @Override
    public String toString() {
        return origin;
    }
}
