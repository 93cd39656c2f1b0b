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
    void masksThemPercentEncodedToo() {
        secrets.add("hun/ter 2@");

        assertThat(secrets.mask("postgres:hun%2Fter%202%40 or hun%2fter%202%40 or hun%2Fter+2%40 or hun/ter 2@"))
                .isEqualTo("postgres:*** or *** or *** or ***");
    }

    @Test
    void masksWhatLooksLikeAPasswordInAConninfoString() {
        assertThat(secrets.mask("host=h password='it\\'s a secret' sslpassword=x PGPASSWORD=y user=u"))
                .isEqualTo("host=h password=*** sslpassword=*** PGPASSWORD=*** user=u");
    }

    @Test
    void masksWhatLooksLikeAPasswordInAUrl() {
        assertThat(secrets.mask("cannot parse postgresql://u:pw@h/d?password=x&sslmode=y"))
                .isEqualTo("cannot parse postgresql://u:***@h/d?password=***&sslmode=y");
    }

    @Test
    void masksTheLongerOfTwoWhole() {
        for (String password : new String[] {"hunter", "hunter2hunter", "hunter2"}) {
            secrets.add(password);
        }

        assertThat(secrets.mask("hunter2hunter, hunter2, hunter")).isEqualTo("***, ***, ***");
    }

    @Test
    void leavesANameThatIsAlsoThePassword() {
        secrets.add("postgres");
        secrets.isPublic("postgres");

        assertThat(secrets.mask("database postgres")).isEqualTo("database postgres");
    }
}
