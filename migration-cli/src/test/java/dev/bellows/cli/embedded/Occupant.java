package dev.bellows.cli.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that joins a server: says "joined URL", then obeys one word, and leaves when nobody talks to it. */
final class Occupant implements AutoCloseable {
    /** Arguments: the folder. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedServer server = EmbeddedServer.join(Path.of(arguments[0]), System.out::println);
        System.out.println("joined " + server.jdbcUrl());
        String word = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if ("exit".equals(word)) {
            System.exit(3);
        }
        if ("close".equals(word)) {
            server.close();
        }
    }

    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();

    private Occupant(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Occupant start(Path folder, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Occupant.class.getName(),
                folder.toString()));
        return new Occupant(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until it has joined; the URL. */
    String joined() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith("joined ")) {
                return line.substring("joined ".length());
            }
        }
        throw new IllegalStateException("it did not join: " + said);
    }

    /** Waits until it has said so many lines. */
    void says(int lines) throws IOException {
        while (said.size() < lines) {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("it ended too early: " + said);
            }
            said.add(line);
        }
    }

    /** What it said until it had joined. */
    List<String> said() {
        return said;
    }

    long processId() {
        return process.pid();
    }

    /** Tells it a word and waits until it has ended; its exit code. */
    int tell(String word) throws IOException, InterruptedException {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return ended();
    }

    int ended() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    /** As kill -9 does it: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
