package dev.bellows.cli.squash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Of what pg_dump writes only that is kept which belongs into a migration. */
class DumpTextTest {
    private static List<String> statements(String dump) {
        return new DumpText("shop", "me").statements(dump);
    }

    @Test
    void theSessionStaysAsItIs() {
        assertThat(statements("""
                        --
                        -- PostgreSQL database dump
                        --
                        \\restrict a1B2

                        SET statement_timeout = 0;
                        SET standard_conforming_strings = on;
                        SELECT pg_catalog.set_config('search_path', '', false);
                        SET default_table_access_method = heap;
                        CREATE SCHEMA shop;
                        CREATE SCHEMA other;
                        COMMENT ON EXTENSION pg_trgm IS 'text';
                        \\unrestrict a1B2
                        """))
                .containsExactly(
                        "SET LOCAL search_path = ''",
                        "SET LOCAL default_table_access_method = heap",
                        "CREATE SCHEMA other");
    }

    @Test
    void whatStandsInAFunctionStays() {
        String function = "CREATE FUNCTION public.f() RETURNS void\n    LANGUAGE plpgsql\n    AS $$\nBEGIN\n"
                + "SET statement_timeout = 0;\n\\restrict b\nEND $$";

        assertThat(statements("\\restrict a\n" + function + ";\n\\unrestrict a\n"))
                .containsExactly(function);
    }

    @Test
    void defaultPrivilegesOfWhoSquashedAreThoseOfWhoRuns() {
        assertThat(statements("ALTER DEFAULT PRIVILEGES FOR ROLE me IN SCHEMA a GRANT SELECT ON TABLES TO you;"
                        + "ALTER DEFAULT PRIVILEGES FOR ROLE you GRANT SELECT ON TABLES TO me;"))
                .containsExactly(
                        "ALTER DEFAULT PRIVILEGES IN SCHEMA a GRANT SELECT ON TABLES TO you",
                        "ALTER DEFAULT PRIVILEGES FOR ROLE you GRANT SELECT ON TABLES TO me");
    }

    @Test
    void twoDumpsAreTheSameInWhateverOrder() {
        assertThat(Difference.between(List.of("a", "b"), List.of("b", "a"))).isNull();
        assertThat(Difference.between(List.of("a", "b"), List.of("a"))).isEqualTo("it would lack b");
        assertThat(Difference.between(List.of("a"), List.of("a", "CREATE\n  b")))
                .isEqualTo("it would have CREATE b");
        assertThat(Difference.between(List.of("a", "a"), List.of("a"))).isEqualTo("it would lack a");
    }
}
