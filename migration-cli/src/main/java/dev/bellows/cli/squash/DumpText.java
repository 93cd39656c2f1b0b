package dev.bellows.cli.squash;

import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What pg_dump writes, as the statements of a migration that leaves its session as it was. */
final class DumpText {
    /** Newer releases frame the text so that psql runs nothing else than SQL in it. */
    private static final Pattern RESTRICT = Pattern.compile("(?m)^\\\\restrict (\\S+)\\R");

    /** What a migration's session has its own mind about. */
    private static final Pattern OF_THE_SESSION = Pattern.compile(
            "SET (statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding"
                    + "|standard_conforming_strings|client_min_messages|row_security) .*");

    private static final Pattern SEARCH_PATH =
            Pattern.compile("SELECT pg_catalog\\.set_config\\('search_path', '', false\\)");
    private static final Pattern SETTING = Pattern.compile("SET ([a-z_]+ = .*)");
    private static final Pattern DEFAULT_PRIVILEGES =
            Pattern.compile("ALTER DEFAULT PRIVILEGES FOR ROLE (\"(?:[^\"]|\"\")+\"|\\S+) (.*)", Pattern.DOTALL);

    private final @Nullable String ownSchema;
    private final String role;

    /**
     * Reads dumps.
     *
     * @param ownSchema where migrations run, as SQL writes it, which must be there before them; null for {@code public}
     * @param role who made the scratch database, as SQL writes it: whoever runs the baseline takes its place
     */
    DumpText(@Nullable String ownSchema, String role) {
        this.ownSchema = ownSchema;
        this.role = role;
    }

    /** The statements, without semicolons. */
    List<String> statements(String dump) {
        List<String> statements = new ArrayList<>();
        try (Splitter splitter = new Splitter("pg_dump", new StringReader(unframed(dump)))) {
            for (@Nullable StatementText text = splitter.next(); text != null; text = splitter.next()) {
                kept(text.text().strip()).ifPresent(statements::add);
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory can be read", e);
        }
    }

    private static String unframed(String dump) {
        Matcher restrict = RESTRICT.matcher(dump);
        if (!restrict.find()) {
            return dump;
        }
        String key = restrict.group(1);
        return dump.lines()
                .filter(line -> !line.equals("\\restrict " + key) && !line.equals("\\unrestrict " + key))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Optional<String> kept(String statement) {
        if (OF_THE_SESSION.matcher(statement).matches()
                // Only the owner of an extension may, and who runs migrations need not be that.
                || statement.startsWith("COMMENT ON EXTENSION ")
                || (ownSchema != null && statement.equals("CREATE SCHEMA " + ownSchema))) {
            return Optional.empty();
        }
        if (SEARCH_PATH.matcher(statement).matches()) {
            return Optional.of("SET LOCAL search_path = ''");
        }
        Matcher setting = SETTING.matcher(statement);
        if (setting.matches()) {
            return Optional.of("SET LOCAL " + setting.group(1));
        }
        Matcher privileges = DEFAULT_PRIVILEGES.matcher(statement);
        return Optional.of(
                privileges.matches() && privileges.group(1).equals(role)
                        ? "ALTER DEFAULT PRIVILEGES " + privileges.group(2)
                        : statement);
    }
}
