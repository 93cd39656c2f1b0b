package dev.bellows.sql;

/** The kinds of tokens; the grammar's tokens have the same names. */
enum TokenKind {
    WHITESPACE,
    LINE_COMMENT,
    BLOCK_COMMENT,

    IDENTIFIER,
    QUOTED_IDENTIFIER,
    UNICODE_IDENTIFIER,

    STRING,
    ESCAPE_STRING,
    UNICODE_STRING,
    NATIONAL_STRING,
    BIT_STRING,
    HEXADECIMAL_STRING,
    DOLLAR_STRING,

    INTEGER,
    NUMERIC,
    PARAMETER,

    COMMA,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    LEFT_BRACKET,
    RIGHT_BRACKET,
    DOT,
    DOT_DOT,
    SEMICOLON,
    COLON,
    TYPECAST,
    COLON_EQUALS,

    PLUS,
    MINUS,
    STAR,
    SLASH,
    PERCENT,
    CARET,
    LESS,
    GREATER,
    EQUALS,
    EQUALS_GREATER,
    LESS_EQUALS,
    GREATER_EQUALS,
    NOT_EQUALS,
    OPERATOR,

    UNTERMINATED_STRING,
    UNTERMINATED_QUOTED_IDENTIFIER,
    UNTERMINATED_DOLLAR_STRING,
    UNTERMINATED_COMMENT,
    /** A character that starts no token, or a number with letters at its end. */
    ERROR,

    /** After the last token; of no length. */
    END;

    boolean isGap() {
        return this == WHITESPACE || this == LINE_COMMENT || this == BLOCK_COMMENT;
    }

    boolean isName() {
        return this == IDENTIFIER || this == QUOTED_IDENTIFIER || this == UNICODE_IDENTIFIER;
    }
}
