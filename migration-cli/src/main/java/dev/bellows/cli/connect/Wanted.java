package dev.bellows.cli.connect;

import java.util.List;
import java.util.Locale;

/** Which of several servers is wanted: target_session_attrs. */
enum Wanted {
    ANY,
    READ_WRITE,
    READ_ONLY,
    PRIMARY,
    STANDBY,
    PREFER_STANDBY;

    static Wanted of(String word) {
        for (Wanted wanted : values()) {
            if (wanted.word().equals(word)) {
                return wanted;
            }
        }
        return ANY; // the parameter's check has told it
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is looked for among all servers, one after the other. */
    List<Wanted> passes() {
        return this == PREFER_STANDBY ? List.of(STANDBY, ANY) : List.of(this);
    }

    /**
     * Whether a server is what is wanted, as libpq tells it.
     *
     * @param standby whether it is in recovery
     * @param readOnly whether a session cannot write unless it asks to
     */
    boolean fits(boolean standby, boolean readOnly) {
        return switch (this) {
            case ANY, PREFER_STANDBY -> true;
            case READ_WRITE -> !standby && !readOnly;
            case READ_ONLY -> standby || readOnly;
            case PRIMARY -> !standby;
            case STANDBY -> standby;
        };
    }

    /** What a server is that does not fit: {@code "session is read-only"}. */
    String misfit() {
        return switch (this) {
            case READ_WRITE -> "it is read-only";
            case READ_ONLY -> "it is not read-only";
            case PRIMARY -> "it is a standby";
            case STANDBY -> "it is not a standby";
            case ANY, PREFER_STANDBY -> "";
        };
    }
}
