package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final ConnectionFailure failure = new ConnectionFailure(
            "the driver was disturbed", null, List.of("tried db:5432"), "check host and port", null);

    @Test
    void aMissingConnectionIsExplainedByWhoTriedToMakeIt() {
        assertThat(Database.explained(new UnreachableException("no", Report.EMPTY, failure)))
                .contains("the driver was disturbed\n  tried db:5432\nnext: check host and port");
    }

    @Test
    void whoInterruptsConnectingIsNotToldThatTheHostIsWrong() {
        assertThat(Database.explained(new InterruptedRunException("interrupted", Report.EMPTY, failure)))
                .isEmpty();
    }
}
