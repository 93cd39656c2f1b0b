package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.lint.Initialisation;
import dev.bellows.cli.text.InitText;

/** The answer of {@code bellows lint --init}. */
final class LintInit {
    private LintInit() {}

    static Answer answer(Initialisation done) {
        return Answer.done(
                        InitText.of(done),
                        Json.fields(
                                "init",
                                Json.fields(
                                        "file", done.file().toString(),
                                        "written", done.written(),
                                        "history", done.history(),
                                        "found", done.counts())))
                .remarks(done.notices().stream()
                        .map(notice -> "notice: " + notice)
                        .toList());
    }
}
