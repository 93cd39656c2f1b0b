package dev.bellows.cli;

import dev.bellows.cli.config.Problems;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** The jars and folders of {@code --classpath}, behind the command line's own classes. */
final class CodePath {
    private CodePath() {}

    /**
     * A loader of what is there. A class loader passes over what it cannot open, so it is looked at here.
     *
     * @param problems gets everything that is wrong with the places; the loader then lacks those
     */
    static URLClassLoader open(List<String> places, Problems problems) {
        List<URL> urls = new ArrayList<>();
        for (String place : places) {
            try {
                Path path = Path.of(place);
                check(place, path, problems);
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException | IllegalArgumentException e) {
                problems.add("--classpath: \"" + place + "\" is not a path of this system");
            }
        }
        return new URLClassLoader("classpath", urls.toArray(URL[]::new), CodePath.class.getClassLoader());
    }

    private static void check(String place, Path path, Problems problems) {
        if (place.isEmpty()) {
            problems.add(
                    "--classpath: a place between two separators is empty; name a jar or a folder, . for this one");
        } else if (!Files.exists(path)) {
            problems.add("--classpath: " + place + " does not exist; build it first, or name the right one");
        } else if (!Files.isDirectory(path)) {
            try (JarFile jar = new JarFile(path.toFile())) {
                jar.getManifest();
            } catch (IOException | SecurityException e) {
                problems.add("--classpath: " + place + " is neither a folder nor a jar that can be read ("
                        + e.getMessage() + "); build it anew, or name the right one");
            }
        }
    }
}
