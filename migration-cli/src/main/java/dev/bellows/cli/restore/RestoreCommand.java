package dev.bellows.cli.restore;

import dev.bellows.cli.config.CommandWords;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePointMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs a command without a shell; the last line of its output is what its restore point is called. */
public final class RestoreCommand implements RestorePointMaker {
    /** Which migrations are about to run, as commands take them, with spaces between them. */
    public static final String BEFORE = "BELLOWS_RESTORE_POINT_BEFORE";

    /** Where the ledger lives. */
    public static final String SCHEMA = "BELLOWS_RESTORE_POINT_SCHEMA";

    private static final int LONGEST_SHOWN = 200;

    /** What the process left running may hold its output open for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** As Java says it: {@code error=2, No such file}, and from 25 on {@code error: 2 (No such file)}. */
    private static final Pattern REASON = Pattern.compile("error(?:=[0-9]+, |: [0-9]+ \\()([^)]*)");

    private final List<String> words;
    private final Path folder;
    private final Duration atMost;
    private final Map<String, String> environment;
    private final UnaryOperator<String> mask;
    private final Consumer<String> hears;

    /**
     * A command.
     *
     * @param words the program and its arguments
     * @param folder where it runs
     * @param atMost how long it may take; zero for as long as it does
     * @param environment all of its variables
     * @param mask takes secrets out of what it says
     * @param hears each line of what it says on standard error
     */
    public RestoreCommand(
            List<String> words,
            Path folder,
            Duration atMost,
            Map<String, String> environment,
            UnaryOperator<String> mask,
            Consumer<String> hears) {
        this.words = List.copyOf(words);
        this.folder = folder;
        this.atMost = atMost;
        this.environment = Map.copyOf(environment);
        this.mask = mask;
        this.hears = hears;
    }

    @Override
    public String make(Occasion occasion) throws InterruptedException {
        Process process = start(occasion);
        LastLine output = new LastLine();
        LastLine error = new LastLine();
        Thread out = reader(() -> BoundedLines.read(process.getInputStream(), output::is));
        Thread err = reader(() -> BoundedLines.read(process.getErrorStream(), line -> {
            error.is(line);
            hears.accept(bounded(mask.apply(line), LONGEST));
        }));
        if (!new Family(process).await(atMost)) {
            throw refused(
                    occasion,
                    shown() + " had not ended after " + written(atMost) + ", and was ended",
                    "raise restore-point-timeout (BELLOWS_RESTORE_POINT_TIMEOUT), or see what it waits for");
        }
        out.join(LAST_WORDS.toMillis());
        err.join(LAST_WORDS.toMillis());
        int exit = process.exitValue();
        if (exit != 0) {
            String said = error.line.isEmpty() ? output.line : error.line;
            throw refused(
                    occasion,
                    shown() + " ended with exit code " + exit
                            + (said.isEmpty() ? "" : ": " + bounded(mask.apply(said), LONGEST)),
                    "mend that, or name another command with --restore-point");
        }
        return mask.apply(output.line);
    }

    /** What was said last, on the thread of whoever reads it. */
    private static final class LastLine {
        private volatile String line = "";

        void is(String said) {
            line = said;
        }
    }

    private Process start(Occasion occasion) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(
                BEFORE,
                occasion.migrations().stream().map(MigrationLabel::toString).collect(Collectors.joining(" ")));
        variables.put(SCHEMA, occasion.schema());
        builder.environment().clear();
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            // It can ask nobody.
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            Matcher reason = REASON.matcher(said);
            throw refused(
                    occasion,
                    mask.apply(words.get(0) + " cannot be started in " + folder + ": "
                            + (reason.find() ? reason.group(1) : said)),
                    "install it, or write its path into restore-point");
        }
    }

    private static Thread reader(Runnable reading) {
        Thread thread = new Thread(reading, "bellows-restore-point");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The command for people, its secrets masked. */
    private String shown() {
        return bounded(mask.apply(CommandWords.joined(words)), LONGEST_SHOWN);
    }

    /** Only after its secrets are masked: half of one would not be found. */
    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static String written(Duration time) {
        long seconds = time.toSeconds();
        if (seconds == 0) {
            return time.toMillis() + " ms";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static RefusedException refused(Occasion occasion, String why, String next) {
        return new RefusedException(
                List.of(Refusal.of(
                        REFUSED,
                        occasion.migrations().get(0),
                        null,
                        "no restore point could be made: " + why,
                        next + ", then: bellows " + (occasion.down() ? "down" : "apply"))),
                Report.EMPTY);
    }
}
