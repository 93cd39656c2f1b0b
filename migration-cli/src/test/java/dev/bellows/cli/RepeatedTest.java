package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command to type next works where this one did. */
class RepeatedTest {
    @PostgresTest
    void theNextCommandHasTheOptionsThatWereTypedQuotedAndWithoutThePassword(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");
        String password = db.password().isEmpty() ? "hunter2" : db.password();
        String address = db.jdbcUrl().replaceAll(".*//", "");

        Ended status = new Caller(Map.of(), db.folder(), null)
                .call(
                        "status",
                        "--url",
                        "postgresql://" + db.user() + ":" + password + "@" + address,
                        "--migrations",
                        ".",
                        "--ledger",
                        "other");

        assertThat(status.lastLine())
                .isEqualTo("next: bellows apply --url postgresql://" + db.user() + "@" + address
                        + " --migrations . --ledger other");
    }

    @Test
    void aShellTakesAnyValueAsItWas() {
        assertThat(Repeated.quoted("db/migrations")).isEqualTo("db/migrations");
        assertThat(Repeated.quoted("my files/it's $HOME")).isEqualTo("'my files/it'\\''s $HOME'");
    }

    @PostgresTest
    void withoutOptionsItIsJustTheCommand(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");

        assertThat(Caller.on(db).call("status").lastLine()).isEqualTo("next: bellows apply");
    }

    @PostgresTest
    void anEmptyFolderIsTold(TestDatabase db) {
        Ended ended = Caller.on(db).call("apply");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err())
                .contains("notice: there are no migrations in " + db.folder() + ": a file's name is such as 0");
    }
}
