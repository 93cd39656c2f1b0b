package dev.bellows.cli.json;

import dev.bellows.model.GateView;
import dev.bellows.model.GateView.Instances;
import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.Overtaking;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gates and who holds them, as JSON's objects. */
public final class GateJson {
    private GateJson() {}

    /** What the gates of pending contracts see. */
    public static List<Map<String, @Nullable Object>> gates(List<GateView> gates) {
        return gates.stream().map(GateJson::gate).toList();
    }

    private static Map<String, @Nullable Object> gate(GateView gate) {
        Map<String, @Nullable Object> fields = Json.label(gate.contract());
        fields.putAll(Json.fields(
                "description",
                gate.description(),
                "after",
                Json.label(gate.after()),
                "open",
                gate.open(),
                "opened",
                gate.opened(),
                "holders",
                holders(gate.holders()),
                "instances",
                gate.instances().stream().map(GateJson::instances).toList()));
        return fields;
    }

    private static Map<String, @Nullable Object> instances(Instances instances) {
        return Json.fields(
                "application", instances.application(),
                "release", instances.release(),
                "head", instances.head(),
                "ships", instances.ships(),
                "count", instances.count(),
                "since", time(instances.since()));
    }

    static Map<String, @Nullable Object> held(Held held) {
        Map<String, @Nullable Object> fields = Json.label(held.migration());
        fields.put("after", held.behind() ? null : Json.label(held.after()));
        fields.put("behind", held.behind() ? Json.label(held.after()) : null);
        fields.put("holders", holders(held.holders()));
        return fields;
    }

    static List<Map<String, @Nullable Object>> holders(List<Holder> holders) {
        return holders.stream()
                .map(holder -> Json.fields(
                        "kind", holder.kind().name().toLowerCase(Locale.ROOT),
                        "who", holder.who(),
                        "application", holder.application(),
                        "release", holder.release(),
                        "head", holder.head(),
                        "host", holder.host(),
                        "count", holder.count(),
                        "since", time(holder.since()),
                        "attestable", holder.kind().attestable(),
                        "next", holder.next()))
                .toList();
    }

    /** The contracts that have overtaken a build. */
    public static List<Map<String, @Nullable Object>> overtaking(List<Overtaking> overtaking) {
        return overtaking.stream()
                .map(each -> Json.fields("contract", Json.label(each.contract()), "after", Json.label(each.after())))
                .toList();
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
