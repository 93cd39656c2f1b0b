package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands, options and their values.",
            "A shell that is open already has to be started anew."
        },
        footer = {
            "",
            "To install it, type the line of your shell, once (the folder has to be there):",
            "  bellows completion bash \\",
            "      > ~/.local/share/bash-completion/completions/bellows",
            "  bellows completion zsh > \"$${fpath[1]}/_bellows\"",
            "  bellows completion fish > ~/.config/fish/completions/bellows.fish",
            "",
            "Example, for this bash only:",
            "  source <(bellows completion bash)"
        })
final class CompletionCommand implements Action {
    @Spec
    private @Nullable CommandSpec self;

    @Parameters(paramLabel = "bash|zsh|fish", converter = Converters.OfShell.class, description = "your shell")
    private Shell shell = Shell.BASH;

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
        if (self == null) {
            throw new IllegalStateException("picocli gives it");
        }
        String script = shell.script(self.root());
        return Answer.done(script.lines().toList(), Json.fields("text", script));
    }
}
