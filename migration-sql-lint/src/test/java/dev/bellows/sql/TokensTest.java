package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokensTest {
    record Case(String sql, List<Name> names) {}

    static List<Case> statements() {
        return List.of(
                new Case("", List.of()),
                new Case("1 'a' $$b$$ $a$c$a$ -- d\n/* e */ $1", List.of()),
                new Case("DROP TABLE Users, users", List.of(name("drop"), name("table"), name("users"))),
                new Case("\"Users\" . \"a\"\"b\"", List.of(new Name("Users", "a\"b"), name("Users"))),
                new Case("a.b/**/.c.*", List.of(new Name("b", "c"), new Name("a", "b"), name("a"))),
                new Case(
                        "U&\"\\0061!b\" U&\"d!0061!!!+01F600\" UESCAPE '!' u&\"\\006\"",
                        List.of(name("a!b"), name("da!\uD83D\uDE00"), name("\\006"))),
                new Case("É É", List.of(name("É"))),
                new Case(
                        "x".repeat(70) + " \"" + "é".repeat(40) + "\"",
                        List.of(name("x".repeat(63)), name("é".repeat(31)))));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void readsNamesAsPostgresUnderstandsThem(Case one) {
        assertThat(Tokens.identifiers(one.sql())).isEqualTo(one.names());
    }

    private static Name name(String name) {
        return new Name(null, name);
    }
}
