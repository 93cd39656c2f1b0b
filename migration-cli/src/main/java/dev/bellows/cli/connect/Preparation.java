package dev.bellows.cli.connect;

import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.NumberFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes ready what a connection takes in any case, the driver and the proof of a password, while somebody else reads the arguments:
 * both take longer for the first time than the server's answers.
 */
public final class Preparation {
    /** What the server asks for unless told otherwise. https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-SCRAM-ITERATIONS */
    private static final int ITERATIONS = 4096;

    private static final int BITS = 256;

    private Preparation() {}

    /** Begins on a thread of its own; nothing has to wait for it, and what fails there fails again where it is needed. */
    public static void begin() {
        Thread thread = new Thread(Preparation::prepare, "bellows-preparing");
        thread.setDaemon(true);
        thread.start();
    }

    private static void prepare() {
        try {
            DriverManager.getDriver(DriverProperty.ANY_URL);
            // The driver reads the server's version with it.
            NumberFormat.getIntegerInstance();
            PBEKeySpec any = new PBEKeySpec("any".toCharArray(), new byte[] {1}, ITERATIONS, BITS);
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(any);
        } catch (GeneralSecurityException | SQLException e) {
            // What is missing is told where it is needed; not every server asks for a password's proof.
        }
    }
}
