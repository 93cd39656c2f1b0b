package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reports that programs read, in a repository as a forge has it. */
class LintFormatsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An error over several lines, one that is allowed, one in a contract that is tagged, a warning. */
    private static final String CHANGE = """
            -- bellows:allow index-not-concurrent it has forty rows: 100%, really
            ALTER TABLE orders
                DROP COLUMN note,
                DROP COLUMN total;
            CREATE INDEX orders_ref ON orders (ref);
            """;

    @TempDir
    private Path folder = Path.of("");

    private LintCaller caller = LintCaller.in(folder);

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        caller = LintCaller.in(folder)
                .file(
                        "db/0001_orders.sql",
                        "CREATE TABLE orders (id bigint PRIMARY KEY, ref text, note text, total int, customer int);\n")
                .file("db/0002_change.sql", CHANGE)
                .file("db/0003_contract.sql", "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN customer;\n")
                .file("db/0004_tag.sql", "-- bellows:phase contract\nSELECT 1;\n");
    }

    private JsonNode json(String format, String... options) {
        return MAPPER.readTree(out(format, options));
    }

    private String out(String format, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--format";
        all[1] = format;
        System.arraycopy(options, 0, all, 2, options.length);
        return caller.lint(all).out();
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(each -> each.at(pointer).asString("")).toList();
    }

    @Test
    void sarifIsWhatItsSchemaAsksFor() throws IOException {
        JsonNode sarif = json("sarif");

        try (InputStream schema = LintFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(MAPPER.readTree(schema));
            assertThat(compiled.validate(
                            sarif, context -> context.executionConfig(each -> each.formatAssertionsEnabled(true))))
                    .isEmpty();
            ((tools.jackson.databind.node.ObjectNode) sarif.at("/runs/0")).put("columnKind", "bytes");
            assertThat(compiled.validate(sarif)).as("the schema can fail").isNotEmpty();
        }
    }

    @Test
    void sarifHasThePlaceTheRuleItsPageAndWhoAcceptsIt() {
        JsonNode run = json("sarif").at("/runs/0");
        JsonNode results = run.path("results");

        assertThat(texts(results, "/ruleId"))
                .containsExactly(
                        "drop-column", "drop-column", "drop-column", "tag-without-contract", "index-not-concurrent");
        assertThat(texts(results, "/level")).containsExactly("error", "error", "note", "warning", "error");
        assertThat(results.at("/0/locations/0/physicalLocation")).isEqualTo(MAPPER.readTree("""
                        {"artifactLocation": {"uri": "db/0002_change.sql", "uriBaseId": "%SRCROOT%"},
                         "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 21}}"""));
        assertThat(results.at("/0/message/text").asString())
                .startsWith("code that runs now still names orders.note")
                .contains("\nlock: ACCESS EXCLUSIVE on orders", "\n     ALTER TABLE orders DROP COLUMN note;");
        assertThat(results.at("/4/suppressions"))
                .isEqualTo(MAPPER.readTree(
                        "[{\"kind\": \"inSource\", \"justification\": \"it has forty rows: 100%, really\"}]"));
        assertThat(results.at("/0").has("suppressions")).isFalse();
        JsonNode rule =
                run.at("/tool/driver/rules").get(results.at("/0/ruleIndex").asInt());
        assertThat(rule.path("id").asString()).isEqualTo("drop-column");
        assertThat(rule.at("/help/markdown").asString()).startsWith("# drop-column\n");
        assertThat(rule.at("/defaultConfiguration/level").asString()).isEqualTo("error");
        assertThat(rule.at("/properties/tags").toString()).contains("contract", "loses");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
        assertThat(run.at("/invocations/0/exitCode").asInt()).isEqualTo(4);
        assertThat(run.toString()).doesNotContain(folder.toString());
    }

    @Test
    void whatTheConfigurationAllowsOrSwitchesOffIsSuppressedFromOutside() {
        caller.file("bellows.toml", """
                        [[allow]]
                        rule = "drop-column"
                        version = "0002"
                        reason = "nobody ran it yet"

                        [[severity]]
                        rule = "tag-without-contract"
                        severity = "off"
                        """);
        JsonNode results = json("sarif").at("/runs/0/results");

        assertThat(texts(results, "/suppressions/0/kind"))
                .containsExactlyInAnyOrder("", "external", "external", "inSource", "external");
        assertThat(texts(results, "/suppressions/0/justification"))
                .contains("nobody ran it yet", "switched off in the configuration");
    }

    @ParameterizedTest
    @CsvSource({"sarif, /runs/0/results, /partialFingerprints/bellowsFinding~1v1", "gitlab, '', /fingerprint"})
    void fingerprintsAreUniqueAndStayWhileLinesMove(String format, String list, String pointer) {
        caller.file("db/0005_twice.sql", "ALTER TABLE a DROP b;\nALTER TABLE a DROP b;\nALTER TABLE a DROP b;\n");
        List<String> before = texts(json(format).at(list), pointer);
        caller.file(
                "db/0005_twice.sql",
                "-- moved\n\nALTER   TABLE a\n    DROP b;\n\n\nALTER TABLE a DROP b;\nALTER TABLE a DROP b;\n");

        assertThat(before).doesNotHaveDuplicates().doesNotContain("");
        assertThat(texts(json(format).at(list), pointer)).isEqualTo(before);
        caller.file("db/0005_twice.sql", "ALTER TABLE a DROP c;\n");
        assertThat(new HashSet<>(before)).doesNotContainAnyElementsOf(new HashSet<>(fresh(format, list, pointer)));
    }

    private Set<String> fresh(String format, String list, String pointer) {
        JsonNode findings = json(format).at(list);
        return Set.of(findings.get(format.equals("sarif") ? findings.size() - 2 : findings.size() - 1)
                .at(pointer)
                .asString());
    }

    @Test
    void gitlabGetsCodeQuality() {
        JsonNode issues = json("gitlab");

        assertThat(texts(issues, "/check_name"))
                .containsExactly("drop-column", "drop-column", "drop-column", "tag-without-contract");
        assertThat(texts(issues, "/severity")).containsExactly("blocker", "blocker", "info", "minor");
        assertThat(issues.at("/1/location").toString())
                .isEqualTo("{\"path\":\"db/0002_change.sql\",\"lines\":{\"begin\":4,\"end\":4}}");
    }

    @Test
    void githubGetsCommandsTheMostSevereFirst() {
        caller.file("db/0005_a,b:c%.sql", "DROP TABLE\n  orders, \"50%\";\n");
        List<String> lines = out("github").lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .startsWith(
                        "::error file=db/0002_change.sql,line=3,endLine=3,col=5,endColumn=20,title=drop-column::code"
                                + " that runs now still names orders.note: its statements fail")
                .contains("%0Alock: ACCESS EXCLUSIVE on orders, which stops")
                .contains("%0A     ALTER TABLE orders DROP COLUMN note;");
        assertThat(lines.get(3)).contains("file=db/0005_a%2Cb%3Ac%25.sql,", "\"50%25\"");
        assertThat(lines.get(4)).startsWith("::warning file=db/0004_tag.sql,line=1,");
        assertThat(lines.get(5)).startsWith("::notice file=db/0003_contract.sql,line=2,");
    }

    @Test
    void githubGetsNoColumnsOfWhatGoesOverSeveralLines() {
        caller.file("db/0002_change.sql", "CREATE INDEX orders_ref\n  ON orders (ref);\n");

        assertThat(out("github"))
                .contains("::error file=db/0002_change.sql,line=1,endLine=2,title=index-not-concurrent::");
    }

    @Test
    void githubIsToldOnceWhatItWillNotShow() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            sql.append("ALTER TABLE orders DROP c").append(i).append(";\n");
        }
        caller.file("db/0005_many.sql", sql.toString());

        assertThat(caller.lint("--format", "github").err())
                .contains(
                        "notice: GitHub shows 10 of 14 errors on the lines of a pull request; the others are in this log")
                .contains("14 errors, 1 warning, 1 note in 5 migrations");
    }

    @Test
    void githubsStepGetsASummaryAfterWhatIsThere() throws IOException {
        caller.file("summary.md", "before\n")
                .with("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
        caller.file("db/0005_pipe.sql", "ALTER TABLE orders DROP \"a|b<c\";\n");
        LintCaller inStep =
                caller.with("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());

        inStep.lint("--format", "github");

        assertThat(Files.readString(folder.resolve("summary.md")))
                .startsWith("before\n### bellows lint\n\n3 errors, 1 warning, 1 note in 5 migrations")
                .contains(
                        "| error | `drop-column` | db/0002\\_change.sql:3 | code that runs now still names orders.note")
                .contains("a\\|b&lt;c");
        assertThat(caller.with("GITHUB_STEP_SUMMARY", "/nowhere/at/all")
                        .lint("--format", "github")
                        .err())
                .contains("GITHUB_STEP_SUMMARY names a file that cannot be written: /nowhere/at/all");
    }

    @Test
    void theForgesWorkspaceIsTheRootWhereItIsTold() {
        LintCaller inJob = caller.with("GITHUB_WORKSPACE", folder.resolve("db").toString());

        assertThat(inJob.lint("--format", "github").out()).contains("file=0002_change.sql,");
    }

    @Test
    void junitIsASuiteForEachFile() throws Exception {
        caller.file("db/0005_a&b.sql", "ALTER TABLE orders DROP \"<\u0001]]>\ufffe\";\n");
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out("junit"))));
        Element root = xml.getDocumentElement();

        assertThat(root.getTagName() + " " + root.getAttribute("tests") + " " + root.getAttribute("failures"))
                .isEqualTo("testsuites 6 4");
        Element change = (Element) root.getElementsByTagName("testsuite").item(1);
        assertThat(change.getAttribute("name")).isEqualTo("db/0002_change.sql");
        assertThat(change.getAttribute("failures")).isEqualTo("2");
        Element test = (Element) change.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo("drop-column at 3:5");
        assertThat(test.getAttribute("file")).isEqualTo("db/0002_change.sql");
        assertThat(test.getElementsByTagName("failure").item(0).getTextContent())
                .contains("lock: ACCESS EXCLUSIVE");
        Element contract = (Element) root.getElementsByTagName("testsuite").item(2);
        assertThat(contract.getElementsByTagName("failure").getLength()).isZero();
        assertThat(contract.getElementsByTagName("system-out").getLength()).isEqualTo(1);
        assertThat(root.getElementsByTagName("failure").item(3).getTextContent())
                .contains("<\ufffd]]>\ufffd");
    }

    @Test
    void aWarningPassesItsTestWhereOnlyErrorsCount() {
        assertThat(out("junit")).contains("tests=\"5\" failures=\"3\"");
        assertThat(out("junit", "--fail-on", "error")).contains("tests=\"5\" failures=\"2\"");
        assertThat(out("junit", "--fail-on", "never")).contains("tests=\"5\" failures=\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "github", "gitlab", "junit"})
    void whatFailsIsTheSameForEveryFormat(String format) {
        assertThat(caller.lint("--format", format).exit()).isEqualTo(4);
        assertThat(caller.lint("--format", format, "--fail-on", "never").exit()).isZero();
        caller.file("db/0002_change.sql", "SELECT 1;\n");
        assertThat(caller.lint("--format", format).exit()).as("a warning").isEqualTo(4);
        assertThat(caller.lint("--format", format, "--fail-on", "error").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sarif", "github", "gitlab", "junit"})
    void standardOutputIsTheReportAloneAndQuietLeavesItThere(String format) {
        Caller.Ended ended = caller.lint("--format", format);
        Caller.Ended quiet = caller.lint("--format", format, "--quiet");

        assertThat(ended.err()).contains("2 errors, 1 warning, 1 note in 4 migrations (5 statements); 1 allowed");
        assertThat(ended.out()).doesNotContain("4 migrations");
        assertThat(quiet.out()).isEqualTo(ended.out());
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void jsonIsTheCommonOption() {
        assertThat(out("json")).isEqualTo(caller.lint("--json").out()).isEqualTo(out("json", "--json"));
        assertThat(json("json").at("/findings/0/endColumn").asInt()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "sarif", "github", "gitlab", "junit"})
    void twoFormatsExcludeEachOther(String format) {
        Caller.Ended ended = caller.lint("--format", format, "--json");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.json().at("/error/kind").asString()).isEqualTo("usage");
        assertThat(ended.json().at("/error/message").asString())
                .isEqualTo("--format " + format + " and --json exclude each other: there is one standard output");
        assertThat(caller.with("BELLOWS_JSON", "1").lint("--format", format).exit())
                .isEqualTo(4);
    }

    @Test
    void anUnknownFormatNamesThoseThatAreKnown() {
        Caller.Ended ended = caller.lint("--format", "html");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("text, json, sarif, github, gitlab or junit");
    }

    @Test
    void aFileOutsideOfEveryRepositoryKeepsItsName() throws IOException {
        Files.delete(folder.resolve(".git"));

        assertThat(json("sarif")
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation")
                        .toString())
                .isEqualTo("{\"uri\":\"file://db/0002_change.sql\"}");
    }
}
