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
            "The common flow:",
            "  bellows new \"add email\"   creates the next migration and its reverse, empty",
            "  bellows apply --dry-run   shows what would run, and how",
            "  bellows apply             runs it",
            "  bellows status            shows where things stand, and what to type next",
            "where bellows.toml, the environment or options name the database and the folder:",
            "  --url postgresql://user@host/database --migrations db/migrations",
            "",
            "To try it, with a PostgreSQL of this folder's own:",
            "  bellows apply --url embedded --migrations samples/shop/migrations",
            "",
            "The help of a command: bellows help apply, or bellows apply --help",
            "",
            "An option can also be set as a variable (--password-file as",
            "BELLOWS_PASSWORD_FILE), except those of resolve; many are keys of bellows.toml",
            "too. No option takes a password: use --password-file, or the variables",
            "BELLOWS_PASSWORD or PGPASSWORD.",
            "",
            "Exit codes: 0 done or nothing to do; 2 usage or configuration; 3 refused;",
            "4 the linter found something; 5 a statement failed; 6 not free, or not",
            "current, in time; 7 held; 8 the database cannot be reached; 130 interrupted;",
            "1 anything else."
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
