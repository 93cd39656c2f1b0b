package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a URL, an argument or a file is told without the password that stands in it, of which nobody knows yet. */
@Tag("scenario-29")
class MalformedSecretsTest {
    private static final List<String> COMMANDS = List.of("status", "lint --sizes", "config");

    @TempDir
    private Path folder;

    private void nothingIsShown(Map<String, String> environment, String... options) {
        Canary canary = new Canary("1q");
        for (String command : COMMANDS) {
            for (String format : List.of("", " --json")) {
                String[] first = (command + format).split(" ");
                String[] all = new String[first.length + options.length];
                System.arraycopy(first, 0, all, 0, first.length);
                System.arraycopy(options, 0, all, first.length, options.length);
                Ended ended = new Caller(environment, folder, null).call(all);
                assertThat(canary.foundIn(Map.of("output", ended.out(), "errors", ended.err())))
                        .as("%s: %s%s", String.join(" ", all), ended.out(), ended.err())
                        .isEmpty();
                assertThat(ended.exit() == 0 && !command.equals("config"))
                        .as("%s cannot end well", String.join(" ", all))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:SECRET/x@127.0.0.1:1/d",
                "postgresql://u:SECRET@x@127.0.0.1:1/d",
                "postgresql://u:SECRET#x@127.0.0.1:1/d",
                "postgresql://u:SECRET?x@127.0.0.1:1/d",
                "postgresql://u:SECRET&x@127.0.0.1:1/d",
                "postgresql://u:SECRET%zz@127.0.0.1:1/d",
                "postgresql://u:SECRET%ff@127.0.0.1:1/d",
                "postgresql://u:SECRET x@127.0.0.1:1/d",
                "postgresql://u:x:SECRET@127.0.0.1:1/d",
                "postgresql://u:[SECRET@127.0.0.1:1/d",
                "postgresql://u:SECRET@127.0.0.1:x/d",
                "postgresql://u:SECRET@127.0.0.1:99999/d",
                "postgresql://u:SECRET@127.0.0.1:1:1/d",
                "postgresql://u:SECRET@[::1/d",
                "postgresql://u:SECRET@127.0.0.1:1/d/e",
                "postgresql://u:SECRET",
                "postgresql://SECRET@127.0.0.1:1/d%",
                "postgresql://127.0.0.1:SECRET",
                "postgresql:/u:SECRET@127.0.0.1:1/d",
                "postgresql:u:SECRET@127.0.0.1:1/d",
                "postgresql//u:SECRET@127.0.0.1:1/d",
                "postgresq://u:SECRET@127.0.0.1:1/d",
                "mysql://u:SECRET@127.0.0.1:1/d",
                "jdbc:mysql://u:SECRET@127.0.0.1:1/d",
                "jdbc:postgres://127.0.0.1:1/d?password=SECRET",
                "u:SECRET@127.0.0.1:1/d",
                " postgresql://u:SECRET@127.0.0.1:1/d",
                "postgresql://u@127.0.0.1:1/d?password=SECRET%zz",
                "postgresql://u@127.0.0.1:1/d?password=SECRET&sslmode=x",
                "postgresql://u@127.0.0.1:1/d?password=SECRET&unknown=x",
                "postgresql://u@127.0.0.1:1/d?password=SECRET?x=y",
                "postgresql://u@127.0.0.1:1/d?Password=SECRET",
                "postgresql://u@127.0.0.1:1/d?pasword=SECRET",
                "postgresql://u@127.0.0.1:1/d?p%61ssword=SECRET",
                "postgresql://u@127.0.0.1:1/d?SECRET",
                "postgresql://u@127.0.0.1:1/d?sslmode=SECRET",
                "postgresql://u@127.0.0.1:1/d?connect_timeout=SECRET",
                "postgresql://u@127.0.0.1:1/d?target_session_attrs=SECRET",
                "postgresql://u@127.0.0.1:1/d?oauth_client_secret=SECRET",
                "postgresql://u@127.0.0.1:1/d?scram_client_key=SECRET",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&pasword=SECRET",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&password=SECRET&targetServerType=x",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&targetServerType=SECRET",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&connectTimeout=SECRET",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&password=SECRET&socketFactory=none.Such",
                "host=127.0.0.1 port=1 user=u password=SECRET sslmode=x",
                "host=127.0.0.1 port=1 user=u password='SECRET",
                "host=127.0.0.1 port=1 user=u password=x SECRET",
                "host=127.0.0.1 port=1 user=u password = 'it''s SECRET'",
                "host=127.0.0.1 port=1 user=u pasword=SECRET",
                "host=127.0.0.1 port=1 user=u SECRET=x",
                "host=127.0.0.1 port=SECRET user=u",
            })
    void inAUrlThatCannotBe(String form) throws IOException {
        // Without what is special in every URL: each form brings what is wrong with it.
        String url = form.replace("SECRET", "kanarie1qeiranak1q");
        String migrations = folder.toString();
        nothingIsShown(Map.of(), "--url", url, "--migrations", migrations);
        nothingIsShown(Map.of(), "--url=" + url);
        nothingIsShown(Map.of("BELLOWS_URL", url, "BELLOWS_MIGRATIONS", migrations));
        nothingIsShown(Map.of("BELLOWS_MIGRATIONS", migrations, "PGSSLPASSWORD", url), url);
        nothingIsShown(Map.of(), "--ulr", url);
        nothingIsShown(Map.of(), "--ulr=" + url);
        Path file = Files.writeString(folder.resolve("x.toml"), "url = \"" + url + "\"\nmigrations = \".\"\n");
        nothingIsShown(Map.of(), "--config", file.toString());
        nothingIsShown(Map.of("BELLOWS_CONFIG", file.toString()));
    }

    @Test
    void asAnOptionThatThereIsNot() {
        for (String option : List.of("--password", "--pass", "-p", "-W", "--pw", "--passwd")) {
            nothingIsShown(Map.of(), option, "kanarie1q");
            nothingIsShown(Map.of(), option + "=kanarie1q");
        }
        for (String joined : List.of("-pkanarie1q", "-Wkanarie1q", "--pasword=kanarie1q", "--db-password=kanarie1q")) {
            nothingIsShown(Map.of(), joined);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"SECRET\"",
                "[env.a]\npassword = \"SECRET\"",
                "pasword = \"SECRET\"",
                "url = \"postgresql://u:SECRET@127.0.0.1:1/d",
                "url = postgresql://u:SECRET@127.0.0.1:1/d",
                "url = 'postgresql://u:SECRET@127.0.0.1:1/d' x",
                "url = [\"postgresql://u:SECRET@127.0.0.1:1/d\"]",
                "url = { a = \"SECRET\" }",
                "url = \"postgresql://u:\\SECRET@127.0.0.1:1/d\"",
                "url = \"postgresql://u:SECRET@127.0.0.1:1/d\"\nurl = \"postgresql://u:SECRET@127.0.0.1:1/d\"",
                "password = SECRET",
            })
    void inAConfigurationThatCannotBe(String text) throws IOException {
        Files.writeString(folder.resolve("bellows.toml"), text.replace("SECRET", "kanarie1q") + "\n");

        nothingIsShown(Map.of("BELLOWS_MIGRATIONS", folder.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = SECRET",
                "password SECRET",
                "SECRET",
                "pasword=SECRET",
                "password=SECRET\nsslmode=x",
                "password=SECRET\nport=x",
                "sslpassword=SECRET\nservice=other",
                "port=SECRET",
            })
    void inAServiceFileThatCannotBe(String text) throws IOException {
        Path file = Files.writeString(
                folder.resolve("services"),
                "[shop]\nhost=127.0.0.1\nport=1\n" + text.replace("SECRET", "kanarie1q") + "\n");

        nothingIsShown(
                Map.of("PGSERVICE", "shop", "PGSERVICEFILE", file.toString(), "BELLOWS_MIGRATIONS", folder.toString()));
    }
}
