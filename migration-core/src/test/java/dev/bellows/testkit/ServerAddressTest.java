package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerAddressTest {
    @Test
    void userAndPasswordLeaveTheUrl() {
        ServerAddress address =
                ServerAddress.parse("jdbc:postgresql://db:5433/app?user=me&ssl=true&password=a%26b", null, null);
        assertThat(address).isEqualTo(new ServerAddress("db:5433", "app", "?ssl=true", "me", "a&b"));
        assertThat(address.jdbcUrl("other")).isEqualTo("jdbc:postgresql://db:5433/other?ssl=true");
        assertThat(address).asString().doesNotContain("a&b");
    }

    @Test
    void theEnvironmentCountsMoreThanTheUrl() {
        assertThat(ServerAddress.parse("jdbc:postgresql://db/app?user=me", "you", "secret"))
                .isEqualTo(new ServerAddress("db", "app", "", "you", "secret"));
    }

    @Test
    void aUrlNamesHostAndDatabase() {
        assertThatThrownBy(() -> ServerAddress.parse("jdbc:postgresql:app", null, null))
                .hasMessageContaining("jdbc:postgresql://localhost:5432/postgres");
    }
}
