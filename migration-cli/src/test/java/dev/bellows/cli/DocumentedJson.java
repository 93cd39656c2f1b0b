package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/bellows-1.schema.json}, stricter than readers have it: a field that it does not name is wrong here. Remembers
 * which of its fields had a value; a command's own may be null, as the report of one that never has any.
 */
final class DocumentedJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String DEFINITIONS = "$defs";

    /** Others are made from these, so that they cannot be closed themselves. */
    private static final Set<String> OPEN = Set.of("result", "line");

    private final ObjectNode published;
    private final Set<String> seen = new TreeSet<>();

    DocumentedJson() throws IOException {
        published = (ObjectNode) MAPPER.readTree(Files.readString(Path.of("..", "docs", "bellows-1.schema.json")));
    }

    JsonNode definition(String name) {
        return published.path(DEFINITIONS).path(name);
    }

    Set<String> definitions() {
        return new TreeSet<>(published.path(DEFINITIONS).propertyNames());
    }

    /** Every line of an output, checked; the last one. */
    JsonNode check(String output) {
        List<JsonNode> lines = output.lines().map(MAPPER::readTree).toList();
        assertThat(lines).as(output).isNotEmpty().allSatisfy(this::check);
        return lines.get(lines.size() - 1);
    }

    private void check(JsonNode object) {
        String name = object.has("command")
                ? "command-" + object.path("command").asString()
                : "event-" + object.path("event").asString();
        assertThat(definitions()).contains(name);
        assertThat(errors(published, object)).as("as published: " + object).isEmpty();
        assertThat(errors(strict(name), object)).as(name + ": " + object).isEmpty();
        remember(name, object);
    }

    private static List<String> errors(JsonNode schema, JsonNode object) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        return compiled
                .validate(object, context -> context.executionConfig(format -> format.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** Only what is named, and of one kind, so that what is wrong is told well. */
    private JsonNode strict(String name) {
        ObjectNode strict = published.deepCopy();
        strict.remove("oneOf");
        strict.put("$ref", "#/$defs/" + name);
        for (Map.Entry<String, JsonNode> definition : strict.path(DEFINITIONS).properties()) {
            if (!OPEN.contains(definition.getKey())) {
                ((ObjectNode) definition.getValue()).put("unevaluatedProperties", false);
            }
        }
        return strict;
    }

    private void remember(String name, JsonNode object) {
        parts(name)
                .forEach(
                        part -> definition(part).path("properties").properties().forEach(field -> {
                            JsonNode value = object.path(field.getKey());
                            if (!value.isMissingNode() && (!value.isNull() || part.startsWith("command-"))) {
                                seen.add(part + "." + field.getKey());
                                rememberValue(field.getValue(), value);
                            }
                        }));
    }

    private Stream<String> parts(String name) {
        return Stream.concat(
                Stream.of(name), definition(name).path("allOf").valueStream().map(DocumentedJson::referenced));
    }

    private void rememberValue(JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            remember(referenced(schema), value);
        } else if (schema.has("anyOf")) {
            rememberValue(schema.path("anyOf").get(0), value);
        } else if (schema.has("items")) {
            value.valueStream().forEach(element -> rememberValue(schema.path("items"), element));
        }
    }

    private static String referenced(JsonNode schema) {
        return schema.path("$ref").asString().replace("#/$defs/", "");
    }

    /** The fields that are named and never had a value. */
    Set<String> unseen() {
        return definitions().stream()
                .flatMap(name -> fields(name).map(field -> name + "." + field))
                .filter(field -> !seen.contains(field))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The fields of a definition, without those that come with others. */
    Stream<String> fields(String name) {
        return definition(name).path("properties").propertyNames().stream();
    }
}
