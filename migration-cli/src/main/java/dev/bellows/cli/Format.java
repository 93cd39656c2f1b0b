package dev.bellows.cli;

import java.util.List;

/** How an answer looks on standard output. */
enum Format {
    TEXT,
    JSON,
    EVENTS;

    /** The events end with the JSON object, so who asks for both gets the events. */
    static Format of(boolean events, boolean json, Surroundings surroundings) {
        if (events || Options.on(surroundings, "BELLOWS_JSON_EVENTS")) {
            return EVENTS;
        }
        return json || Options.on(surroundings, "BELLOWS_JSON") ? JSON : TEXT;
    }

    /** Arguments that cannot be parsed still say how the answer should look. */
    static Format of(String[] arguments, Surroundings surroundings) {
        List<String> all = List.of(arguments);
        return of(all.contains("--json-events"), all.contains("--json") || asksForJson(all), surroundings);
    }

    private static boolean asksForJson(List<String> arguments) {
        int option = arguments.indexOf("--format");
        return arguments.contains("--format=json")
                || (option >= 0 && arguments.subList(option, arguments.size()).indexOf("json") == 1);
    }
}
