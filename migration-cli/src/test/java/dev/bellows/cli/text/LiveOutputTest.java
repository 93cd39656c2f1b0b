package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.CommandProgress.Counter;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is on a terminal's screen. */
class LiveOutputTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Events events = new Events();
    private int columns = 80;
    private final LiveOutput output = output(true);

    private LiveOutput output(boolean unicode) {
        PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return new LiveOutput(new ProgressText.Place(
                stream,
                stream,
                new Display(true, unicode, Ink.COLOURED, () -> columns),
                text -> text.replace("hunter2", "***"),
                events::now));
    }

    private List<String> screen() {
        return Emulator.screen(terminal.toString(StandardCharsets.UTF_8));
    }

    private void pass(long seconds) {
        events.pass(Duration.ofSeconds(seconds));
        output.tick();
    }

    @Test
    void whatIsOverAtOnceIsOneLineThatStays() {
        output.on(Events.planned(1));
        output.on(Events.started());
        output.tick();
        assertThat(screen()).isEmpty();

        output.on(Events.finished());
        output.end();
        assertThat(screen()).containsExactly("0042 add email  expand  applied in 12 ms (1 statement)");
    }

    @Test
    void aSlowOneIsRedrawnInPlaceWithTheServersProgressAndABarOverTheRun() {
        output.on(Events.planned(2));
        output.on(Events.started());
        pass(4);
        output.on(Events.building("building index: scanning table", 0, new Counter("blocks", 1200, 4000)));
        pass(61);

        assertThat(screen()).hasSize(3);
        assertThat(screen().get(0)).isEqualTo("0042 add email  expand, 1 min 05 s");
        assertThat(screen().get(1))
                .isEqualTo("  CREATE INDEX CONCURRENTLY, building index: scanning table, 30 % (1,200 of 4,…");
        assertThat(screen().get(2)).startsWith("migrations   0% ").contains("0/2");

        output.on(Events.finished());
        output.on(Events.started());
        pass(1);
        assertThat(screen().get(0)).isEqualTo("0042 add email  expand  applied in 12 ms (1 statement)");
        assertThat(screen().get(1)).isEqualTo("0042 add email  expand, 1 s");
        assertThat(screen().get(2)).startsWith("migrations  50% ").contains("1/2");

        output.on(Events.finished());
        output.end();
        assertThat(screen()).hasSize(2);
    }

    @Test
    void whoHoldsAGateThatIsWaitedForIsShownUntilItOpens() {
        output.on(Events.held(Events.OLD));
        output.on(Events.passedOver());
        assertThat(screen()).containsExactly("0042 add email  expand  held");

        pass(1);
        output.on(Events.held(Events.OLD));
        output.on(Events.passedOver());
        pass(4);
        assertThat(screen())
                .containsExactly(
                        "0042 add email  expand  held",
                        "waiting for the gate of 0042, 5 s so far, held",
                        "  by 2 instances of api 1.3.0 (head 0041) on web-1 and others, since 2026-11-21",
                        "    14:01:02 UTC",
                        "    next: roll it forward to a build that ships 0042, or stop it");

        output.on(new Progress.GateOpened(Events.MIGRATION));
        output.tick();
        assertThat(screen()).containsExactly("0042 add email  expand  held");
    }

    @Test
    void whoIsInTheWayIsShownUntilTheWayIsClear() {
        output.on(Events.planned(1));
        output.on(Events.started());
        output.on(Events.waiting(Events.psql(), Events.prepared()));
        columns = 120;
        pass(2);

        assertThat(screen())
                .containsExactly(
                        "0042 add email  expand, 2 s",
                        "  waiting, 5 s so far, for",
                        "    pid 4711, role app, application psql, idle in transaction for 14 s, its transaction open for"
                                + " 3 min 02 s",
                        "      UPDATE orders SET note = '***'",
                        "    the prepared transaction 'batch 7', role app, prepared for 3 days",
                        "      COMMIT PREPARED or ROLLBACK PREPARED ends it");

        output.on(new Progress.WaitOver(Events.MIGRATION, Duration.ofSeconds(6)));
        pass(1);
        assertThat(screen()).containsExactly("0042 add email  expand, 3 s");
    }

    @Test
    void nothingIsAsWideAsTheTerminalAlsoWhenThatShrinksAndLettersAreWide() {
        Migration wide = new Migration(
                "main",
                "0042",
                "用户表增加电子邮件地址列以及索引和约束\te\u0301e\u0301",
                Events.MIGRATION.phase(),
                null,
                false,
                Events.MIGRATION.script(),
                null);
        output.on(Events.planned(12));
        output.on(new Progress.StepStarted(wide, 1, 12));
        output.on(Events.waiting(Events.psql(), Events.vacuum()));
        for (int width : List.of(100, 61, 40, 20)) {
            columns = width;
            pass(1);
            assertThat(screen()).hasSizeGreaterThan(4).allSatisfy(line -> assertThat(Cells.width(line))
                    .isLessThan(width));
        }
    }

    @Test
    void anAsciiTerminalGetsNothingElseOfOurs() {
        LiveOutput ascii = output(false);
        columns = 30;
        ascii.on(Events.planned(3));
        ascii.on(Events.started());
        ascii.on(Events.waiting(Events.psql()));
        ascii.end();

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("migrations")
                .matches("\\p{ASCII}*");
    }

    @Test
    void noticesStayAboveAndTellNoPassword() {
        output.on(Events.started());
        pass(2);
        output.on(new Progress.Notice("the password is hunter2"));
        output.tick();

        assertThat(screen()).containsExactly("notice: the password is ***", "0042 add email  expand, 2 s");
    }
}
