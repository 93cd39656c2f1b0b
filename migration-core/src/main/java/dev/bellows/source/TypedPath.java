package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as people, configurations and git write them. */
public final class TypedPath {
    private TypedPath() {}

    /**
     * The path of a text. Where the locale has no letters for one, Java can open no such file.
     *
     * @throws ConfigurationException when it is none, or none in this locale
     */
    public static Path of(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw wrong(typed, plain(typed) + " is not a path\nnext: name a folder or a file", e);
        }
    }

    /**
     * Why a text is no path.
     *
     * @param otherwise what is to be said where it is not for the locale
     */
    static ConfigurationException wrong(String typed, String otherwise, InvalidPathException cause) {
        boolean locale = typed.chars().anyMatch(letter -> letter > 0x7F);
        return new ConfigurationException(
                locale
                        ? "this locale cannot name the file " + plain(typed) + "\nnext: run it with LC_ALL=C.UTF-8"
                        : otherwise,
                Report.EMPTY,
                cause);
    }

    private static String plain(String typed) {
        return typed.replaceAll("\\p{Cntrl}", "?");
    }
}
