package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a command copies big columns in batches. */
final class BatchOptions {
    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description = "how long to pause after each batch in which a big column is copied; 100ms, 1s; 0 by default")
    private @Nullable String pause;

    @Option(
            names = "--max-replication-lag",
            paramLabel = "TIME",
            description = "no such batch runs while a standby is further behind; 0 for however far; 10s by default")
    private @Nullable String maxReplicationLag;

    /** What was typed, for the next command; empty where nothing was. */
    String typed() {
        return (pause == null ? "" : " --pause " + Repeated.quoted(pause))
                + (maxReplicationLag == null ? "" : " --max-replication-lag " + Repeated.quoted(maxReplicationLag));
    }

    /** Adds what was typed. */
    void settings(Map<Key, List<String>> settings) {
        Options.put(settings, Key.PAUSE, pause);
        Options.put(settings, Key.MAX_REPLICATION_LAG, maxReplicationLag);
    }
}
