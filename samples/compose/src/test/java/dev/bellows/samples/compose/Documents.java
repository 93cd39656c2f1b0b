package dev.bellows.samples.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The sample's files of YAML. */
final class Documents {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Documents() {}

    /** Every document of a file. */
    static List<JsonNode> of(String file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(Path.of(file))) {
            return documents.readAll();
        }
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> words(JsonNode array) {
        return each(array).map(JsonNode::asString).toList();
    }
}
