package dev.bellows.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class NotesServerTest {
    private static final Pattern SERVING = Pattern.compile("serving at port (\\d+)");

    @PostgresTest
    void eightServersStartAtOnceAndEachChangeIsThereExactlyOnce(TestDatabase db) throws Exception {
        List<Process> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                servers.add(start(db));
            }
            for (Process server : servers) {
                assertThat(notes(server)).contains("it is written once");
            }
        } finally {
            servers.forEach(Process::destroyForcibly);
        }

        assertThat(db.value("SELECT count(*) FROM notes")).isEqualTo("1");
        assertThat(db.value("SELECT count(*) FROM pg_index WHERE indrelid = 'notes'::regclass AND NOT indisvalid"))
                .isEqualTo("0");
        assertThat(db.ledger())
                .containsExactly(
                        "applied 0001 1/1",
                        "applied 0002 2/2",
                        "intent 0003 0/1",
                        "applied 0003 1/1",
                        "applied 0004 1/1",
                        "applied R_recent_notes 1/1");
    }

    private static Process start(TestDatabase db) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NotesServer.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", db.jdbcUrl());
        builder.environment().put("DATABASE_USER", db.user());
        builder.environment().put("DATABASE_PASSWORD", db.password());
        return builder.start();
    }

    /** Waits until the server serves, then asks it. */
    private static String notes(Process server) throws IOException, InterruptedException {
        StringBuilder output = new StringBuilder();
        BufferedReader reader = server.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.append(line).append('\n');
            Matcher serving = SERVING.matcher(line);
            if (serving.find()) {
                URI uri = URI.create("http://127.0.0.1:" + serving.group(1) + "/");
                return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
            }
        }
        throw new AssertionError("the server ended before it served:\n" + output);
    }
}
