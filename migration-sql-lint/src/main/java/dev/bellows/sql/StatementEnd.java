package dev.bellows.sql;

/**
 * Decides which semicolon ends a statement: one outside parentheses, which hold the commands of CREATE RULE, and outside
 * the body of a function or procedure that is written as SQL, {@code BEGIN ATOMIC … END}. There the semicolons end the
 * statements of the body, and each CASE has an END of its own; both are reserved words, so that they mean nothing else
 * except after AS or a dot.
 */
final class StatementEnd {
    /** How much of {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE} the statement has begun with. */
    private enum Beginning {
        NOTHING,
        CREATE,
        OR,
        REPLACE,
        ROUTINE,
        SOMETHING_ELSE
    }

    private Beginning beginning = Beginning.NOTHING;
    private int parentheses;

    /** Bodies and CASE expressions that are open; 0 outside a body. */
    private int blocks;

    private boolean afterBegin;
    private boolean afterDotOrAs;

    void reset() {
        beginning = Beginning.NOTHING;
        parentheses = 0;
        blocks = 0;
        afterBegin = false;
        afterDotOrAs = false;
    }

    /** Whether a semicolon here ends the statement. */
    boolean isHere() {
        return parentheses == 0 && blocks == 0;
    }

    /** Takes the next token of the statement into account, gaps left out. */
    void token(TokenKind kind, Scanner scanner) {
        switch (kind) {
            case LEFT_PARENTHESIS -> parentheses++;
            case RIGHT_PARENTHESIS -> parentheses = Math.max(0, parentheses - 1);
            default -> {}
        }
        if (beginning == Beginning.SOMETHING_ELSE && blocks == 0) {
            return;
        }
        if (kind == TokenKind.IDENTIFIER) {
            word(scanner);
        } else {
            other(kind);
        }
    }

    private void other(TokenKind kind) {
        if (kind == TokenKind.SEMICOLON && parentheses == 0) {
            beginning = Beginning.NOTHING;
        } else if (beginning != Beginning.ROUTINE) {
            beginning = Beginning.SOMETHING_ELSE;
        }
        afterBegin = false;
        afterDotOrAs = kind == TokenKind.DOT;
    }

    private void word(Scanner scanner) {
        boolean begin = false;
        if (parentheses == 0 && !afterDotOrAs) {
            begin = scanner.isWord("begin");
            if (afterBegin && beginning == Beginning.ROUTINE && scanner.isWord("atomic")) {
                blocks++;
                beginning = Beginning.NOTHING;
                afterBegin = false;
                return;
            }
            countBlocks(scanner);
        }
        if (beginning != Beginning.ROUTINE) {
            beginning = next(scanner);
        }
        afterBegin = begin;
        afterDotOrAs = scanner.isWord("as");
    }

    private void countBlocks(Scanner scanner) {
        if (blocks > 0 && scanner.isWord("case")) {
            blocks++;
        } else if (blocks > 0 && scanner.isWord("end")) {
            blocks--;
        }
    }

    private Beginning next(Scanner scanner) {
        return switch (beginning) {
            case NOTHING -> scanner.isWord("create") ? Beginning.CREATE : Beginning.SOMETHING_ELSE;
            case CREATE -> scanner.isWord("or") ? Beginning.OR : routine(scanner);
            case OR -> scanner.isWord("replace") ? Beginning.REPLACE : Beginning.SOMETHING_ELSE;
            case REPLACE -> routine(scanner);
            default -> Beginning.SOMETHING_ELSE;
        };
    }

    private static Beginning routine(Scanner scanner) {
        return scanner.isWord("function") || scanner.isWord("procedure") ? Beginning.ROUTINE : Beginning.SOMETHING_ELSE;
    }
}
