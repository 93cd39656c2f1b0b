package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.model.Status.Row;
import dev.bellows.sql.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:30:00Z");

    private static List<String> lines(Row... rows) {
        Status status = new Status(
                "shop",
                "public.bellows_ledger",
                7,
                "0042",
                false,
                List.of(rows),
                List.of(),
                List.of(),
                List.of(),
                new RestorePoint(
                        new MigrationLabel("main", "0013"), "before.dump", Instant.parse("2026-11-22T07:13:44.5Z")),
                "bellows apply");
        return StatusText.of(status, Ink.PLAIN, 0);
    }

    @Test
    void isATableCountsAndTheNextCommand() {
        assertThat(lines(
                        new Row("main", "0041", "add orders", Phase.EXPAND, State.APPLIED, 0, 0, AT, null),
                        new Row("billing", "0042", "add invoices", Phase.CONTRACT, State.FAILED, 1, 3, AT, "no rights"),
                        new Row("main", "0043", "later", Phase.EXPAND, State.PENDING, 0, 0, null, null)))
                .containsExactly(
                        "database shop, ledger public.bellows_ledger at position 7, head 0042",
                        "",
                        "VERSION  PHASE     STATE          WHEN (UTC)           DESCRIPTION",
                        "0041     expand    applied        2026-11-21 09:30:00  add orders",
                        "0042     contract  failed at 1/3  2026-11-21 09:30:00  billing: add invoices (no rights)",
                        "0043     expand    pending                             later",
                        "",
                        "1 applied, 1 pending, 1 failed; the schema is not current",
                        "restore point: before.dump, made 2026-11-22 07:13:44 UTC before 0013",
                        "next: bellows apply");
    }

    @Test
    void fitsAHundredColumnsWhateverItHolds() {
        String longest = "a very long description 表 of what it does, ".repeat(10);
        assertThat(lines(
                        new Row(
                                "main",
                                "9".repeat(60),
                                longest,
                                Phase.CONTRACT,
                                State.UNFINISHED,
                                12345,
                                99999,
                                AT,
                                "x"),
                        new Row("main", "R_" + "name".repeat(30), longest, null, State.OUT_OF_ORDER, 0, 0, AT, null)))
                .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(100))
                .anyMatch(line -> line.endsWith("…"));
    }

    @Test
    void refusalsStandBeforeTheLastLine() {
        Status status = new Status(
                "shop",
                "l",
                1,
                null,
                true,
                List.of(),
                List.of(Refusal.at(
                        "edited", new MigrationLabel("main", "1"), "db/1_a.sql", 3, "it has changed", "put it back")),
                List.of("look here"),
                List.of(),
                null,
                "put it back");

        assertThat(StatusText.of(status, Ink.PLAIN, 0))
                .endsWith("notice: look here", "refused[edited]: db/1_a.sql:3: it has changed", "next: put it back");
    }
}
