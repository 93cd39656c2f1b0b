package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Script;
import java.util.Locale;

/**
 * A ledger entry written as a line: {@code EVENT [OWNER:]VERSION [DONE/TOTAL] [contract] [head=V] [DETAIL]}. What the line
 * leaves out comes from the file as it is now, as the engine would write it; {@code down} takes it from the reverse.
 */
final class EntryLine {
    private final EventKind event;
    private final String owner;
    private final String version;
    private final Migration migration;
    private Integer done;
    private Integer total;
    private String phase;
    private String head;
    private String after;
    private String detail;
    private boolean down;

    private EntryLine(String[] words, Build build) {
        int colon = words[1].indexOf(':');
        event = Entry.event(words[0]);
        owner = colon < 0 ? MigrationId.MAIN : words[1].substring(0, colon);
        version = words[1].substring(colon + 1);
        migration = build.byId().get(MigrationId.parse(owner, version));
        phase = migration == null ? "expand" : migration.phase().name().toLowerCase(Locale.ROOT);
        head = build.head() == null ? null : build.head().toString();
        down = event == EventKind.REVERTED;
        for (int i = 2; i < words.length; i++) {
            word(words[i]);
        }
    }

    static Entry read(String line, long position, Build build) {
        return new EntryLine(line.split(" "), build).entry(position);
    }

    private void word(String word) {
        if (word.matches("[0-9]+/[0-9]+")) {
            done = Integer.valueOf(word.substring(0, word.indexOf('/')));
            total = Integer.valueOf(word.substring(word.indexOf('/') + 1));
        } else if (word.startsWith("head=")) {
            head = word.substring("head=".length());
        } else if (word.startsWith("after:")) {
            after = word.substring("after:".length());
        } else if (word.equals("contract")) {
            phase = word;
        } else if (word.equals("down")) {
            down = true;
        } else {
            detail = word;
        }
    }

    private Entry entry(long position) {
        boolean whole = event == EventKind.APPLIED || event == EventKind.REVERTED || event == EventKind.ADOPTED;
        Script script = migration == null ? null : down ? migration.down() : migration.script();
        if (done == null && whole) {
            total = script == null ? 1 : script.outline().statements();
            done = total;
        }
        boolean about = event != EventKind.BASELINED;
        return new Entry(
                position,
                event,
                down || event == EventKind.REVERTED ? "down" : "up",
                owner,
                version,
                migration == null ? (about ? "gone" : null) : migration.description(),
                about ? phase : null,
                after,
                migration == null || !about ? null : migration.script().checksum(),
                prefix(script),
                done,
                total,
                head,
                null,
                "run",
                "role",
                "host",
                "test",
                1,
                "system",
                position * 1_000_000,
                1L,
                event == EventKind.FAILED ? "42P01" : null,
                event == EventKind.FAILED ? "it failed" : null,
                detail,
                null,
                null,
                "",
                "");
    }

    private String prefix(Script script) {
        if (script == null || done == null) {
            return null;
        }
        int covered = event == EventKind.INTENT ? done + 1 : done;
        return covered > 0 && (event == EventKind.INTENT || !done.equals(total))
                ? script.prefixChecksum(covered)
                : null;
    }
}
