package dev.bellows.cli.connect;

/**
 * A password and who gave it.
 *
 * @param origin {@code PGPASSWORD}, {@code ~/.pgpass line 3}
 */
record Password(String text, String origin) {
    /** Without the password. */
    @Override
    public String toString() {
        return origin;
    }
}
