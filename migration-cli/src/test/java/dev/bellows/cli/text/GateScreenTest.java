package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.GateView;
import dev.bellows.model.Holder;
import dev.bellows.model.MigrationLabel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What somebody sees who watches gates. */
class GateScreenTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Events events = new Events();

    private GateScreen screen(boolean live) {
        return new GateScreen(
                new PrintStream(terminal, true, StandardCharsets.UTF_8),
                new Display(live, true, Ink.PLAIN, () -> 80),
                text -> text.replace("hunter2", "***"),
                events::now);
    }

    private static List<GateView> gates(Holder... holders) {
        return List.of(new GateView(
                new MigrationLabel("main", "0042"),
                "drop hunter2",
                new MigrationLabel("main", "0041"),
                false,
                List.of(holders),
                List.of(new GateView.Instances(
                        "api", null, "0041", true, 3, Instant.parse("2026-11-21T14:01:02.345Z")))));
    }

    private String printed() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalIsRedrawnAndNothingOfTheLastLookStays() {
        GateScreen screen = screen(true);
        screen.show(gates(Events.OLD));
        assertThat(Emulator.screen(printed()))
                .containsExactly(
                        "2026-11-21T14:35:02Z, every 2 s; Ctrl-C ends it",
                        "0042 drop ***  held, until every build that lives ships 0041",
                        "  APPLICATION  RELEASE  HEAD  SHIPS 0041  INSTANCES  SINCE (UTC)",
                        "  api          -        0041  yes         3          2026-11-21 14:01:02",
                        "  by 2 instances of api 1.3.0 (head 0041) on web-1 and others, since 2026-11-21",
                        "    14:01:02 UTC",
                        "    next: roll it forward to a build that ships 0042, or stop it");

        events.pass(Duration.ofSeconds(2));
        screen.show(gates());
        assertThat(Emulator.screen(printed()))
                .containsExactly(
                        "2026-11-21T14:35:04Z, every 2 s; Ctrl-C ends it",
                        "0042 drop ***  open: nothing lives whose build lacks 0041",
                        "  APPLICATION  RELEASE  HEAD  SHIPS 0041  INSTANCES  SINCE (UTC)",
                        "  api          -        0041  yes         3          2026-11-21 14:01:02");
    }

    @Test
    void aPipeGetsOnlyWhatHasChanged() {
        GateScreen screen = screen(false);
        screen.show(gates(Events.OLD));
        events.pass(Duration.ofSeconds(2));
        screen.show(gates(Events.OLD));
        String before = printed();
        events.pass(Duration.ofSeconds(2));
        screen.show(gates());

        assertThat(before.lines().filter(line -> line.startsWith("2026-"))).containsExactly("2026-11-21T14:35:02Z");
        assertThat(printed().substring(before.length())).startsWith("2026-11-21T14:35:06Z\n0042 drop ***  open: ");
    }

    @Test
    void ofManyHoldersThatNeedTheSameTheFirstAreToldAndHowManyMore() {
        Holder[] many = IntStream.range(0, 100).mapToObj(i -> Events.OLD).toArray(Holder[]::new);

        assertThat(GateText.of(gates(many), Ink.PLAIN, 0))
                .hasSizeLessThan(20)
                .contains("  and 92 more like these; all of them: bellows gate --json");
    }
}
