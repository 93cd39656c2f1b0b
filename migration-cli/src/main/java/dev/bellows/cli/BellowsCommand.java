package dev.bellows.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellows} itself: the options of all commands, and nothing to do of its own. */
@Command(
        name = "bellows",
        description = "Migrates PostgreSQL schemas while the application keeps serving.",
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Each command has a help of its own: bellows apply --help",
            "",
            "Every option can also be set as a variable (--password-file: BELLOWS_PASSWORD_FILE), most of",
            "them in bellows.toml. No option takes a password: use --password-file, or the variables",
            "BELLOWS_PASSWORD or PGPASSWORD.",
            "",
            "Example, with a PostgreSQL of this folder's own:",
            "  bellows apply --url embedded --migrations samples/shop/migrations",
            "",
            "Exit codes: 0 done; 2 usage or configuration; 3 refused; 5 a statement failed; 6 not free, or",
            "not current, in time; 7 held; 8 the database cannot be reached; 130 interrupted; 1 anything else."
        })
final class BellowsCommand {
    @Mixin
    private Options options = new Options();

    @Option(
            names = {"-V", "--version"},
            description = "which Bellows this is")
    private boolean version;

    Options options() {
        return options;
    }

    boolean version() {
        return version;
    }
}
