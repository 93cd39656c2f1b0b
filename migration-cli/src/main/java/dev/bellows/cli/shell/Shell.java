package dev.bellows.cli.shell;

import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that can complete a command line. */
public enum Shell {
    BASH(BashScript::of),
    ZSH(ZshScript::of),
    FISH(FishScript::of);

    @SuppressWarnings("ImmutableEnumChecker") // each is a method reference without state
    private final Function<Program, String> writer;

    Shell(Function<Program, String> writer) {
        this.writer = writer;
    }

    /** What is typed for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The script that completes this command and all below it. */
    public String script(CommandSpec root) {
        return writer.apply(Program.of(root));
    }
}
