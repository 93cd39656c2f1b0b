package dev.bellows.lint;

import dev.bellows.sql.Span;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the files of a branch as they stand beside those that it started from. */
public final class OfBranch {
    static final RuleInfo EDITED_MIGRATION = RuleInfo.of(
                    "edited-migration",
                    "A migration that was there before the branch has another content now.",
                    Verdict.REJECTED)
            .why("""
                    A migration runs once. Databases that ran the old text never run the new one, and new databases never had the old
                    one: from here on they differ. The ledger keeps the checksum of what ran, so the engine refuses the edited file.""")
            .who("Whoever deploys: nothing runs until the file is what it was.")
            .way("""
                    Put the file back (`git checkout BASE -- FILE`) and make the change in a new migration. Line ends and a byte order
                    mark do not count; a reverse and a repeatable may be edited.""")
            .cost("A file more.");
    static final RuleInfo DELETED_MIGRATION = RuleInfo.of(
                    "deleted-migration",
                    "A migration that was there before the branch is gone, or has another version.",
                    Verdict.REJECTED)
            .why("""
                    Databases that ran it still have what it made, and their ledger names it; new databases are built without it. With
                    another version it is another migration, which would run a second time where the first one ran.""")
            .who("Whoever deploys: the engine reports it as missing, and its new version fails or does its work twice.")
            .way("Put it back, and undo what it did in a new migration. Only the words behind the version may change.")
            .cost("A file more.");
    static final RuleInfo OLDER_THAN_BASE = RuleInfo.of(
                    "older-than-base",
                    "A new migration whose version is not above those that were there before the branch.",
                    Verdict.ADVICE)
            .why("""
                    Databases that have run the higher version get it out of order, and new ones in order: what it finds there
                    differs. The engine refuses it on the former unless `--out-of-order` is given.""")
            .who("Whoever deploys; it shows only where the higher version ran before.")
            .way("Give it a version above the newest one, at the latest before it merges.")
            .cost("None while nobody has run it.");
    static final RuleInfo CONTRACT_WITH_ITS_EXPAND = RuleInfo.of(
                    "contract-with-its-expand",
                    "A contract that is not released yet comes together with an expand of the same table.",
                    Verdict.ADVICE)
            .why("""
                    A contract takes away what old code uses, and is safe when no code runs that still uses it. Code that stopped to
                    use it can only be released when the expand is there. When both come together, no release was ever in between.""")
            .who("""
                    Code that runs during the deploy, where nothing holds contracts back; and everybody who wants to go back to the
                    release before, which the contract has made impossible.""")
            .way("Release the expand with the code that uses it, and let the contract follow in a branch of its own.")
            .cost("A release in between.");

    private static final Set<String> COMPARING =
            infos().stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());

    private OfBranch() {}

    /** All of them. */
    static List<RuleInfo> infos() {
        return List.of(EDITED_MIGRATION, DELETED_MIGRATION, OLDER_THAN_BASE, CONTRACT_WITH_ITS_EXPAND);
    }

    /** Whether a rule finds nothing without files to compare with, so that an allowance of it may silence nothing. */
    static boolean compares(String rule) {
        return COMPARING.contains(rule);
    }

    /** What is said of the examples of those that need files to compare with; nothing for other rules. */
    public static List<Finding> ofExample(String rule) {
        return Stream.of(
                        edited("0042_add_colour.sql", "origin/main"),
                        renamed("0044_add_colour.sql", "0042", "origin/main"),
                        older("0041_add_colour.sql", "0042_add_weight.sql", "origin/main", false))
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    /** A migration whose text is not what it was. */
    public static Finding edited(String file, String base) {
        return finding(
                EDITED_MIGRATION,
                file,
                "it was there at " + base
                        + " with another content: databases that ran that never run this; put it back,"
                        + " and make the change in a new migration");
    }

    /** A migration that is gone. */
    public static Finding deleted(String file, String base) {
        return finding(
                DELETED_MIGRATION,
                file,
                "it was there at " + base
                        + " and is gone: databases that ran it keep what it made; put it back, and undo it"
                        + " in a new migration");
    }

    /**
     * Many that are gone.
     *
     * @param file the first of them
     * @param last the last of them
     */
    public static Finding deleted(String file, String last, int count, String base) {
        return finding(
                DELETED_MIGRATION,
                file,
                "this and " + (count - 1) + " more, up to " + last + ", were there at " + base
                        + " and are gone: databases that"
                        + " ran them keep what they made, and their ledgers name them; put them back");
    }

    /** A migration that has another version. */
    public static Finding renamed(String file, String before, String base) {
        return finding(
                DELETED_MIGRATION,
                file,
                "it is what " + before + " was at " + base
                        + ", under another version: databases that ran that would run it"
                        + " again; give it back its version");
    }

    /**
     * A new migration that comes too late.
     *
     * @param newest the file of the highest version that is there
     * @param history whether {@code enforce-from} makes it history, so that it never runs where that ran
     */
    public static Finding older(String file, String newest, String base, boolean history) {
        return finding(
                OLDER_THAN_BASE,
                file,
                "its version is not above that of " + newest + " at " + base + ": "
                        + (history
                                ? "enforce-from makes it history, and databases that ran that never run it"
                                : "databases that ran that refuse it as out of order")
                        + "; give it a version above");
    }

    /**
     * A new migration whose version another file took meanwhile: each folder is well for itself, and the merged one is not.
     *
     * @param other the file that has it there
     * @param next the lowest version that is free there
     */
    public static Finding taken(String file, String other, String base, String next) {
        return Own.file(
                file,
                0,
                0,
                "its version is also that of " + other + ", which has come to " + base
                        + " meanwhile: merged, the engine refuses both; rename it to " + next
                        + " or later, and what this branch adds behind it likewise");
    }

    static Finding together(String file, String expand, String table) {
        return finding(
                CONTRACT_WITH_ITS_EXPAND,
                file,
                "it contracts " + table + ", which " + expand
                        + " expands, and neither is released: no release was ever in"
                        + " between that uses the new and no longer the old; let the contract follow in a later one");
    }

    private static Finding finding(RuleInfo info, String file, String message) {
        return new Finding(
                info.id(),
                SeverityOf.verdicts(info.verdicts(), false),
                info.verdicts(),
                file,
                new Span(0, 0, 1, 1),
                message,
                List.of(),
                Way.NONE,
                null);
    }
}
