package dev.bellows.source;

/**
 * What a file's name says.
 *
 * @param version as written, or a repeatable's name such as {@code R_active_users}
 * @param description a few words
 * @param down whether it is the reverse of that version
 */
record MigrationName(String version, String description, boolean down) {
    static MigrationName of(String version, String name, boolean down) {
        return new MigrationName(version, name.replace('_', ' ').strip(), down);
    }
}
