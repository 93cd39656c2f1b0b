package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The statements of PostgreSQL's own regression tests, with what its parser says of them. */
final class Conformance {
    private static final Pattern SQL = Pattern.compile("\"sql\": \"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern TYPE = Pattern.compile("\"types\": \\[\"([^\"]*)\"");

    /** What reads, changes or runs something, and defines nothing. */
    private static final Pattern NO_DEFINITION = Pattern.compile(
            "(Select|Insert|Update|Delete|Merge|Explain|VariableSet|VariableShow|Transaction|Vacuum|Fetch|Copy|"
                    + "DeclareCursor|Prepare|Execute|ClosePortal|Lock|Deallocate|Do|Call|Discard|Notify|Listen|Unlisten|Load|"
                    + "CheckPoint|ConstraintsSet)Stmt");

    /**
     * One statement.
     *
     * @param sql its text
     * @param accepted whether PostgreSQL's parser accepts it
     * @param type the name of its parser's node, empty for one that it rejects
     */
    record Case(String sql, boolean accepted, String type) {
        boolean isDefinition() {
            return !NO_DEFINITION.matcher(type).matches();
        }
    }

    private Conformance() {}

    static List<Case> cases() throws IOException {
        Path file = TestData.folder().resolve("conformance/statements.jsonl.gz");
        List<Case> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                cases.add(read(line));
            }
        }
        assertThat(cases).isNotEmpty();
        return cases;
    }

    private static Case read(String line) {
        Matcher sql = SQL.matcher(line);
        assertThat(sql.find()).as(line).isTrue();
        Matcher type = TYPE.matcher(line);
        return new Case(
                JsonText.unescape(sql.group(1)), line.contains("\"ok\": true"), type.find() ? type.group(1) : "");
    }
}
