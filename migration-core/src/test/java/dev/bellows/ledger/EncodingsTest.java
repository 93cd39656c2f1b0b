package dev.bellows.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Decision;
import dev.bellows.model.Resolution;
import dev.bellows.model.State;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Status;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases in other encodings: entries can be written whatever they say, and their hashes hold. */
class EncodingsTest {
    /** The word is one that the database can hold; the description holds characters that none but UTF-8 has together. */
    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({
        "SQL_ASCII, na\u00efve",
        "LATIN1, pr\u00e9nom",
        "LATIN2, \u0141\u00f3d\u017a",
        "WIN1252, 5 \u20ac",
        "EUC_JP, \u540d\u524d"
    })
    void everyEntryIsWrittenAndItsHashHolds(String encoding, String word, TestDatabase db) throws SQLException {
        PGSimpleDataSource encoded = db.dataSource();
        encoded.setDatabaseName(db.name() + "_encoded");
        db.sql("CREATE DATABASE " + db.name() + "_encoded TEMPLATE template0 ENCODING '" + encoding + "' LOCALE 'C'");
        try {
            db.migrations("-- file: 1_pr\u00e9nom_\u540d\u524d_\u20ac.sql\nCREATE TABLE \"" + word
                    + "\" (i int);\n-- file: 2_fails.sql\nDO $$ BEGIN RAISE EXCEPTION '" + word + "'; END $$;\n");
            Bellows bellows =
                    Bellows.on(encoded).migrations(db.folder().toString()).release("\u65b0 \u00e9t\u00e9");

            assertThatThrownBy(bellows::apply)
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining(word);
            bellows.resolve(Resolution.of("2", Decision.parse("applied"), "it's done \u2014 \u5b8c\u4e86"));

            Status status = bellows.status();
            assertThat(status.refusals()).as("the hashes hold").isEmpty();
            assertThat(status.rows()).extracting(Status.Row::state).containsOnly(State.APPLIED);
            assertThat(status.rows().get(0).description()).isEqualTo("pr\u00e9nom \u540d\u524d \u20ac");
            assertThat(bellows.applyWithoutLease().steps()).isEmpty();
            assertThat(value(encoded, "SELECT description FROM bellows_status WHERE version = '1'"))
                    .matches("pr(\u00e9|.u.E9.)nom .*");
            assertThat(
                            value(
                                    encoded,
                                    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relowner ="
                                            + " current_user::regrole AND relnamespace = 'public'::regnamespace AND relname !~ 'bellows'"))
                    .isEqualTo(word);
        } finally {
            db.sql("DROP DATABASE " + db.name() + "_encoded WITH (FORCE)");
        }
    }

    private static String value(PGSimpleDataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
