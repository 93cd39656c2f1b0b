package dev.bellows.cli.embedded;

/** Waiting for other processes. */
final class Pause {
    private Pause() {}

    static void milliseconds(long duration) throws EmbeddedServerException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException problem) {
            throw interrupted(problem);
        }
    }

    static EmbeddedServerException interrupted(InterruptedException problem) {
        Thread.currentThread().interrupt();
        return new EmbeddedServerException("interrupted while PostgreSQL starts or stops; run it again", problem);
    }
}
