package dev.bellows.chaos;

import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the ledger is whole, and says what is so. */
final class LedgerChecks {
    /** The fields that an entry's hash is over, as docs/ledger.md lists them; computed here by the server, not by Bellows. */
    private static final String HASHED = Stream.of(
                    "format",
                    "position",
                    "event",
                    "direction",
                    "owner",
                    "version",
                    "description",
                    "phase",
                    "after",
                    "checksum",
                    "prefix_checksum",
                    "statements_done",
                    "statements_total",
                    "head",
                    "release",
                    "run",
                    "role",
                    "host",
                    "tool_version",
                    "system_identifier",
                    "(extract(epoch FROM at) * 1000000)::bigint",
                    "duration_micros",
                    "sqlstate",
                    "message",
                    "detail",
                    "reason",
                    "evidence",
                    "previous_hash")
            .map(field -> "coalesce(octet_length((" + field + ")::text) || ':' || (" + field + ")::text, '-')")
            .collect(Collectors.joining(" || "));

    private LedgerChecks() {}

    /** Each entry's hash, the links between them, and the head. */
    static List<String> chain(TestDatabase db) {
        List<String> findings = new ArrayList<>();
        db.query("SELECT position FROM ledger.bellows_ledger WHERE hash <> encode(sha256(convert_to(" + HASHED
                        + ", 'UTF8')), 'hex') ORDER BY position")
                .forEach(row -> findings.add("the hash of entry " + row.get(0) + " is not that of its fields"));
        db.query("SELECT l.position FROM ledger.bellows_ledger AS l LEFT JOIN ledger.bellows_ledger AS p"
                        + " ON p.position = l.position - 1 WHERE l.previous_hash <> coalesce(p.hash, '')"
                        + " OR l.position > 1 AND p.position IS NULL ORDER BY l.position")
                .forEach(row -> findings.add("entry " + row.get(0) + " does not follow the one before it"));
        db.query("SELECT h.position FROM ledger.bellows_head AS h LEFT JOIN ledger.bellows_ledger AS l"
                        + " ON l.position = h.position WHERE h.hash IS DISTINCT FROM l.hash"
                        + " OR h.position <> (SELECT max(position) FROM ledger.bellows_ledger)")
                .forEach(row -> findings.add("the head (" + row.get(0) + ") is not the last entry"));
        return findings;
    }

    /** Each migration's row is there as often as the ledger says that the statement which inserts it ran: once more than it was undone. */
    static List<String> effects(TestDatabase db, List<Made> all) {
        List<String> findings = new ArrayList<>();
        List<LedgerLine> ledger = LedgerLine.all(db);
        for (Made each : all) {
            int up = count(db, "effect_" + each.id() + " WHERE direction = 'up'");
            int down = count(db, "effect_" + each.id() + " WHERE direction = 'down'");
            Told told = told(ledger, each);
            if (up != told.up() || down != told.down() || up - down != 1) {
                findings.add(each.label() + " " + each.kind() + " took effect " + up + " times and was undone " + down
                        + " times; the ledger tells of " + told.up() + " and " + told.down());
            }
        }
        return findings;
    }

    /** How often, by the ledger, the statements ran that insert a migration's rows. */
    private record Told(int up, int down) {}

    private static Told told(List<LedgerLine> ledger, Made made) {
        int up = 0;
        int down = 0;
        int done = 0;
        int undone = 0;
        for (LedgerLine line : ledger) {
            if (!line.label().equals(made.label())) {
                continue;
            }
            if (line.isApplied()) {
                up += done < made.up().effect() && made.up().effect() <= line.done() ? 1 : 0;
                done = line.done();
                undone = 0;
            } else if (line.isReverted()) {
                down += undone < made.down().effect() && made.down().effect() <= line.done() ? 1 : 0;
                undone = line.done();
                done = 0;
            }
        }
        return new Told(up, down);
    }

    /** Each build's repeatable ran at most once, and the newest one's exactly once, after all the others. */
    static List<String> repeatables(TestDatabase db, int builds) {
        List<String> findings = new ArrayList<>();
        int told = (int) LedgerLine.all(db).stream()
                .filter(line -> line.isApplied() && line.isRepeatable())
                .count();
        int all = count(db, "effect_greeting");
        int distinct = Integer.parseInt(db.value("SELECT count(DISTINCT build) FROM chaos.effect_greeting"));
        int last = count(db, "effect_greeting WHERE build = '" + builds + "'");
        if (all != told || all != distinct || last != 1) {
            findings.add("the repeatable ran " + all + " times for " + distinct + " builds, " + last
                    + " times for the newest one; the ledger tells of " + told);
        }
        return findings;
    }

    /** Each procedure came to its end once, of whose CALL only a person could tell. */
    static List<String> walks(TestDatabase db, List<Made> all) {
        List<String> findings = new ArrayList<>();
        for (Made each : all) {
            int walks = count(db, "walked WHERE id = '" + each.id() + "'");
            if (each.kind().equals("procedure") && walks != 1) {
                findings.add("the procedure of " + each.label() + " came to its end " + walks + " times");
            }
        }
        return findings;
    }

    private static int count(TestDatabase db, String from) {
        return Integer.parseInt(db.value("SELECT count(*) FROM chaos." + from));
    }
}
