package dev.bellows.benchmarks.migrate;

import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that migrates several times and says what each took, class loading included: {@code Child TOOL FOLDER CALLS}. The
 * database is in its environment.
 */
final class Child {
    private static final int COLLECTIONS = 5;

    private Child() {}

    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        // It tells its maker of each call.
        System.setProperty("liquibase.analytics.enabled", "false");
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(System.getenv("CHILD_URL"));
        dataSource.setUser(System.getenv("DATABASE_USER"));
        dataSource.setPassword(System.getenv("DATABASE_PASSWORD"));
        Tool tool = Tool.valueOf(arguments[0]);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            tool.migrate(dataSource, Path.of(arguments[1]));
            long end = System.nanoTime();
            System.out.println("took " + (end - begin));
            begin = System.nanoTime();
        }
        System.out.println("retained " + used());
        System.out.println("threads " + Thread.getAllStackTraces().size());
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
