package dev.bellows.cli;

import dev.bellows.cli.config.CommandWords;
import dev.bellows.cli.lint.LintFormat;
import dev.bellows.cli.shell.Shell;
import dev.bellows.model.Phases;
import dev.bellows.model.Version;
import dev.bellows.sql.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How arguments become the engine's words; what is wrong is said in ours, not in Java's. */
final class Converters {
    private Converters() {}

    /** {@code expand}, {@code contract} or {@code all}. */
    static final class OfPhases implements ITypeConverter<Phases> {
        @Override
        public Phases convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "expand" -> Phases.EXPAND;
                case "contract" -> Phases.CONTRACT;
                case "all" -> Phases.ALL;
                default ->
                    throw new TypeConversionException("\"" + text + "\" is no phase: write expand, contract or all");
            };
        }
    }

    /** A version. */
    static final class OfVersion implements ITypeConverter<Version> {
        @Override
        public Version convert(String text) {
            if (!Version.isVersion(text)) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not a version: a version is a number such as 0042");
            }
            return Version.of(text);
        }
    }

    /** A time; without limit where it is 0. */
    static final class OfTime implements ITypeConverter<Duration> {
        /** What no limit comes to: the engine wants a number, and nobody waits for a hundred years. */
        static final Duration ENDLESS = Duration.ofDays(36_500);

        @Override
        public Duration convert(String text) {
            try {
                Duration time = Durations.parse(text);
                return time.isZero() ? ENDLESS : time;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** A command in one text, or a word that says when it runs. */
    static final class OfRestorePoint implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                CommandWords.of(text);
                return text;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("--restore-point: " + e.getMessage());
            }
        }
    }

    /** What to do with a quarantine. */
    static final class OfDeed implements ITypeConverter<QuarantineCommand.Deed> {
        @Override
        public QuarantineCommand.Deed convert(String text) {
            return switch (text) {
                case "restore" -> QuarantineCommand.Deed.RESTORE;
                case "purge" -> QuarantineCommand.Deed.PURGE;
                default ->
                    throw new TypeConversionException(
                            "\"" + text + "\" is nothing that can be done here: write restore WHAT, or purge");
            };
        }
    }

    /** How long ago: unlike the server's timeouts it is counted in days too. */
    static final class OfAge implements ITypeConverter<Age> {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([dhms])");

        @Override
        public Age convert(String text) {
            return new Age(text, time(text));
        }

        private static Duration time(String text) {
            Matcher matcher = FORM.matcher(text);
            if (text.equals("0")) {
                return Duration.ZERO;
            }
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not an age: write 30d, 12h, up to 99999d, or 0 for all");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofSeconds(amount);
            };
        }
    }

    /** Why, in a person's words. */
    static final class OfReason implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("the reason is empty");
            }
            return text;
        }
    }

    /** How many: from 1. */
    static final class OfCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,8}")) {
                throw new TypeConversionException("\"" + text + "\" is not a number from 1 on");
            }
            return Integer.valueOf(text);
        }
    }

    /** How the linter reports. */
    static final class OfLintFormat implements ITypeConverter<LintFormat> {
        @Override
        public LintFormat convert(String text) {
            return Stream.of(LintFormat.values())
                    .filter(format -> format.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text
                            + "\" is no format that is known here: write text, json, sarif, github, gitlab or junit"));
        }
    }

    /** A shell whose completion there is. */
    static final class OfShell implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String text) {
            return Stream.of(Shell.values())
                    .filter(shell -> shell.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" is no shell that is known here: write bash, zsh or fish"));
        }
    }
}
