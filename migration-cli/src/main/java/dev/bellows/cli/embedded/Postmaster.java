package dev.bellows.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server process that a data folder's {@code postmaster.pid} names, alive or not.
 *
 * @param port 0 while the server has not said it yet
 * @param status {@code starting}, {@code ready}, {@code stopping} or {@code standby}; empty while it has not said it yet
 */
record Postmaster(long process, int port, String status, boolean lives) {
    // The lines of the file: https://www.postgresql.org/docs/18/storage-file-layout.html
    private static final int PORT = 3;
    private static final int STATUS = 7;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    static Optional<Postmaster> of(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.isEmpty() || !NUMBER.matcher(lines.get(0).strip()).matches()) {
                return Optional.empty();
            }
            long process = Long.parseLong(lines.get(0).strip());
            String port = lines.size() > PORT ? lines.get(PORT).strip() : "";
            String status = lines.size() > STATUS ? lines.get(STATUS).strip() : "";
            return Optional.of(new Postmaster(
                    process,
                    NUMBER.matcher(port).matches() ? Integer.parseInt(port) : 0,
                    status,
                    isServerOf(data, process)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Whether the number names no server of ours but some process, so that PostgreSQL would take it for a live server. */
    boolean isAnotherProcess() {
        return !lives && ProcessHandle.of(process).isPresent();
    }

    boolean isReady() {
        return lives && status.equals("ready");
    }

    /** Whether somebody listens on the port of 127.0.0.1. */
    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException taken) {
            return true;
        }
    }

    // After a crash of the machine, and in a container that starts again, the number may be somebody else's. A process
    // that was killed and that nobody collected has neither command nor arguments.
    private static boolean isServerOf(Path data, long process) {
        return ProcessHandle.of(process)
                .map(ProcessHandle::info)
                .filter(info -> info.command()
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(false))
                .filter(info -> info.arguments()
                        .map(arguments -> List.of(arguments).contains(data.toString()))
                        .orElse(true))
                .isPresent();
    }
}
