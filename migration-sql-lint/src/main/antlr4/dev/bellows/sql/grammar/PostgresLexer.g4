// PostgreSQL's lexical structure, releases 14 to 18:
// https://www.postgresql.org/docs/18/sql-syntax-lexical.html
// The rules and their order follow the server's own scanner, src/backend/parser/scan.l. As there, the longest match wins and,
// between equals, the earlier rule. Every character ends up in exactly one token, so that the tokens joined are the text.
// Assumed: standard_conforming_strings is on, the default since 9.1.
lexer grammar PostgresLexer;

import KeywordTokens;

options {
    superClass = PostgresLexerBase;
}

tokens {
    PLUS, MINUS, STAR, SLASH, PERCENT, CARET, LESS, GREATER, EQUALS,
    EQUALS_GREATER, LESS_EQUALS, GREATER_EQUALS, NOT_EQUALS,
    UNTERMINATED_STRING, UNTERMINATED_QUOTED_IDENTIFIER, UNTERMINATED_DOLLAR_STRING, UNTERMINATED_COMMENT,
    ERROR
}

// 4.1.5 Comments --------------------------------------------------------------------------------------------------------

// The vertical tab is whitespace since 17; before, it is a syntax error everywhere, so nothing is lost by knowing it.
WHITESPACE: SPACE+ -> channel(HIDDEN);

// "A comment is a sequence of characters beginning with double dashes and extending to the end of the line." A carriage
// return ends the line for the server, alone as well.
LINE_COMMENT: '--' NOT_NEWLINE* -> channel(HIDDEN);

// "These block comments nest." The depth is counted in Java: a rule that calls itself is slow, and ends the stack, when deep.
// The operator characters are matched so that OPERATOR is never the longer match; blockComment() puts them back.
BLOCK_COMMENT: '/*' OPERATOR_CHARACTER* { blockComment(); } -> channel(HIDDEN);

// 4.1.2.1 String constants ----------------------------------------------------------------------------------------------

// "Two string constants that are only separated by whitespace with at least one newline are concatenated and effectively
// treated as if the string had been written as one constant."
STRING: QUOTE PLAIN* QUOTE (CONTINUATION PLAIN* QUOTE)*;
ESCAPE_STRING: [eE] QUOTE ESCAPED* QUOTE (CONTINUATION ESCAPED* QUOTE)*;
// The UESCAPE clause after it is tokens of its own, as in the server.
UNICODE_STRING: [uU] '&' QUOTE PLAIN* QUOTE (CONTINUATION PLAIN* QUOTE)*;
NATIONAL_STRING: [nN] QUOTE PLAIN* QUOTE (CONTINUATION PLAIN* QUOTE)*;
// 4.1.2.5 Bit-string constants: a doubled quote means nothing inside them, so it ends one and starts a string.
BIT_STRING: [bB] QUOTE NOT_QUOTE* QUOTE (CONTINUATION NOT_QUOTE* QUOTE)*;
HEXADECIMAL_STRING: [xX] QUOTE NOT_QUOTE* QUOTE (CONTINUATION NOT_QUOTE* QUOTE)*;

// Longer than the rules above only when the closing quote is missing.
PLAIN_TO_THE_END: ([nN] | [uU] '&')? QUOTE PLAIN* (QUOTE CONTINUATION PLAIN*)* -> type(UNTERMINATED_STRING);
ESCAPED_TO_THE_END: [eE] QUOTE ESCAPED* (QUOTE CONTINUATION ESCAPED*)* '\\'? -> type(UNTERMINATED_STRING);
BITS_TO_THE_END: [bBxX] QUOTE NOT_QUOTE* (QUOTE CONTINUATION NOT_QUOTE*)* -> type(UNTERMINATED_STRING);

// 4.1.2.4 Dollar-quoted string constants: "The tag, if any, of a dollar-quoted string follows the same rules as an unquoted
// identifier, except that it cannot contain a dollar sign." The closing tag is looked for in Java.
DOLLAR_STRING: '$' (IDENTIFIER_START (IDENTIFIER_START | DIGIT)*)? '$' { dollarString(); };

// 4.1.1 Identifiers and key words ---------------------------------------------------------------------------------------

QUOTED_IDENTIFIER: '"' IN_DOUBLE_QUOTES* '"';
UNICODE_IDENTIFIER: [uU] '&' '"' IN_DOUBLE_QUOTES* '"';
QUOTED_IDENTIFIER_TO_THE_END: ([uU] '&')? '"' IN_DOUBLE_QUOTES* -> type(UNTERMINATED_QUOTED_IDENTIFIER);
IDENTIFIER: IDENTIFIER_START IDENTIFIER_PART*;

// 4.1.2.6 Numeric constants ---------------------------------------------------------------------------------------------

INTEGER: DIGITS | '0' [xX] ('_'? [0-9a-fA-F])+ | '0' [oO] ('_'? [0-7])+ | '0' [bB] ('_'? [01])+;
NUMERIC: DECIMAL | (DIGITS | DECIMAL) [eE] [+\-]? DIGITS;
// 1..10 is a range of PL/pgSQL: the dots are a token of their own.
INTEGER_BEFORE_DOTS: DIGITS '..' { putBack(2); } -> type(INTEGER);
// "trailing junk after numeric literal" since 15; 14 reads a number and then a name.
NUMBER_WITH_JUNK
    : ( (DIGITS | DECIMAL | (DIGITS | DECIMAL) [eE] [+\-]? DIGITS) IDENTIFIER
      | (DIGITS | DECIMAL) [eE] [+\-]
      ) -> type(ERROR)
    ;

// 4.1.2.7, 4.2.2 Positional parameters
PARAMETER: '$' DIGIT+;
PARAMETER_WITH_JUNK: '$' DIGIT+ IDENTIFIER -> type(ERROR);

// 4.1.3 Operators, 4.1.4 Special characters -----------------------------------------------------------------------------

TYPECAST: '::';
COLON_EQUALS: ':=';
DOT_DOT: '..';
COMMA: ',';
LEFT_PARENTHESIS: '(';
RIGHT_PARENTHESIS: ')';
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
DOT: '.';
SEMICOLON: ';';
COLON: ':';

// "-- and /* cannot appear anywhere in an operator name, since they will be taken as the start of a comment. A
// multiple-character operator name cannot end in + or -, unless the name also contains at least one of these characters:
// ~ ! @ # % ^ & | ` ?" operator() puts back what is too much and names the operators that are tokens of the grammar.
OPERATOR: OPERATOR_CHARACTER+ { operator(); };

// Nothing is dropped and nothing is printed: what starts no token is a token too.
STRAY_CHARACTER: . -> type(ERROR);

fragment SPACE: [ \t\n\r\f\u000B];
fragment NOT_NEWLINE: ~[\r\n];
fragment QUOTE: '\'';
fragment NOT_QUOTE: ~['];
fragment PLAIN: NOT_QUOTE | '\'\'';
fragment ESCAPED: ~['\\] | '\\' . | '\'\'';
fragment IN_DOUBLE_QUOTES: ~["] | '""';
fragment CONTINUATION: ([ \t\f\u000B] | '--' NOT_NEWLINE*)* [\r\n] (SPACE | '--' NOT_NEWLINE* [\r\n])* QUOTE;
// The server sees bytes: every byte above 127 belongs to a name, so every character above 127 does.
fragment IDENTIFIER_START: [A-Za-z_\u0080-\u{10FFFF}];
fragment IDENTIFIER_PART: IDENTIFIER_START | DIGIT | '$';
fragment DIGIT: [0-9];
fragment DIGITS: DIGIT ('_'? DIGIT)*;
fragment DECIMAL: DIGITS '.' DIGITS? | '.' DIGITS;
fragment OPERATOR_CHARACTER: [~!@#^&|`?+\-*/%<>=];
