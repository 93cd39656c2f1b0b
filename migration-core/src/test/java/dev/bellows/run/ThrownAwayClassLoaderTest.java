package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An application server loads an application, throws it away, and gets all of it back: no thread, no registration stays. */
class ThrownAwayClassLoaderTest {
    private static final int LOOKS = 300;

    /** Loads what belongs to Bellows by itself, and all else, the driver too, as its parent does. */
    private static final class Application extends URLClassLoader {
        Application(URL... urls) {
            super(urls, Application.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.bellows.") && !name.startsWith("org.antlr.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Application application() throws MalformedURLException {
        String[] places = classPath().split(File.pathSeparator);
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = Path.of(places[i]).toUri().toURL();
        }
        return new Application(urls);
    }

    /** Migrates with classes of the loader's own. */
    private static WeakReference<ClassLoader> migrate(DataSource dataSource, String folder) throws Exception {
        try (Application application = application()) {
            Class<?> bellows = Class.forName("dev.bellows.Bellows", true, application);
            if (bellows.getClassLoader() != application) {
                throw new IllegalStateException("another loader's class was found");
            }
            Object on = bellows.getMethod("on", DataSource.class).invoke(null, dataSource);
            Object all = bellows.getMethod("migrations", String.class).invoke(on, folder);
            // As a web application that is stopped ends its lease.
            ((AutoCloseable) bellows.getMethod("apply").invoke(all)).close();
            return new WeakReference<>(application);
        }
    }

    /** Java 17 remembers the last record whose methods it linked, and with it that record's loader. */
    private record Another(File component) {
        static void link() {
            Another one = new Another(new File("one"));
            if (!one.equals(new Another(new File("one")))
                    || one.hashCode() == 0
                    || one.toString().isEmpty()) {
                throw new IllegalStateException("records have these methods");
            }
        }
    }

    /** The application server; ends with 0 when the loader was collected. */
    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        WeakReference<ClassLoader> loader = migrate(dataSource, arguments[3]);
        Another.link();
        // A thread may need a moment to end.
        for (int i = 0; i < LOOKS && loader.get() != null; i++) {
            System.gc();
            Pause.exactly(Duration.ofMillis(20));
        }
        System.exit(loader.get() == null ? 0 : 1);
    }

    @PostgresTest
    void isCollected(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                DO 'BEGIN PERFORM 1; END';
                -- file: 2_i.sql
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                """);

        // In a process of its own: softly held caches of Java's are no leak, and there they can be told to go at once.
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-cp",
                        classPath(),
                        ThrownAwayClassLoaderTest.class.getName(),
                        db.jdbcUrl(),
                        db.user(),
                        db.password(),
                        db.folder().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(server.waitFor()).as("1 when something holds the loader").isZero();
        assertThat(db.ledger()).hasSize(3);
    }
}
