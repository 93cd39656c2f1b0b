package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.cli.config.Layer;
import dev.bellows.cli.config.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceFileTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            host = db            | ~/.pg_service.conf:2: a line is WORD=VALUE, without spaces around the =
            host                 | ~/.pg_service.conf:2: a line is WORD=VALUE, without spaces around the =
            hots=db              | ~/.pg_service.conf:2: unknown parameter "hots"; did you mean "host"?
            hunter2-x=db         | ~/.pg_service.conf:2: unknown parameter "…"; known are
            service=other        | ~/.pg_service.conf:2: a service cannot name another service
            """)
    void saysWhatIsWrongWithALine(String line, String message) throws IOException {
        Files.writeString(folder.resolve(".pg_service.conf"), "[shop]\n" + line + "\n");
        Home home = new Home(folder, false, List.of());

        assertThatThrownBy(() -> ServiceFile.read(home, new Value("shop", Layer.LIBPQ, "PGSERVICE"), Optional.empty()))
                .hasMessageStartingWith(message);
    }
}
