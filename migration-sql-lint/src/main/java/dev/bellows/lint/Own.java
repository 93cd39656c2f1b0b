package dev.bellows.lint;

import dev.bellows.sql.Span;
import java.util.List;
import java.util.stream.Stream;

/** What the linter finds without a rule: it is not about one statement. */
public final class Own {
    static final RuleInfo SYNTAX_ERROR = RuleInfo.of(
                    "syntax-error", "Text that PostgreSQL would not understand.", Verdict.FAILS)
            .why("The server would refuse the statement, or psql would run a line that no server understands.")
            .who("Whoever deploys: the migration fails, after everything that stands before it.")
            .way("Correct it at the place that is named. Whatever stands beside it has been judged all the same.")
            .cost("None.");
    static final RuleInfo DIRECTIVE = RuleInfo.of(
                    "directive", "A comment for Bellows that cannot be understood.", Verdict.FAILS)
            .why("What a comment asks for must not be missed because of a slip in its name or value.")
            .who("Whoever deploys: the engine refuses the file.")
            .way("Correct it; `docs/migration-files.md` lists all of them.")
            .cost("None.");
    static final RuleInfo MIGRATION_FILE = RuleInfo.of(
                    "migration-file", "A file that the engine refuses to run.", Verdict.REJECTED)
            .why("Its name is no migration's, its version is another file's too, or it cannot be read as UTF-8.")
            .who("Whoever deploys: nothing of the folder runs until it is mended.")
            .way("Give it a name and a version of its own, as in `0042_add_email.sql`, or move it out of the folder.")
            .cost("None.");

    static final RuleInfo UNKNOWN_STATEMENT = RuleInfo.of(
                    "unknown-statement", "A statement that the linter cannot judge.", Verdict.ADVICE)
            .why("PostgreSQL accepts it, and the linter knows nothing of what it does to code that runs.")
            .who("Perhaps nobody: it is a note, so that nothing is passed over in silence.")
            .way("Look at its page in PostgreSQL's documentation: what it locks, and who relies on what it changes.")
            .cost("A look.");
    static final RuleInfo TAG_WITHOUT_CONTRACT = RuleInfo.of(
                    "tag-without-contract", "A migration is tagged as a contract and breaks nothing.", Verdict.ADVICE)
            .why("A contract waits until nothing old is alive. This one would wait for nothing.")
            .who("Whoever waits for what it brings: a new release may need it before the old one is gone.")
            .way("Remove the tag.")
            .cost("None.");
    static final RuleInfo CONTRACT_IN_REPEATABLE = RuleInfo.of(
                    "contract-in-repeatable", "A repeatable migration is tagged as a contract.", Verdict.REJECTED)
            .why("A repeatable runs at every change of its text; a contract runs once, when nothing old is alive.")
            .who("Nobody: the engine refuses it.")
            .way("Put the contract into a versioned migration, and keep in the repeatable what is safe at any time.")
            .cost("A file more.");
    static final RuleInfo UNUSED_ALLOWANCE = RuleInfo.of(
                    "unused-allowance", "An allowance that silences nothing.", Verdict.ADVICE)
            .why("It stands for a hazard that is gone, or its rule's name is wrong and it never worked.")
            .who("The next reader, who believes that there is a hazard; and whoever relies on it to be allowed.")
            .way("Remove it, or correct the rule's name.")
            .cost("None.");

    private Own() {}

    /** All of them. */
    public static List<RuleInfo> infos() {
        return Stream.concat(
                        Stream.of(
                                SYNTAX_ERROR,
                                DIRECTIVE,
                                MIGRATION_FILE,
                                UNKNOWN_STATEMENT,
                                TAG_WITHOUT_CONTRACT,
                                CONTRACT_IN_REPEATABLE,
                                HiddenColumns.RENAMED_COLUMN_IN_THE_WAY,
                                UNUSED_ALLOWANCE),
                        OfBranch.infos().stream())
                .toList();
    }

    /** Whether the findings of a rule are about files, and rarely about a place in them. */
    public static boolean ofFiles(String rule) {
        return rule.equals(MIGRATION_FILE.id()) || OfBranch.compares(rule);
    }

    /**
     * A file that the engine refuses to run.
     *
     * @param line from 1; 0 when it is not about a line
     * @param column from 1, in code points; 0 when it is not about a place in the line
     */
    public static Finding file(String name, int line, int column, String problem) {
        return new Finding(
                MIGRATION_FILE.id(),
                Severity.ERROR,
                MIGRATION_FILE.verdicts(),
                name,
                new Span(0, 0, Math.max(1, line), Math.max(1, column)),
                problem,
                List.of(),
                Way.NONE,
                null);
    }
}
