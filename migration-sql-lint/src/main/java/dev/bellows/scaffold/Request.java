package dev.bellows.scaffold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param arguments what stands behind the kind
 * @param using an expression that makes the new value of the old one; null for none
 * @param back one that makes the old value of the new ones; null for none
 */
public record Request(
        Kind kind,
        List<String> arguments,
        @Nullable String using,
        @Nullable String back) {
    public Request {
        arguments = List.copyOf(arguments);
    }

    String argument(int index) {
        return arguments.get(index);
    }

    void requireArguments(int count) {
        if (arguments.size() != count) {
            throw wrong();
        }
    }

    ScaffoldException wrong() {
        return new ScaffoldException(kind.word() + " needs other arguments", "bellows new " + kind.synopsis());
    }

    /** Refuses options that mean nothing here. */
    void refuse(boolean usingToo) {
        if (back != null || (usingToo && using != null)) {
            throw new ScaffoldException(
                    (back != null ? "--back" : "--using") + " says nothing to " + kind.word(),
                    "bellows new " + kind.synopsis());
        }
    }
}
