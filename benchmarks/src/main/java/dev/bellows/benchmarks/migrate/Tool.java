package dev.bellows.benchmarks.migrate;

import dev.bellows.Bellows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Who migrates, called as an application calls it. */
enum Tool {
    /** The call that a job makes. */
    BELLOWS("Bellows") {
        @Override
        void migrate(PGSimpleDataSource dataSource, Path folder) {
            Bellows.on(dataSource).migrations(folder.toString()).applyWithoutLease();
        }
    },

    /** The call that an application makes, which enters as a build that lives. */
    BELLOWS_ENTERING("Bellows, with a lease") {
        @Override
        void migrate(PGSimpleDataSource dataSource, Path folder) {
            Bellows.on(dataSource).migrations(folder.toString()).apply().close();
        }
    },

    FLYWAY("Flyway") {
        @Override
        void migrate(PGSimpleDataSource dataSource, Path folder) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("filesystem:" + folder)
                    .load()
                    .migrate();
        }
    },

    LIQUIBASE("Liquibase") {
        @Override
        void migrate(PGSimpleDataSource dataSource, Path folder) throws Exception {
            try (Connection connection = dataSource.getConnection();
                    Liquibase liquibase = new Liquibase(
                            Folder.LIQUIBASE,
                            new DirectoryResourceAccessor(folder),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                liquibase.update(new Contexts(), new LabelExpression());
            }
        }
    },

    /** What nobody can leave out: connect, ask once, and know of each file whether it was changed. */
    FLOOR("the floor") {
        @Override
        void migrate(PGSimpleDataSource dataSource, Path folder) throws Exception {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files;
            try (Stream<Path> list = Files.list(folder)) {
                files = list.toList();
            }
            for (Path file : files) {
                digest.digest(Files.readAllBytes(file));
            }
        }
    };

    /** In the table. */
    final String called;

    Tool(String called) {
        this.called = called;
    }

    /** Brings the database to where the folder is. */
    abstract void migrate(PGSimpleDataSource dataSource, Path folder) throws Exception;
}
