package dev.bellows.source;

import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Drizzle's {@code 0042_quick_fox.sql}, run in the order of its {@code meta/_journal.json}. */
final class DrizzleLayout implements LintLayout {
    static final String JOURNAL = "meta/_journal.json";

    private static final Pattern TAG = Pattern.compile("\"tag\"\\s*:\\s*\"([^\"\\\\]+)\"");
    private static final Pattern NAME = Pattern.compile("(([0-9]*)[^/]*)\\.sql");

    private final List<String> tags = new ArrayList<>();

    /** With what the journal says; a journal that cannot be read says nothing. */
    DrizzleLayout(SourceFile journal) {
        try (InputStream in = journal.opener().open()) {
            Matcher tag = TAG.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (tag.find()) {
                tags.add(tag.group(1));
            }
        } catch (IOException e) {
            tags.clear();
        }
    }

    @Override
    public String name() {
        return "Drizzle";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public String expectation() {
        return "it has no number, and Drizzle's journal does not name it";
    }

    /** Two branches may both have made a 0042: the journal tells which comes first. */
    @Override
    public @Nullable LintName read(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            return null;
        }
        String tag = name.group(1);
        int place = tags.indexOf(tag);
        String version = Version.isVersion(name.group(2)) ? name.group(2) : place >= 0 ? String.valueOf(place) : "";
        return version.isEmpty()
                ? null
                : new LintName(Kind.VERSIONED, version, tag, place >= 0 ? place : Integer.MAX_VALUE);
    }
}
