package dev.bellows.sql;

/**
 * Operators: the longest run of operator characters, but neither into a comment nor, except for some, with a plus or minus
 * at its end.
 */
final class OperatorTokens {
    private static final boolean[] CHARACTERS = set("~!@#^&|`?+-*/%<>=");
    private static final boolean[] ALLOW_A_TRAILING_SIGN = set("~!@#^&|`?%");

    private final CharacterWindow window;

    OperatorTokens(CharacterWindow window) {
        this.window = window;
    }

    static boolean isOperatorCharacter(int character) {
        return character >= 0 && character < 128 && CHARACTERS[character];
    }

    /** At an operator character that does not start a comment. */
    TokenKind operator() {
        boolean trailingSignAllowed = false;
        int next = window.peek();
        while (isOperatorCharacter(next) && !startsComment(next)) {
            trailingSignAllowed |= ALLOW_A_TRAILING_SIGN[next];
            window.position++;
            next = window.peek();
        }
        if (!trailingSignAllowed) {
            dropTrailingSigns();
        }
        return kind(window.tokenLength());
    }

    private boolean startsComment(int next) {
        return (next == '-' && window.peek(1) == '-') || (next == '/' && window.peek(1) == '*');
    }

    private void dropTrailingSigns() {
        while (window.tokenLength() > 1 && isSign(window.characters[window.position - 1])) {
            window.position--;
        }
    }

    private static boolean isSign(char character) {
        return character == '+' || character == '-';
    }

    private TokenKind kind(int length) {
        char first = window.characters[window.tokenStart()];
        if (length == 1) {
            return single(first);
        }
        return length == 2 ? pair(first, window.characters[window.tokenStart() + 1]) : TokenKind.OPERATOR;
    }

    private static TokenKind single(char operator) {
        return switch (operator) {
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.STAR;
            case '/' -> TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '^' -> TokenKind.CARET;
            case '<' -> TokenKind.LESS;
            case '>' -> TokenKind.GREATER;
            case '=' -> TokenKind.EQUALS;
            default -> TokenKind.OPERATOR;
        };
    }

    private static TokenKind pair(char first, char second) {
        if (second == '=') {
            return switch (first) {
                case '<' -> TokenKind.LESS_EQUALS;
                case '>' -> TokenKind.GREATER_EQUALS;
                case '!' -> TokenKind.NOT_EQUALS;
                default -> TokenKind.OPERATOR;
            };
        }
        if (second == '>') {
            return switch (first) {
                case '=' -> TokenKind.EQUALS_GREATER;
                case '<' -> TokenKind.NOT_EQUALS;
                default -> TokenKind.OPERATOR;
            };
        }
        return TokenKind.OPERATOR;
    }

    private static boolean[] set(String characters) {
        boolean[] set = new boolean[128];
        characters.chars().forEach(character -> set[character] = true);
        return set;
    }
}
