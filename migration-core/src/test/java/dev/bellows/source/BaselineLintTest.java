package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintScript.Role;
import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline tells the linter what is there once the migrations that it stands for are gone; it is not judged itself. */
class BaselineLintTest {
    private static final String OLD = "CREATE TABLE a (id int);\n";
    private static final String BASELINE = "-- bellows:squashes 0001 1:" + "0".repeat(64) + "\n" + OLD;
    private static final String NEW = "ALTER TABLE a ADD b int;\n";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void squashed() throws IOException {
        write("0001.baseline.sql", BASELINE);
        write("0002_b.sql", NEW);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private LintSources sources(Map<String, String> changed, Set<String> same) {
        Map<String, byte[]> were = new HashMap<>();
        changed.forEach((path, text) -> were.put(path, text.getBytes(StandardCharsets.UTF_8)));
        Past past = new Past("main", same, were, Set.of(), List.of());
        LintPlace place = new LintPlace(Location.of(folder.toString()), null, Map.of(), past);
        return LintSources.of(List.of(place), null, Settings.DEFAULT, getClass().getClassLoader());
    }

    private List<String> whole() {
        return named(LintSources.of(
                List.of(LintPlace.whole(Location.of(folder.toString()))),
                null,
                Settings.DEFAULT,
                getClass().getClassLoader()));
    }

    private static List<String> named(LintSources sources) {
        return sources.scripts().stream()
                .map(script -> Path.of(script.name()).getFileName() + " " + script.role())
                .toList();
    }

    @Test
    void itStandsForFilesThatAreGone() throws IOException {
        assertThat(whole()).containsExactly("0001.baseline.sql " + Role.KNOWN, "0002_b.sql " + Role.JUDGED);

        write("0001_a.sql", OLD);
        assertThat(whole()).containsExactly("0001_a.sql " + Role.JUDGED, "0002_b.sql " + Role.JUDGED);
    }

    @Test
    void aBranchThatSquashesDeletesNothingThatMatters() {
        LintSources sources = sources(Map.of("0001_a.sql", OLD), Set.of());

        assertThat(named(sources)).containsExactly("0001_a.sql " + Role.KNOWN, "0002_b.sql " + Role.UNRELEASED);
        assertThat(sources.findings()).isEmpty();
    }

    @Test
    void aBranchMayNotEditABaseline() {
        LintSources sources = sources(Map.of("0001.baseline.sql", BASELINE.replace("int", "bigint")), Set.of());

        assertThat(sources.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.finding().script()).endsWith("0001.baseline.sql"));
        assertThat(named(sources)).contains("0001.baseline.sql " + Role.KNOWN);
    }
}
