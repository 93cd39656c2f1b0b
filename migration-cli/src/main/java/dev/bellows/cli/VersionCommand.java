package dev.bellows.cli;

import dev.bellows.cli.connect.Database;
import dev.bellows.cli.json.Json;
import dev.bellows.model.ToolVersion;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code bellows version}. */
@Command(
        name = "version",
        description = "Says which Bellows, Java and JDBC driver these are.",
        footer = {"", "Example:", "  bellows version --json"})
final class VersionCommand implements Action {
    @Override
    public boolean printsOnly() {
        return true;
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        String java = System.getProperty("java.version", "unknown");
        String driver = Database.driverVersion();
        return Answer.done(
                List.of("bellows " + ToolVersion.current() + " (Java " + java + ", PostgreSQL JDBC driver " + driver
                        + ")"),
                Json.fields("version", ToolVersion.current(), "java", java, "driver", driver));
    }
}
