package dev.bellows.model;

import java.util.regex.Pattern;

/**
 * A person's decision about a migration.
 *
 * @param version as on the command line; {@code owner:version} for another owner than {@code main}
 * @param detail {@code applied}, {@code reverted}, {@code resume-at:N}, {@code accept-checksum} or {@code missing}
 * @param reason why, in the person's words; may be empty for the first three
 */
public record Resolution(String version, String detail, String reason) {
    private static final String RESUME_AT = "resume-at:";

    /** No file has a thousand million statements; a longer number would not fit an int. */
    private static final Pattern RESUME = Pattern.compile(RESUME_AT + "[0-9]{1,9}");

    public Resolution {
        boolean known = RESUME.matcher(detail).matches()
                || detail.equals("applied")
                || detail.equals("reverted")
                || detail.equals("accept-checksum")
                || detail.equals("missing");
        if (!known) {
            throw new IllegalArgumentException(
                    "'" + detail + "' is no resolution: applied, reverted, resume-at:N, accept-checksum or missing");
        }
        if ((detail.equals("accept-checksum") || detail.equals("missing")) && reason.isBlank()) {
            throw new IllegalArgumentException(detail + " needs a reason: it is kept in the ledger");
        }
    }

    /** For {@code resume-at:N}: how many statements count as done, N − 1; −1 for the others. */
    public int done() {
        return detail.startsWith(RESUME_AT) ? Integer.parseInt(detail.substring(RESUME_AT.length())) - 1 : -1;
    }

    /** Whose migration. */
    public String owner() {
        int colon = version.indexOf(':');
        return colon < 0 ? MigrationId.MAIN : version.substring(0, colon);
    }

    /** Which one. */
    public MigrationId id() {
        return MigrationId.parse(owner(), version.substring(version.indexOf(':') + 1));
    }
}
