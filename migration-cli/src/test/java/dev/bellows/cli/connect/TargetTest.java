package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @TempDir
    private Path folder = Path.of("");

    private Target target(Map<Key, String> options, Map<String, String> environment) {
        Map<Key, List<String>> given = new EnumMap<>(Key.class);
        options.forEach((key, text) -> given.put(key, List.of(text)));
        Map<String, String> home = new HashMap<>(environment);
        home.putIfAbsent("HOME", folder.toString());
        Problems problems = new Problems();
        Configuration configuration =
                Configuration.of(new Configuration.Request(given, null, null, home, folder), problems);
        Target target = Target.of(configuration, new Secrets(), problems::add);
        problems.throwIfAny();
        return target;
    }

    private Target at(String url) {
        return target(Map.of(Key.URL, url), Map.of());
    }

    private static String word(Target target) {
        return target.password(target.servers().get(0)).map(Password::text).orElse("none");
    }

    @Test
    void libpqsVariablesFillWhatTheUrlLeavesOut() {
        Target target = target(
                Map.of(Key.URL, "postgresql://db/shop"),
                Map.of("PGHOST", "other", "PGUSER", "u", "PGPASSWORD", "p", "PGPORT", "1", "PGSSLMODE", "require"));

        assertThat(target.servers()).containsExactly(new Server("db", null, 1));
        assertThat(target.user()).isEqualTo("u");
        assertThat(word(target)).isEqualTo("p");
        assertThat(target.tls().mode()).isEqualTo("require");
    }

    @Test
    void aJdbcUrlKeepsTheDriversPort() {
        assertThat(target(Map.of(Key.URL, "jdbc:postgresql:shop"), Map.of("PGHOST", "other", "PGPORT", "1"))
                        .servers())
                .containsExactly(new Server("localhost", null, 5432));
    }

    @Test
    void libpqsVariablesAloneNameADatabase() {
        Target target = target(Map.of(), Map.of("PGHOST", "a,b", "PGPORT", "6000", "PGDATABASE", "d"));

        assertThat(target.servers()).containsExactly(new Server("a", null, 6000), new Server("b", null, 6000));
        assertThat(target.database()).isEqualTo("d");
        assertThat(target.wanted()).isEqualTo(Wanted.PRIMARY);
    }

    @Test
    void theUserOfANearerUrlBeatsAUserFromFartherAway() {
        assertThat(target(Map.of(Key.URL, "postgresql://alice:a@h/d"), Map.of("BELLOWS_USER", "bob"))
                        .user())
                .isEqualTo("alice");
        assertThat(target(Map.of(Key.URL, "postgresql://alice:a@h/d", Key.USER, "carol"), Map.of())
                        .user())
                .isEqualTo("carol");
        assertThat(target(Map.of(Key.USER, "carol"), Map.of("BELLOWS_URL", "postgresql://alice:a@h/d"))
                        .user())
                .isEqualTo("carol");
    }

    @Test
    void aServiceOfTheUrlStandsWhereTheUrlStands() throws IOException {
        Files.writeString(folder.resolve(".pg_service.conf"), """
                # ours
                [other]
                host=nowhere
                [shop]
                host=db.example
                user=alice
                dbname=shop
                """);

        assertThat(target(Map.of(Key.URL, "service=shop"), Map.of("BELLOWS_USER", "bob", "PGHOST", "x")))
                .hasToString("alice@[db.example:5432]/shop");
        assertThat(target(Map.of(), Map.of("PGSERVICE", "shop", "BELLOWS_USER", "bob", "PGDATABASE", "x")))
                .hasToString("bob@[db.example:5432]/shop");
        assertThat(target(Map.of(), Map.of("PGSERVICE", "shop")).from(Parameter.HOST))
                .isEqualTo("~/.pg_service.conf:5 [shop]");
    }

    @Test
    void thePasswordFilesFirstLineIsThePassword() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n\n");
        Target target = target(
                Map.of(Key.URL, "postgresql://alice:fromUrl@h/d", Key.PASSWORD_FILE, file.toString()),
                Map.of("BELLOWS_PASSWORD", "fromVariable"));

        assertThat(word(target)).isEqualTo("hunter2");
        assertThat(target).asString().doesNotContain("hunter2");
    }

    @Test
    void twoPasswordsOfTheSamePlaceAreNoChoiceToMake() {
        assertThatThrownBy(() -> target(
                        Map.of(Key.URL, "postgresql://h/d"),
                        Map.of("BELLOWS_PASSWORD", "a", "BELLOWS_PASSWORD_FILE", "b")))
                .hasMessage("BELLOWS_PASSWORD and BELLOWS_PASSWORD_FILE are both set: keep one of them");
    }

    @Test
    void aMissingPasswordFileIsNamed() {
        assertThatThrownBy(() -> target(Map.of(Key.URL, "postgresql://h/d", Key.PASSWORD_FILE, "/nowhere/p"), Map.of()))
                .hasMessage("--password-file: there is no file /nowhere/p");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            postgresql://u@h/d                | star
            postgresql://u@a.b:1/d            | colon:and\\slash
            postgresql://u@h:7/d              | seven
            postgresql://v@%2Ftmp/d           | local
            postgresql://v@%2Fsrv%2Fpg/d      | folder
            postgresql://v@?hostaddr=10.0.0.1 | address
            postgresql://nobody@h/d           | none
            """)
    void findsTheLineOfThePasswordFile(String url, String password) throws IOException {
        Path file = Files.writeString(folder.resolve(".pgpass"), """
                # h:*:*:u:comment
                a.b:1:d:u:colon:and\\\\slash
                h:7:*:u:seven
                h:*:*:u:star
                localhost:5432:d:v:local
                /srv/pg:*:*:v:folder
                10.0.0.1:5432:v:v:address
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(word(at(url))).isEqualTo(password);
    }

    @Test
    void aPasswordFileThatOthersMayReadIsIgnoredAndNamed() throws IOException {
        Path file = Files.writeString(folder.resolve(".pgpass"), "*:*:*:*:hunter2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        Target target = at("postgresql://u@h/d");

        assertThat(word(target)).isEqualTo("none");
        assertThat(target.notices())
                .containsExactly("the password file ~/.pgpass is ignored: it has group or world access; permissions"
                        + " should be u=rw (0600) or less: chmod 600 ~/.pgpass");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            postgresql://h:70000/d                                 | --url: a port is a number from 1 to 65535
            postgresql://h:0/d                                     | --url: a port is a number from 1 to 65535
            postgresql://h:x/d                                     | --url: a port is a number from 1 to 65535
            postgresql://u:hun?ter2-x=1@h/d                        | --url: the URL has an unknown parameter
            host=a,b port=1,2,3                                    | --url: 3 ports do not match 2 hosts
            host=a,b hostaddr=10.0.0.1                             | --url: 2 host names and 1 addresses do not match
            hostaddr=db.example                                    | --url: hostaddr is a numeric address, such as 10.0.0.7
            host=@abstract                                         | --url: sockets in Linux's abstract namespace (@…) are not supported; name the socket's folder, or a host
            postgresql://h/d?sslmode=require&sslrootcert=system    | --url: with sslrootcert=system sslmode is verify-full
            postgresql://h/d?sslnegotiation=direct                 | --url: sslnegotiation=direct needs sslmode require, verify-ca or verify-full
            postgresql://h/d?ssl_max_protocol_version=TLSv1.1      | --url: ssl_max_protocol_version is not supported: Java does not speak TLS below 1.2; leave it out
            postgresql://h/d?replication=database                  | --url: replication is not supported: migrations need an ordinary session; leave it out
            postgresql://h/d?oauth_issuer=x                        | --url: oauth_issuer is not supported: the JDBC driver does not speak OAuth; leave it out
            postgresql://h/d?gssdelegation=1                       | --url: gssdelegation is not supported: the JDBC driver does not delegate credentials; leave it out
            service=nowhere                                        | --url: no service "nowhere" is defined; write a [nowhere] into ~/.pg_service.conf (looked at: ~/.pg_service.conf, which is not there
            """)
    void refusesWhatCannotBe(String url, String message) {
        assertThatThrownBy(() -> at(url)).hasMessageStartingWith(message);
    }

    @Test
    void variablesAreCheckedAllTogether() {
        assertThatThrownBy(() -> target(
                        Map.of(),
                        Map.of("PGHOST", "h", "PGSSLMODE", "sure", "PGCONNECT_TIMEOUT", "soon", "PGSSLSNI", "2")))
                .hasMessage("""
                        PGCONNECT_TIMEOUT: connect_timeout is a number of seconds
                        PGSSLMODE: sslmode is disable, allow, prefer, require, verify-ca or verify-full
                        PGSSLSNI: sslsni is 0 or 1""");
    }

    @Test
    void whatIsPassedOverIsSaid() {
        assertThat(target(
                                Map.of(),
                                Map.of(
                                        "PGHOST",
                                        "h",
                                        "PGTZ",
                                        "Asia/Tokyo",
                                        "PGCLIENTENCODING",
                                        "LATIN1",
                                        "PGGSSENCMODE",
                                        "prefer"))
                        .notices())
                .hasSize(3)
                .allSatisfy(notice -> assertThat(notice).contains("is not used: "));
    }

    @Test
    void theRoleIsGivenAtStartUp() {
        assertThat(target(Map.of(Key.URL, "postgresql://h/d?options=-c%20a=b", Key.ROLE, "my \\role"), Map.of())
                        .driver())
                .containsEntry("options", "-c a=b -c role=my\\ \\\\role");
    }
}
