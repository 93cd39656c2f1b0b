package dev.bellows.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Held;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.model.StepResult;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void aReport() {
        Report report = new Report(
                "shop",
                "public.bellows_ledger",
                2,
                "0001",
                true,
                List.of(new StepResult(
                        "main",
                        "0001",
                        "a \"b\"",
                        Phase.EXPAND,
                        StepResult.Outcome.APPLIED,
                        1,
                        1,
                        Duration.ofMillis(12))),
                List.of(),
                List.of(Held.behind(new MigrationLabel("main", "0003"), new MigrationLabel("main", "0002"))),
                List.of(),
                new RestorePoint(new MigrationLabel("main", "0002"), "snap-7", Instant.parse("2026-11-21T09:30:00Z")),
                List.of(Refusal.of("edited", "changed", "put it back")),
                List.of("look"),
                null,
                Duration.ofSeconds(2));

        assertThat(Json.object("apply", 0, Json.fields("report", Json.report(report))))
                .isEqualTo("""
                        {"format":1,"command":"apply","exit":0,"report":{"database":"shop",\
                        "ledger":"public.bellows_ledger","position":2,"head":"0001","current":true,\
                        "steps":[{"owner":"main","version":"0001","description":"a \\"b\\"","phase":"expand",\
                        "outcome":"applied","done":1,"total":1,"durationMillis":12}],"quarantined":[],"held":[{"owner":"main","version":"0003"}],\
                        "heldBy":[{"owner":"main","version":"0003","after":null,"behind":{"owner":"main","version":"0002"},"holders":[]}],"checks":[],\
                        "restorePoint":{"owner":"main","version":"0002","what":"snap-7","at":"2026-11-21T09:30:00Z"},\
                        "refusals":[{"code":"edited","owner":null,"version":null,"file":null,"line":null,"column":null,"excerpt":null,"cause":"changed",\
                        "next":"put it back"}],"notices":["look"],"failure":null,"durationMillis":2000}}""");
    }

    @Test
    void aStatus() {
        Status.Row row = new Status.Row(
                "main",
                "0001",
                "a",
                Phase.CONTRACT,
                State.OUT_OF_ORDER,
                0,
                0,
                Instant.parse("2026-11-21T09:30:00.000001Z"),
                null);
        Status status = new Status(
                "d", "l", 0, null, false, List.of(row), List.of(), List.of(), List.of(), null, "bellows apply");

        assertThat(Json.object("status", 0, Json.fields("status", Json.status(status))))
                .isEqualTo("""
                        {"format":1,"command":"status","exit":0,"status":{"database":"d","ledger":"l","position":0,\
                        "head":null,"current":false,"migrations":[{"owner":"main","version":"0001","description":"a",\
                        "phase":"contract","state":"out-of-order","done":0,"total":0,\
                        "at":"2026-11-21T09:30:00.000001Z","note":null}],"refusals":[],"notices":[],\
                        "gates":[],"restorePoint":null,"next":"bellows apply"}}""");
    }
}
