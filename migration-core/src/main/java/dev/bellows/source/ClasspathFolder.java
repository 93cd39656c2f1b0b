package dev.bellows.source;

import dev.bellows.model.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The files of a resource folder: in folders of classes, and inside jars (nested ones too, where the loader can). */
final class ClasspathFolder {
    private ClasspathFolder() {}

    static List<SourceFile> list(String place, ClassLoader classLoader) {
        String folder = withoutSlashes(place.substring(Location.CLASSPATH.length()));
        try {
            List<URL> roots = Collections.list(classLoader.getResources(folder));
            if (roots.isEmpty()) {
                throw Folders.wrong(
                        place,
                        "is not on the class path (a jar that has it needs an entry for the folder itself)",
                        new IOException(folder));
            }
            List<SourceFile> files = new ArrayList<>();
            for (URL root : roots) {
                // Where two places have the folder, only the whole address tells their files apart.
                String shown = roots.size() == 1 ? Location.CLASSPATH + folder : root.toString();
                files.addAll(root.getProtocol().equals("file") ? exploded(root, shown) : packed(root, folder, shown));
            }
            return files;
        } catch (IOException | UncheckedIOException | URISyntaxException e) {
            throw Folders.wrong(place, "cannot be read: " + TextFile.why(e), e);
        }
    }

    private static List<SourceFile> exploded(URL root, String shown) throws IOException, URISyntaxException {
        Path folder = Path.of(root.toURI());
        return Folders.inside(
                folder,
                folder,
                file -> shown + "/" + folder.relativize(file).toString().replace('\\', '/'));
    }

    private static List<SourceFile> packed(URL root, String folder, String shown) throws IOException {
        URLConnection connection = root.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            throw new IOException("the class loader serves it as " + root.getProtocol() + ":, which cannot be listed");
        }
        // A cached JarFile would stay open after us and, on some systems, keep the jar from being replaced.
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            List<SourceFile> files = new ArrayList<>();
            for (JarEntry entry : Collections.list(file.entries())) {
                @Nullable String name = nameIn(folder, entry);
                if (name != null) {
                    URL resource = new URL(root.toString().replaceFirst("/*$", "/") + escaped(name));
                    files.add(new SourceFile(name, shown + "/" + name, () -> open(resource)));
                }
            }
            return files;
        }
    }

    /** An entry's path in that folder, when it is a file in it; else null. */
    private static @Nullable String nameIn(String folder, JarEntry entry) {
        if (entry.isDirectory() || !entry.getName().startsWith(folder + "/")) {
            return null;
        }
        return entry.getName().substring(folder.length() + 1);
    }

    /** A name as an address has it: {@code 0042_fix_#7.sql} holds what would begin a fragment. */
    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static InputStream open(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static String withoutSlashes(String folder) {
        String result = folder;
        while (result.startsWith("/")) {
            result = result.substring(1);
        }
        while (result.endsWith("/")) {
            result = result.substring(0, result.length() - 1);
        }
        return result;
    }
}
