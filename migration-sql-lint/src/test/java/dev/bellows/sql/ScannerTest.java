package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The odd cases of PostgreSQL's lexical structure, for the scanner and for the grammar, which must agree. */
class ScannerTest {
    record Case(String text, String tokens) {}

    static List<Case> cases() {
        return List.of(
                // strings
                new Case("'a''b'", "STRING'a''b'"),
                new Case("'a' 'b'", "STRING'a' | STRING'b'"),
                new Case("'a'\n'b'", "STRING'a'\n'b'"),
                new Case("'a'\r'b'", "STRING'a'\r'b'"),
                new Case("'a' \t\n \n 'b'\n'c'", "STRING'a' \t\n \n 'b'\n'c'"),
                new Case("'a' -- it's\n -- it's\n'b'", "STRING'a' -- it's\n -- it's\n'b'"),
                new Case("'a' -- it's 'b'", "STRING'a' | LINE_COMMENT-- it's 'b'"),
                new Case("'a' /* no */\n'b'", "STRING'a' | BLOCK_COMMENT/* no */ | STRING'b'"),
                new Case("'a'\n- 'b'", "STRING'a' | MINUS- | STRING'b'"),
                new Case("E'a\\'b'", "ESCAPE_STRINGE'a\\'b'"),
                new Case("e'a\\\\' 'b'", "ESCAPE_STRINGe'a\\\\' | STRING'b'"),
                new Case("E'a'\n'\\''", "ESCAPE_STRINGE'a'\n'\\''"),
                new Case("'a\\'", "STRING'a\\'"),
                new Case("'a'\nE'b'", "STRING'a' | ESCAPE_STRINGE'b'"),
                new Case("ae'b'", "IDENTIFIERae | STRING'b'"),
                new Case("U&'\\0061' UESCAPE '!'", "UNICODE_STRINGU&'\\0061' | IDENTIFIERUESCAPE | STRING'!'"),
                new Case("u & 'a'", "IDENTIFIERu | OPERATOR& | STRING'a'"),
                new Case("au&'a'", "IDENTIFIERau | OPERATOR& | STRING'a'"),
                new Case("N'a''b'", "NATIONAL_STRINGN'a''b'"),
                new Case("B'01'\n'10'", "BIT_STRINGB'01'\n'10'"),
                new Case("b'0''1'", "BIT_STRINGb'0' | STRING'1'"),
                new Case("X'1F'", "HEXADECIMAL_STRINGX'1F'"),
                new Case("'never", "UNTERMINATED_STRING'never"),
                new Case("'never''", "UNTERMINATED_STRING'never''"),
                new Case("'a'\n'never", "UNTERMINATED_STRING'a'\n'never"),
                new Case("E'never\\'", "UNTERMINATED_STRINGE'never\\'"),
                new Case("E'never\\", "UNTERMINATED_STRINGE'never\\"),
                new Case("b'0", "UNTERMINATED_STRINGb'0"),
                // dollar quotes
                new Case("$$a'b$$", "DOLLAR_STRING$$a'b$$"),
                new Case("$a$ $b$ $$ $a$", "DOLLAR_STRING$a$ $b$ $$ $a$"),
                new Case("$a$ $ax$a$", "DOLLAR_STRING$a$ $ax$a$"),
                new Case("$a$ x$a$", "DOLLAR_STRING$a$ x$a$"),
                new Case("$$$$$$", "DOLLAR_STRING$$$$ | UNTERMINATED_DOLLAR_STRING$$"),
                new Case("$é$ü$é$", "DOLLAR_STRING$é$ü$é$"),
                new Case("$A$ $a$", "UNTERMINATED_DOLLAR_STRING$A$ $a$"),
                new Case("a$b$c$b$", "IDENTIFIERa$b$c$b$"),
                new Case("$a b$", "ERROR$ | IDENTIFIERa | IDENTIFIERb$"),
                new Case("$1$$2$$", "PARAMETER$1 | DOLLAR_STRING$$2$$"),
                new Case("$1a", "ERROR$1a"),
                new Case("$", "ERROR$"),
                // identifiers
                new Case("a1_$é", "IDENTIFIERa1_$é"),
                new Case("\u00A0x\uD83D\uDE00", "IDENTIFIER\u00A0x\uD83D\uDE00"),
                new Case("\"a\"\"b\"", "QUOTED_IDENTIFIER\"a\"\"b\""),
                new Case("\"a\n--\"", "QUOTED_IDENTIFIER\"a\n--\""),
                new Case("u&\"d!0061\"", "UNICODE_IDENTIFIERu&\"d!0061\""),
                new Case("\"never", "UNTERMINATED_QUOTED_IDENTIFIER\"never"),
                new Case("U&\"never\"\"", "UNTERMINATED_QUOTED_IDENTIFIERU&\"never\"\""),
                // comments
                new Case("-- a;\n;", "LINE_COMMENT-- a; | SEMICOLON;"),
                new Case("-- a\rb", "LINE_COMMENT-- a | IDENTIFIERb"),
                new Case("/* a /* b */ c */ d", "BLOCK_COMMENT/* a /* b */ c */ | IDENTIFIERd"),
                new Case("/*/ */", "BLOCK_COMMENT/*/ */"),
                new Case("/*+-*/", "BLOCK_COMMENT/*+-*/"),
                new Case("/**/", "BLOCK_COMMENT/**/"),
                new Case("/* '*/'", "BLOCK_COMMENT/* '*/ | UNTERMINATED_STRING'"),
                new Case("/* /* */", "UNTERMINATED_COMMENT/* /* */"),
                new Case("a/*b*/c", "IDENTIFIERa | BLOCK_COMMENT/*b*/ | IDENTIFIERc"),
                // operators
                new Case("a<--b", "IDENTIFIERa | LESS< | LINE_COMMENT--b"),
                new Case("*/*a*/", "STAR* | BLOCK_COMMENT/*a*/"),
                new Case("=-1", "EQUALS= | MINUS- | INTEGER1"),
                new Case("@-1", "OPERATOR@- | INTEGER1"),
                new Case("<>-1", "NOT_EQUALS<> | MINUS- | INTEGER1"),
                new Case("=>-+", "EQUALS_GREATER=> | MINUS- | PLUS+"),
                new Case("+-+", "PLUS+ | MINUS- | PLUS+"),
                new Case("*+", "STAR* | PLUS+"),
                new Case("a=>b", "IDENTIFIERa | EQUALS_GREATER=> | IDENTIFIERb"),
                new Case("=>>", "OPERATOR=>>"),
                new Case("<=>=", "OPERATOR<=>="),
                new Case("<= >= <> !=", "LESS_EQUALS<= | GREATER_EQUALS>= | NOT_EQUALS<> | NOT_EQUALS!="),
                new Case(":=:::", "COLON_EQUALS:= | TYPECAST:: | COLON:"),
                new Case("a::b", "IDENTIFIERa | TYPECAST:: | IDENTIFIERb"),
                new Case("1..10", "INTEGER1 | DOT_DOT.. | INTEGER10"),
                new Case("...5", "DOT_DOT.. | NUMERIC.5"),
                new Case("->>'a'", "OPERATOR->> | STRING'a'"),
                new Case("!", "OPERATOR!"),
                new Case("%^", "OPERATOR%^"),
                // numbers
                new Case(
                        "1_000 1.5 1. .5 1e5 1.5e-3 1_0.2_0e+3_0",
                        "INTEGER1_000 | NUMERIC1.5 | NUMERIC1. | NUMERIC.5"
                                + " | NUMERIC1e5 | NUMERIC1.5e-3 | NUMERIC1_0.2_0e+3_0"),
                new Case("0x1F 0o17 0b_1 0X_f", "INTEGER0x1F | INTEGER0o17 | INTEGER0b_1 | INTEGER0X_f"),
                new Case(
                        "1a 1_ 1__0 1e 1e+ 1.5a 0x 0o8 0b12",
                        "ERROR1a | ERROR1_ | ERROR1__0 | ERROR1e | ERROR1e+"
                                + " | ERROR1.5a | ERROR0x | ERROR0o8 | ERROR0b12"),
                new Case(
                        "1$ 1_0$ 1e5$ 1e+5$ 1e+5_0$ 0x1$ 1.5_0$ 1.$",
                        "INTEGER1 | ERROR$ | ERROR1_0$ | ERROR1e5$"
                                + " | NUMERIC1e+5 | ERROR$ | ERROR1e+5_0$ | ERROR0x1$ | ERROR1.5_0$ | NUMERIC1. | ERROR$"),
                new Case(
                        "1e-a 1.e5 1._5 1.5.5 1_0..2",
                        "ERROR1e- | IDENTIFIERa | NUMERIC1.e5 | ERROR1._5 | NUMERIC1.5"
                                + " | NUMERIC.5 | INTEGER1_0 | DOT_DOT.. | INTEGER2"),
                // the rest
                new Case(
                        "([,;])",
                        "LEFT_PARENTHESIS( | LEFT_BRACKET[ | COMMA, | SEMICOLON; | RIGHT_BRACKET] | RIGHT_PARENTHESIS)"),
                new Case("\\i {x}", "ERROR\\ | IDENTIFIERi | ERROR{ | IDENTIFIERx | ERROR}"),
                new Case("\u0001", "ERROR\u0001"),
                new Case("a\u000Bb", "IDENTIFIERa | IDENTIFIERb"),
                new Case("\uD800", "IDENTIFIER\uD800"),
                new Case("\uDC00'\uD800'", "IDENTIFIER\uDC00 | STRING'\uD800'"),
                new Case("", ""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheTokensThatTheServerReads(Case one) {
        String tokens = TokenList.ofScanner(one.text()).stream()
                .filter(token -> token.kind() != TokenKind.WHITESPACE)
                .map(token -> token.kind() + token.text())
                .collect(Collectors.joining(" | "));

        assertThat(tokens).isEqualTo(one.tokens());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheTokensThatTheGrammarReads(Case one) {
        TokenList.assertScannerEqualsGrammar(one.text());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotCareHowTheTextArrives(Case one) {
        assertThat(TokenList.ofScanner(one.text(), new OneAtATime(one.text())))
                .isEqualTo(TokenList.ofScanner(one.text()));
    }

    @Test
    void readsNastyMixturesAsTheGrammarDoes() {
        List<String> fragments = List.of(
                "'",
                "''",
                "\"",
                "$",
                "$$",
                "$a$",
                "$1",
                "a",
                "E",
                "e'",
                "U&",
                "u&'",
                "u&\"",
                "N'",
                "B'",
                "x'",
                "\\",
                "\\'",
                "/*",
                "*/",
                "--",
                "-",
                "+",
                "*",
                "/",
                "<",
                ">",
                "=",
                "!",
                "@",
                "~",
                "%",
                "^",
                "|",
                "?",
                "#",
                "&",
                "`",
                "\n",
                "\r",
                " ",
                "\t",
                "\f",
                "\u000B",
                ";",
                ",",
                "(",
                ")",
                "[",
                "]",
                ".",
                "..",
                ":",
                "::",
                ":=",
                "=>",
                "0",
                "1",
                "12",
                "0x",
                "0b",
                "0o",
                "_",
                "e",
                "e5",
                "e+",
                "f",
                "7",
                "é",
                "\uD83D\uDE00",
                "\uD800",
                "\uDC00",
                "{",
                "end",
                "begin",
                "atomic",
                "case",
                "create",
                "function",
                "\u0001");
        Random random = new Random(20261121);
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(14);
            for (int j = 0; j < length; j++) {
                text.append(fragments.get(random.nextInt(fragments.size())));
            }
            TokenList.assertScannerEqualsGrammar(text.toString());
        }
    }

    @Test
    void readsTokensThatAreLongerThanTheWindow() {
        String filler = "x".repeat(CharacterWindow.CHUNK);
        String text = "'" + filler + "''" + filler + "' /*" + filler + "*/ \"" + filler + "\"" + " ".repeat(200_000)
                + "$a$" + filler + "$$" + filler + "$a$ --" + filler + "\n" + filler + " E'" + filler + "\\'" + "'\n'"
                + filler + "'";

        assertThat(TokenList.ofScanner(text)).isEqualTo(TokenList.ofGrammar(text));
        assertThat(TokenList.ofScanner(text, new OneAtATime(text))).isEqualTo(TokenList.ofGrammar(text));
    }

    /** A reader that gives a single character whenever it is asked for many. */
    private static final class OneAtATime extends Reader {
        private final StringReader text;

        OneAtATime(String text) {
            this.text = new StringReader(text);
        }

        @Override
        public int read(char[] target, int from, int length) throws IOException {
            return text.read(target, from, 1);
        }

        @Override
        public void close() {
            text.close();
        }
    }
}
