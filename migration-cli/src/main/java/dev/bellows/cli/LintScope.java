package dev.bellows.cli;

import dev.bellows.sql.SqlParser;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bellows lint} judges. */
final class LintScope {
    @Parameters(paramLabel = "PATH", arity = "0..*", description = "folders and files of migrations")
    private List<String> paths = List.of();

    @Option(
            names = "--pg-version",
            paramLabel = "14…18",
            description = "the PostgreSQL that the migrations are for; 18 by default")
    private int major = SqlParser.NEWEST;

    @Option(
            names = "--style",
            paramLabel = "RULE",
            split = ",",
            description = "a rule of taste to be asked too, or all; may be repeated")
    private List<String> styles = List.of();

    List<String> paths() {
        return paths;
    }

    int major() {
        return major;
    }

    List<String> styles() {
        return styles;
    }
}
