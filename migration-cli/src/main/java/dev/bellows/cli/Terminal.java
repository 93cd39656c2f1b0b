package dev.bellows.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the process's streams are. */
final class Terminal {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private Terminal() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        boolean interactive = interactive();
        Screen screen = new Screen(
                interactive,
                isTerminal(1, interactive),
                isTerminal(2, false),
                capable(environment),
                unicode(environment),
                new TerminalWidth(environment.get("COLUMNS")));
        return new Surroundings(
                System.in,
                new StandardOutput(new FileOutputStream(FileDescriptor.out), encoding(screen.output())),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, encoding(screen.errors())),
                environment,
                Path.of("").toAbsolutePath(),
                screen);
    }

    /**
     * A terminal gets its own encoding. Everything else gets UTF-8, as JSON is nothing else; and so does a terminal where
     * the locale is C, as in containers: what users wrote is in UTF-8, and most terminals understand it all the same.
     */
    private static Charset encoding(boolean terminal) {
        return terminal ? encoding() : StandardCharsets.UTF_8;
    }

    private static Charset encoding() {
        try {
            Charset encoding = WINDOWS
                    ? Charset.defaultCharset()
                    : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
            return encoding.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : encoding;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Whether the locale's encoding has our signs and blocks; a locale that nobody set is C. */
    static boolean unicode(Map<String, String> environment) {
        if (WINDOWS) {
            return Charset.defaultCharset().newEncoder().canEncode("…×█");
        }
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(environment::get)
                .filter(locale -> locale != null && !locale.isEmpty())
                .findFirst()
                .map(locale -> locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
                .orElse(false);
    }

    private static boolean capable(Map<String, String> environment) {
        @Nullable String terminal = environment.get("TERM");
        return terminal != null && !terminal.isEmpty() && !terminal.equals("dumb");
    }

    @SuppressWarnings("SystemConsoleNull") // both ways of telling are asked, the older one first
    private static boolean interactive() {
        @Nullable Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From 22 on there is a console without a terminal too, and a method that tells them apart.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Java tells only of input and output together; Linux tells of each stream. */
    private static boolean isTerminal(int descriptor, boolean otherwise) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            return otherwise;
        }
    }
}
