package dev.bellows.samples.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.bellows.Bellows;
import dev.bellows.cli.Main;
import dev.bellows.gate.Lease;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/** No cluster runs here; what can be known without one is. */
class ManifestsTest {
    private static final List<String> MANIFESTS =
            List.of("kubernetes/1-expand.yaml", "kubernetes/2-rollout.yaml", "kubernetes/3-contract.yaml");
    private static final String COMPOSE = "compose.yaml";

    static {
        // Makes the objects' checks known.
        new JSON();
    }

    @Test
    void kubernetesKnowsEveryFieldAndMissesNone() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode document : manifests().toList()) {
            kinds.add(document.get("kind").asString());
            JsonElement element = JsonParser.parseString(document.toString());
            switch (document.get("kind").asString()) {
                case "Job" -> V1Job.validateJsonElement(element);
                case "Deployment" -> V1Deployment.validateJsonElement(element);
                case "Service" -> V1Service.validateJsonElement(element);
                default -> throw new AssertionError("a kind that is not checked: " + document);
            }
        }
        assertThat(kinds).containsExactly("Job", "Deployment", "Service", "Job");
    }

    @Test
    void everyContainerRunsAsNobodyAndTakesItsPasswordFromTheSecret() {
        for (JsonNode pod : pods().toList()) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            for (JsonNode container : containers(pod).toList()) {
                List<JsonNode> passwords = Documents.each(container.get("env"))
                        .filter(variable -> variable.get("name").asString().endsWith("PASSWORD"))
                        .toList();
                assertThat(passwords).hasSize(1);
                assertThat(passwords.get(0).has("value")).isFalse();
                assertThat(passwords.get(0).at("/valueFrom/secretKeyRef/name").asString())
                        .isEqualTo("orders-database");
                assertThat(container.get("args").toString().toLowerCase(Locale.ROOT))
                        .doesNotContain("password");
            }
        }
    }

    @Test
    void theRolloutNeverLacksAnInstanceAndSendsNothingToOneThatIsNotReady() {
        JsonNode deployment = Documents.of(MANIFESTS.get(1)).get(0);
        assertThat(deployment.at("/spec/strategy/type").asString()).isEqualTo("RollingUpdate");
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
        assertThat(deployment
                        .at("/spec/template/spec/containers/0/readinessProbe/httpGet/path")
                        .asString())
                .isEqualTo("/");
        assertThat(deployment.at("/spec/selector/matchLabels/app"))
                .isEqualTo(deployment.at("/spec/template/metadata/labels/app"));
    }

    @Test
    void theApplicationOfTheComposeFileStartsAfterTheMigratorAndTheMigratorAfterTheDatabase() {
        JsonNode services = Documents.of(COMPOSE).get(0).get("services");
        assertThat(services.at("/orders/depends_on/migrator/condition").asString())
                .isEqualTo("service_completed_successfully");
        assertThat(services.at("/migrator/depends_on/database/condition").asString())
                .isEqualTo("service_healthy");
        assertThat(services.at("/database/healthcheck/test").isArray()).isTrue();
    }

    /** What the files say is run word for word, in the order of a rollout. */
    @PostgresTest
    void theCommandsOfAllFilesRollOutARelease(TestDatabase db) throws IOException {
        JsonNode services = Documents.of(COMPOSE).get(0).get("services");
        List<String> expand = commands(Documents.of(MANIFESTS.get(0))).get(0);
        List<String> contract = commands(Documents.of(MANIFESTS.get(2))).get(0);
        List<String> await = commands(Documents.of(MANIFESTS.get(1))).get(0);
        assertThat(expand).contains("expand").isEqualTo(Documents.words(services.at("/migrator/command")));
        assertThat(await).startsWith("wait");
        assertThat(contract).contains("contract", "--wait-for-gate");

        run(db, expand, 0);
        run(db, await, 0);
        assertThat(db.columns("orders")).contains("total", "total_cents");
        try (Lease lease = Bellows.on(db.dataSource())
                .migrations(migrations().toString())
                .application("orders")
                .validate()) {
            assertThat(lease.report().steps()).isEmpty();
            run(db, contract, 0);
        }
        assertThat(db.columns("orders")).containsExactly("id", "total_cents");
        run(db, Documents.words(services.at("/contract/command")), 0);
    }

    private static void run(TestDatabase db, List<String> command, int exit) {
        PGSimpleDataSource source = db.dataSource();
        Map<String, String> environment = new HashMap<>();
        environment.put("PGHOST", source.getServerNames()[0]);
        environment.put("PGPORT", String.valueOf(source.getPortNumbers()[0]));
        environment.put("PGDATABASE", db.name());
        environment.put("PGUSER", db.user());
        environment.put("PGPASSWORD", db.password());
        environment.put("BELLOWS_MIGRATIONS", migrations().toString());
        environment.put("BELLOWS_RELEASE", "1.1.0");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int ended = Main.run(
                command.toArray(String[]::new), InputStream.nullInputStream(), output, output, Map.copyOf(environment));
        assertThat(ended)
                .as(command + "\n" + bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(exit);
    }

    private static Path migrations() {
        Path folder = Path.of("../rollout/src/main/resources/release-1.1.0")
                .toAbsolutePath()
                .normalize();
        assertThat(Files.isDirectory(folder)).isTrue();
        return folder;
    }

    private static Stream<JsonNode> manifests() {
        return MANIFESTS.stream().flatMap(file -> Documents.of(file).stream());
    }

    private static Stream<JsonNode> pods() {
        return manifests().map(document -> document.at("/spec/template/spec")).filter(JsonNode::isObject);
    }

    private static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.of("initContainers", "containers")
                .filter(pod::has)
                .flatMap(kind -> Documents.each(pod.get(kind)));
    }

    /** The command lines for our image. */
    private static List<List<String>> commands(List<JsonNode> documents) {
        return documents.stream()
                .map(document -> document.at("/spec/template/spec"))
                .filter(JsonNode::isObject)
                .flatMap(ManifestsTest::containers)
                .filter(container -> container.get("image").asString().startsWith("orders-migrator:"))
                .map(container -> Documents.words(container.get("args")))
                .toList();
    }
}
