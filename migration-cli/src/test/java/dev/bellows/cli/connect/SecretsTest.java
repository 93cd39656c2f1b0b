package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets();

    @Test
    void masksThePasswordsOfThisCall() {
        secrets.add("hunter2");

        assertThat(secrets.mask("FATAL: no hunter2 here")).isEqualTo("FATAL: no *** here");
    }

    @Test
    void masksWhatLooksLikeAPasswordInAUrl() {
        assertThat(secrets.mask("cannot parse postgresql://u:pw@h/d?password=x&sslmode=y"))
                .isEqualTo("cannot parse postgresql://u:***@h/d?password=***&sslmode=y");
    }

    @Test
    void leavesANameThatIsAlsoThePassword() {
        secrets.add("postgres");
        secrets.isPublic("postgres");

        assertThat(secrets.mask("database postgres")).isEqualTo("database postgres");
    }
}
