package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.cli.connect.ConnectionUrl.Host;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
    @Test
    void readsEveryPart() {
        ConnectionUrl url = ConnectionUrl.parse(
                "postgresql://al%40ice:p%2Fw%3A%25%C3%A9@h1:5433,[2001:db8::1]:5434,h3/my%20db?sslmode=require"
                        + "&connect_timeout=3&application_name=ci+job");

        assertThat(url.hosts()).containsExactly(new Host("h1", 5433), new Host("2001:db8::1", 5434), new Host("h3", 0));
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.user()).isEqualTo("al@ice");
        assertThat(url.password()).isEqualTo("p/w:%é");
        assertThat(url.properties())
                .isEqualTo(Map.of("sslmode", "require", "connectTimeout", "3", "ApplicationName", "ci+job"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://h/d",
                "postgresql://h/d",
                "jdbc:postgresql://h/d",
                "postgresql://h/d?",
                "postgres://@h/d"
            })
    void acceptsEachScheme(String text) {
        assertThat(ConnectionUrl.parse(text))
                .isEqualTo(new ConnectionUrl(List.of(new Host("h", 0)), "d", null, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:d", "jdbc:postgresql:/d", "postgresql:///d"})
    void theHostMayBeLeftOut(String text) {
        assertThat(ConnectionUrl.parse(text)).isEqualTo(new ConnectionUrl(List.of(), "d", null, null, Map.of()));
    }

    @Test
    void jdbcTakesUserPasswordAndTheDriversOwnParameters() {
        ConnectionUrl url = ConnectionUrl.parse("jdbc:postgresql://h/d?user=u&password=a%26b&ssl=true");

        assertThat(url.user()).isEqualTo("u");
        assertThat(url.password()).isEqualTo("a&b");
        assertThat(url.properties()).isEqualTo(Map.of("ssl", "true"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            mysql://u:hunter2@h/d                   | 'mysql' is no scheme for PostgreSQL: write postgresql://user@host/database, jdbc:postgresql://host/database, or embedded
            db.example                              | this is not a database's URL: write postgresql://user@host/database, jdbc:postgresql://host/database, or embedded
            u:hunter2@h/d                           | this is not a database's URL: write postgresql://user@host/database, jdbc:postgresql://host/database, or embedded
            postgresql:h/d                          | the URL lacks the // after its scheme: write postgresql://user@host/database, jdbc:postgresql://host/database, or embedded
            postgresql://u:hunter2/x@h/d            | the URL has a '/' or an '@' where the database's name stands; in a user, a password or a name write / as %2F and @ as %40
            postgresql://u:hunter2@x@h/d            | the URL has more than one '@': in a user or a password write it as %40
            postgresql://u:hunter2#x@h/d            | the URL holds a '#', which ends a URL; in a user, a password or a name write it as %23
            postgresql://u:hunter2%@h/d             | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%zz@h/d           | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%00@h/d           | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%ff@h/d           | the password in the URL is not UTF-8 after percent-decoding
            postgresql://u:hunter2@h:70000/d        | a port is a number from 1 to 65535
            postgresql://u:hunter2@h:0/d            | a port is a number from 1 to 65535
            postgresql://u:hunter2@h:x/d            | a port is a number from 1 to 65535
            postgresql://h1,,h2/d                   | a host's name is empty or has a character that no host's name has
            postgresql://::1/d                      | a host has more than one ':'; an IPv6 address stands in brackets: [::1]:5432
            postgresql://[::1/d                     | an IPv6 address stands in brackets: [::1]:5432
            postgresql://[::1]5432/d                | after an IPv6 address in brackets only ':' and a port may stand
            postgresql://%2Fvar%2Frun/d             | Unix sockets are not supported: name a host, such as localhost
            postgresql://h/d?host=/var/run          | "host" stands before the question mark: postgresql://user@host:port/database (Unix sockets are not supported)
            postgresql://h/d?sslmode=sure           | sslmode is disable, allow, prefer, require, verify-ca or verify-full
            postgresql://h/d?connect_timeout=soon   | connect_timeout is a number of seconds
            postgresql://h/d?target_session_attrs=standby | target_session_attrs is any, read-write or primary: migrations run on the primary
            jdbc:postgresql://h/d?sslmod=require    | the URL has a parameter "sslmod" that the JDBC driver does not know; see the driver's documentation, or leave it out
            postgresql://u:hun?ter2-x=1@h/d         | a port is a number from 1 to 65535
            postgresql://h/d?ter2-x=1@h/d           | the URL has an unknown parameter "…"; known are application_name, channel_binding, connect_timeout, gssencmode, options, sslcert, sslkey, sslmode, sslrootcert, target_session_attrs
            """)
    void saysWhatIsWrongWithoutThePassword(String text, String message) {
        assertThatThrownBy(() -> ConnectionUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(ConnectionUrl.parse("postgresql://u:hunter2@h/d")).asString().doesNotContain("hunter2");
    }
}
