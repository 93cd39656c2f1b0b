package dev.bellows.cli;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** That a command is for many schemas or databases. */
final class FleetOptions {
    private static final int AT_ONCE = 4;

    @Option(
            names = "--schemas",
            paramLabel = "PATTERN",
            description = "on each schema of such a name, with a ledger in each: 'tenant_*'; several with commas, or"
                    + " repeated")
    private List<String> schemas = new ArrayList<>();

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "on each database that the file names, one a line, as --url does; no passwords: passfile=,"
                    + " service= or the password file")
    private @Nullable String targets;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "how many of them at once; " + AT_ONCE + " by default")
    private @Nullable Integer parallel;

    @Option(
            names = "--fail-fast",
            description = "begin with no other one after one has failed; by default the others go on")
    private boolean failFast;

    /** Whether there may be more than one. */
    boolean wanted() {
        return !schemas.isEmpty() || targets != null;
    }

    /** Refuses what means something only of many. */
    void requireFleet() {
        if (!wanted() && (parallel != null || failFast)) {
            throw new ConfigurationException(
                    (parallel == null ? "--fail-fast" : "--parallel")
                            + " is about many: it needs --schemas or --targets",
                    Report.EMPTY);
        }
    }

    /** Patterns of schemas; empty where the schema is the same on all. */
    List<String> schemas() {
        return schemas.stream()
                .flatMap(each -> Stream.of(each.split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    @Nullable
    String targets() {
        return targets;
    }

    int parallel() {
        return parallel == null ? AT_ONCE : parallel;
    }

    boolean failFast() {
        return failFast;
    }
}
