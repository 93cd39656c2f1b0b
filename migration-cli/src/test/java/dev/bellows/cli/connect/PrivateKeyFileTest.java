package dev.bellows.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in the forms that OpenSSL writes and libpq takes. */
class PrivateKeyFileTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void openssl() {
        assumeThat(openssl(List.of("version")))
                .as("this test needs openssl in the PATH")
                .isZero();
    }

    private static int openssl(List<String> arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(arguments);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private Path key(String arguments) throws IOException {
        Path file = folder.resolve("key");
        for (String call : arguments.split(" then ")) {
            String filled = call.replace("KEY", file.toString());
            assertThat(openssl(List.of(filled.strip().split(" +")))).as(filled).isZero();
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            genpkey -algorithm RSA -out KEY                                                          | RSA   | PRIVATE KEY           | none
            genrsa -traditional -out KEY 2048                                                        | RSA   | RSA PRIVATE KEY       | none
            ecparam -name prime256v1 -genkey -out KEY                                                | EC    | EC PRIVATE KEY        | none
            ecparam -name secp521r1 -genkey -noout -out KEY                                          | EC    | EC PRIVATE KEY        | none
            genpkey -algorithm ED25519 -out KEY                                                      | EdDSA | PRIVATE KEY           | none
            genpkey -algorithm RSA -aes-256-cbc -pass pass:sesame -out KEY                           | RSA   | ENCRYPTED PRIVATE KEY | sesame
            genpkey -algorithm RSA -out KEY0 then pkcs8 -topk8 -nocrypt -outform DER -in KEY0 -out KEY | RSA   | none                  | none
            """)
    void readsWhatOpensslWrites(String arguments, String algorithm, String header, String password)
            throws IOException, GeneralSecurityException {
        Path file = key(arguments);
        String written = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(written).contains(header.equals("none") ? "" : "-----BEGIN " + header + "-----");

        assertThat(PrivateKeyFile.read(file, password.equals("none") ? null : password)
                        .getAlgorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void anEncryptedKeyWantsItsPassword() throws IOException {
        Path file = key("genpkey -algorithm RSA -aes-256-cbc -pass pass:sesame -out KEY");

        assertThatThrownBy(() -> PrivateKeyFile.read(file, null))
                .hasMessage("the private key " + file + " is encrypted; give its password as sslpassword");
        assertThatThrownBy(() -> PrivateKeyFile.read(file, "open"))
                .hasMessageContaining("cannot be decrypted; check sslpassword");
    }

    @Test
    void theOldFormOfEncryptionNamesTheConversion() throws IOException {
        Path file = key("genrsa -traditional -aes128 -passout pass:sesame -out KEY 2048");

        assertThatThrownBy(() -> PrivateKeyFile.read(file, "sesame"))
                .hasMessageContaining("which Java does not read; convert it: openssl pkcs8 -topk8 -in " + file);
    }
}
