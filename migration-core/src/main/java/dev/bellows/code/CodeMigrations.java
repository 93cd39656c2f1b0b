package dev.bellows.code;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns migrations written in Java into migrations like any other. */
public final class CodeMigrations {
    private static final Pattern CHECKSUM = Pattern.compile("[!-~]{1,100}");
    private static final Pattern DESCRIPTION = Pattern.compile("\\S|\\S.*\\S");

    private CodeMigrations() {}

    /**
     * Those that a class loader's {@link ServiceLoader} finds.
     *
     * @throws ConfigurationException when one cannot be loaded
     */
    public static List<CodeMigration> discover(ClassLoader loader) {
        try {
            List<CodeMigration> found = new ArrayList<>();
            ServiceLoader.load(CodeMigration.class, loader).forEach(found::add);
            return found;
        } catch (UnsupportedClassVersionError e) {
            throw new ConfigurationException(
                    "a migration in Java cannot be loaded: " + e.getMessage()
                            + "; run with that Java, or compile it for Java "
                            + Runtime.version().feature(),
                    Report.EMPTY);
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigurationException(
                    "a migration in Java cannot be loaded: " + e.getMessage()
                            + (cause == e ? "" : " (" + cause + ")")
                            + "; correct META-INF/services/" + CodeMigration.class.getName()
                            + " or the class that it names",
                    Report.EMPTY);
        }
    }

    /**
     * The migration that a piece of code declares.
     *
     * @throws ConfigurationException when it declares what no migration can be
     */
    public static Migration of(CodeMigration code) {
        try {
            return declared(code);
        } catch (ConfigurationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw refused(code.getClass(), "what it declares cannot be read (" + e + "); correct that class");
        }
    }

    private static Migration declared(CodeMigration code) {
        Class<?> type = code.getClass();
        String version = code.version();
        @Nullable String after = code.after();
        require(Version.isVersion(version), type, "version '" + version + "' is not a number such as 0042");
        require(
                DESCRIPTION.matcher(code.description()).matches(),
                type,
                "its description must be one line that neither begins nor ends with a blank");
        require(
                CHECKSUM.matcher(code.checksum()).matches(),
                type,
                "its checksum must be 1 to 100 visible ASCII characters without blanks");
        require(after == null || Version.isVersion(after), type, "after '" + after + "' is not a version such as 0042");
        String checksum = "code:" + code.checksum();
        return new Migration(
                owner(code),
                version,
                code.description(),
                code.phase(),
                after,
                false,
                new CodeScript(type, checksum, code.mayLoseData(), code::apply),
                code instanceof ReversibleCodeMigration reversible
                        ? new CodeScript(type, checksum, code.mayLoseData(), reversible::revert)
                        : null);
    }

    private static String owner(CodeMigration code) {
        try {
            return new Location(code.owner(), code.getClass().getName()).owner();
        } catch (IllegalArgumentException e) {
            throw refused(code.getClass(), String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean right, Class<?> type, String problem) {
        if (!right) {
            throw refused(type, problem);
        }
    }

    private static ConfigurationException refused(Class<?> type, String problem) {
        return new ConfigurationException("migration in Java " + type.getName() + ": " + problem, Report.EMPTY);
    }
}
