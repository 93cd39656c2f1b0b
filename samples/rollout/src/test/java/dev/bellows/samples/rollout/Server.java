package dev.bellows.samples.rollout;

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own. */
final class Server implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("serving at port (\\d+)");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;
    private int port;

    private Server(Process process) {
        this.process = process;
    }

    /** Starts one, and waits until it serves or says why it does not. */
    static Server start(TestDatabase db, String release) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OrderServer.class.getName(),
                        release)
                .redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", db.jdbcUrl());
        builder.environment().put("DATABASE_USER", db.user());
        builder.environment().put("DATABASE_PASSWORD", db.password());
        Server server = new Server(builder.start());
        Thread reader = new Thread(server::read);
        reader.setDaemon(true);
        reader.start();
        server.awaitServingOrEnd();
        return server;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            // Its end closes the stream under whoever reads.
            heard(String.valueOf(e.getMessage()));
        } finally {
            end();
        }
    }

    private synchronized void heard(String line) {
        lines.add(line);
        Matcher serving = SERVING.matcher(line);
        if (serving.find()) {
            port = Integer.parseInt(serving.group(1));
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized void awaitServingOrEnd() throws InterruptedException {
        while (port == 0 && !ended) {
            wait();
        }
    }

    /** The first line that holds this. */
    synchronized String awaitLine(String part) throws InterruptedException {
        while (true) {
            for (String line : lines) {
                if (line.contains(part)) {
                    return line;
                }
            }
            if (ended) {
                throw new AssertionError(
                        "the server ended without saying '" + part + "':\n" + String.join("\n", lines));
            }
            wait();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    boolean answers() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri()).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode()
                == 200;
    }

    /** Lets it end what it has begun. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end:\n" + String.join("\n", lines));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
