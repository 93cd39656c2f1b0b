package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {
    @Test
    void readsEveryPart() {
        ConnectionString url = ConnectionString.parse(
                "postgresql://al%40ice:p%2Fw%3A%25%C3%A9@h1:5433,[2001:db8::1]:5434,h3/my%20db?sslmode=require"
                        + "&connect_timeout=3&application_name=ci+job");

        assertThat(url.parameters())
                .containsOnly(
                        Map.entry(Parameter.HOST, "h1,2001:db8::1,h3"),
                        Map.entry(Parameter.PORT, "5433,5434,"),
                        Map.entry(Parameter.DBNAME, "my db"),
                        Map.entry(Parameter.USER, "al@ice"),
                        Map.entry(Parameter.PASSWORD, "p/w:%é"),
                        Map.entry(Parameter.SSLMODE, "require"),
                        Map.entry(Parameter.CONNECT_TIMEOUT, "3"),
                        Map.entry(Parameter.APPLICATION_NAME, "ci+job"));
        assertThat(url.secrets()).contains("p%2Fw%3A%25%C3%A9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://h/d",
                "postgresql://h/d",
                "jdbc:postgresql://h/d",
                "postgresql://h/d?",
                "postgres://@h/d",
                "postgres:///d?host=h",
                "host=h dbname=d",
                "dbname = 'd'   host='h'"
            })
    void acceptsEachForm(String text) {
        assertThat(ConnectionString.parse(text).parameters())
                .isEqualTo(Map.of(Parameter.HOST, "h", Parameter.DBNAME, "d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:d", "jdbc:postgresql:/d", "postgresql:///d", "dbname=d"})
    void theHostMayBeLeftOut(String text) {
        assertThat(ConnectionString.parse(text).parameters()).isEqualTo(Map.of(Parameter.DBNAME, "d"));
    }

    @Test
    void aSocketsFolderMayBeTheHost() {
        assertThat(ConnectionString.parse("postgresql://%2Fvar%2Frun:5433/d").parameters())
                .isEqualTo(Map.of(Parameter.HOST, "/var/run", Parameter.PORT, "5433", Parameter.DBNAME, "d"));
    }

    @Test
    void quotesAndBackslashesOfAConninfoString() {
        ConnectionString conninfo =
                ConnectionString.parse("password='it\\'s \\\\ a secret' user=a\\ b options='-c work_mem=1MB'");

        assertThat(conninfo.parameters())
                .isEqualTo(Map.of(
                        Parameter.PASSWORD, "it's \\ a secret",
                        Parameter.USER, "a b",
                        Parameter.OPTIONS, "-c work_mem=1MB"));
    }

    @Test
    void jdbcTakesUserPasswordAndTheDriversOwnParameters() {
        ConnectionString url = ConnectionString.parse(
                "jdbc:postgresql://h/d?user=u&password=a%26b&ssl=true&targetServerType=preferSecondary&tcpNoDelay=false");

        assertThat(url.parameters())
                .isEqualTo(Map.of(
                        Parameter.HOST, "h",
                        Parameter.DBNAME, "d",
                        Parameter.USER, "u",
                        Parameter.PASSWORD, "a&b",
                        Parameter.SSLMODE, "verify-full",
                        Parameter.TARGET_SESSION_ATTRS, "prefer-standby"));
        assertThat(url.driver()).isEqualTo(Map.of("tcpNoDelay", "false"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            mysql://u:hunter2@h/d                   | 'mysql' is no scheme for PostgreSQL: write postgresql://user@host/database, jdbc:postgresql://host/database, "host=… dbname=…", or embedded
            db.example                              | this is not a database's URL: write postgresql://user@host/database, jdbc:postgresql://host/database, "host=… dbname=…", or embedded
            u:hunter2@h/d                           | this is not a database's URL: write postgresql://user@host/database, jdbc:postgresql://host/database, "host=… dbname=…", or embedded
            postgresql:h/d                          | the URL lacks the // after its scheme: write postgresql://user@host/database, jdbc:postgresql://host/database, "host=… dbname=…", or embedded
            postgresql://u:hunter2/x@h/d            | the URL has a '/' or an '@' where the database's name stands; in a user, a password or a name write / as %2F and @ as %40
            postgresql://u:hunter2@x@h/d            | the URL has more than one '@': in a user or a password write it as %40
            postgresql://u:hunter2#x@h/d            | the URL holds a '#', which ends a URL; in a user, a password or a name write it as %23
            postgresql://u:hunter2%@h/d             | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%zz@h/d           | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%00@h/d           | the password in the URL has a '%' without two hexadecimal digits; write a '%' as %25
            postgresql://u:hunter2%ff@h/d           | the password in the URL is not UTF-8 after percent-decoding
            postgresql://::1/d                      | a host has more than one ':'; an IPv6 address stands in brackets: [::1]:5432
            postgresql://[::1/d                     | an IPv6 address stands in brackets: [::1]:5432
            postgresql://[::1]5432/d                | after an IPv6 address in brackets only ':' and a port may stand
            postgresql://h/d?sslmode=sure           | sslmode is disable, allow, prefer, require, verify-ca or verify-full
            postgresql://h/d?connect_timeout=soon   | connect_timeout is a number of seconds
            host=h password='hunter2                | the connection string ends inside a value in single quotes
            host=h hunter2                          | the connection string lacks a '=' after a word; a value that holds spaces stands in single quotes
            host=h hots=hunter2                     | the connection string has an unknown parameter "hots"; did you mean "host"?
            postgresql://h/d?target_session_attrs=first | target_session_attrs is any, read-write, read-only, primary, standby or prefer-standby
            jdbc:postgresql://h/d?sslmod=require    | the URL has a parameter "sslmod" that the JDBC driver does not know; see the driver's documentation, or leave it out
            postgresql://h/d?ter2-x=1@h/d           | the URL has an unknown parameter "…"; known are application_name, channel_binding, client_encoding, connect_timeout, dbname, fallback_application_name, gssdelegation, gssencmode, gsslib, host, hostaddr, keepalives, keepalives_count, keepalives_idle, keepalives_interval, krbsrvname, load_balance_hosts, max_protocol_version, min_protocol_version, oauth_client_id, oauth_client_secret, oauth_issuer, oauth_scope, options, passfile, password, port, replication, require_auth, requirepeer, scram_client_key, scram_server_key, service, servicefile, ssl_max_protocol_version, ssl_min_protocol_version, sslcert, sslcertmode, sslcompression, sslcrl, sslcrldir, sslkey, sslkeylogfile, sslmode, sslnegotiation, sslpassword, sslrootcert, sslsni, target_session_attrs, tcp_user_timeout, user
            """)
    void saysWhatIsWrongWithoutThePassword(String text, String message) {
        assertThatThrownBy(() -> ConnectionString.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(ConnectionString.parse("postgresql://u:hunter2@h/d"))
                .asString()
                .doesNotContain("hunter2");
    }
}
