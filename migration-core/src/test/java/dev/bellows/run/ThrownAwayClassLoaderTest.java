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

/** An application server loads an application, throws it away, and gets all of it back: no thread, no registration stays. */
class ThrownAwayClassLoaderTest {
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

    private static Application application() throws MalformedURLException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String[] places = path.split(File.pathSeparator);
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = Path.of(places[i]).toUri().toURL();
        }
        return new Application(urls);
    }

    /** Migrates with classes of the loader's own. */
    private static WeakReference<ClassLoader> migrate(TestDatabase db) throws Exception {
        try (Application application = application()) {
            Class<?> bellows = Class.forName("dev.bellows.Bellows", true, application);
            Object on = bellows.getMethod("on", DataSource.class).invoke(null, db.dataSource());
            Object all = bellows.getMethod("migrations", String.class)
                    .invoke(on, db.folder().toString());
            Object report = bellows.getMethod("apply").invoke(all);
            assertThat(report.getClass().getClassLoader()).isSameAs(application);
            return new WeakReference<>(application);
        }
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

        WeakReference<ClassLoader> loader = migrate(db);

        // For ever, where something holds it: the test's time limit ends that.
        while (loader.get() != null) {
            System.gc();
            Pause.exactly(Duration.ofMillis(20));
        }
        assertThat(db.ledger()).hasSize(3);
    }
}
