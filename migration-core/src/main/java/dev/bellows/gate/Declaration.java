package dev.bellows.gate;

import dev.bellows.model.GateSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of itself when it enters.
 *
 * @param instance a name that no other process has, nor had
 * @param ships every migration of its build, each as {@code owner:version}
 * @param head the highest version among them; null when there is none
 * @param release the deploy's label; null when it has none
 * @param host where it runs
 */
public record Declaration(
        String instance,
        GateSettings settings,
        List<String> ships,
        @Nullable String head,
        @Nullable String release,
        String host) {
    public Declaration {
        ships = List.copyOf(ships);
    }

    /** What a session of this instance says at the front of its {@code application_name}. */
    String sessionName() {
        return sessionName(head, settings);
    }

    /** Likewise, before there is an instance. */
    public static String sessionName(@Nullable String head, GateSettings settings) {
        return (head == null ? "0" : head) + "@" + settings.application();
    }
}
