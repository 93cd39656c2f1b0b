package dev.bellows.lint;

import java.util.List;

/** What the linter finds without a rule: it is not about one statement. */
public final class Own {
    static final RuleInfo SYNTAX_ERROR =
            RuleInfo.of("syntax-error", "Text that PostgreSQL would not understand.", Verdict.FAILS);
    static final RuleInfo DIRECTIVE =
            RuleInfo.of("directive", "A comment for Bellows that cannot be understood.", Verdict.FAILS);
    static final RuleInfo UNKNOWN_STATEMENT =
            RuleInfo.of("unknown-statement", "A statement that the linter cannot judge.", Verdict.ADVICE);
    static final RuleInfo TAG_WITHOUT_CONTRACT = RuleInfo.of(
            "tag-without-contract", "A migration is tagged as a contract and breaks nothing.", Verdict.ADVICE);
    static final RuleInfo CONTRACT_IN_REPEATABLE =
            RuleInfo.of("contract-in-repeatable", "A repeatable migration is tagged as a contract.", Verdict.REJECTED);
    static final RuleInfo UNUSED_ALLOWANCE =
            RuleInfo.of("unused-allowance", "An allowance that silences nothing.", Verdict.ADVICE);

    private Own() {}

    /** All of them. */
    public static List<RuleInfo> infos() {
        return List.of(
                SYNTAX_ERROR,
                DIRECTIVE,
                UNKNOWN_STATEMENT,
                TAG_WITHOUT_CONTRACT,
                CONTRACT_IN_REPEATABLE,
                UNUSED_ALLOWANCE);
    }
}
