package dev.bellows.cli.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key as libpq takes it: PEM in PKCS #8, plain or encrypted, or in the older forms of RSA (PKCS #1) and elliptic
 * curves (SEC 1), which Java does not read; and PKCS #8 in DER, as the JDBC driver takes it.
 */
final class PrivateKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    // Object identifiers in DER: RFC 8017, A.1 (rsaEncryption, with its NULL) and RFC 5480, 2.1.1 (id-ecPublicKey).
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeyFile() {}

    /**
     * Reads a key.
     *
     * @param password null when there is none
     * @throws TlsException when there is no key that can be read; the message says what to do
     */
    static PrivateKey read(Path file, @Nullable String password) throws GeneralSecurityException {
        byte[] bytes = bytes(file);
        Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return key(file, bytes);
        }
        String body = pem.group(2);
        if (body.contains("Proc-Type:")) {
            throw new TlsException(
                    "the private key " + file
                            + " is encrypted in OpenSSL's old form, which Java does not read; convert it:"
                            + " openssl pkcs8 -topk8 -in " + file + " -out NEW, and give its password as sslpassword",
                    null);
        }
        byte[] der = Base64.getMimeDecoder().decode(body);
        return switch (pem.group(1)) {
            case "PRIVATE KEY" -> key(file, der);
            case "RSA PRIVATE KEY" -> key(file, pkcs8(RSA, der));
            case "EC PRIVATE KEY" -> key(file, pkcs8(concatenated(EC, curve(file, der)), der));
            case "ENCRYPTED PRIVATE KEY" -> key(file, decrypted(file, der, password));
            default -> throw unreadable(file, null);
        };
    }

    private static byte[] bytes(Path file) {
        try {
            refuseOthers(file);
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    "there is a client certificate, but no private key file " + file + "; name it with sslkey", e);
        } catch (IOException e) {
            throw new TlsException("the private key " + file + " cannot be read by this user", e);
        }
    }

    /** libpq's rule: the owner's alone; a key that root owns may be readable by a group. */
    private static void refuseOthers(Path file) throws IOException {
        if (!Passfile.othersMayUse(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, new LinkOption[0]);
        boolean onlyGroupMayRead = permissions.stream()
                .noneMatch(one -> one.name().startsWith("OTHERS")
                        || one == PosixFilePermission.GROUP_WRITE
                        || one == PosixFilePermission.GROUP_EXECUTE);
        if (!(onlyGroupMayRead && Files.getOwner(file).getName().equals("root"))) {
            throw new TlsException(
                    "the private key " + file + " has group or world access; permissions must be u=rw (0600) or less,"
                            + " or u=rw,g=r (0640) if root owns it: chmod 600 " + file,
                    null);
        }
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws GeneralSecurityException {
        @Nullable InvalidKeySpecException other = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                other = e; // perhaps a key of another kind
            }
        }
        throw unreadable(file, other);
    }

    private static TlsException unreadable(Path file, @Nullable Throwable cause) {
        return new TlsException(
                "there is no private key that can be read in " + file
                        + "; convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW",
                cause);
    }

    private static byte[] decrypted(Path file, byte[] der, @Nullable String password) {
        if (password == null) {
            throw new TlsException("the private key " + file + " is encrypted; give its password as sslpassword", null);
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            Cipher cipher = Cipher.getInstance(info.getAlgParameters().toString());
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(info.getAlgParameters().toString())
                            .generateSecret(new PBEKeySpec(password.toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(
                    "the private key " + file + " cannot be decrypted; check sslpassword, or convert it: openssl pkcs8"
                            + " -topk8 -in " + file + " -out NEW",
                    e);
        }
    }

    /** SEQUENCE { 0, SEQUENCE { algorithm }, OCTET STRING { key } }: RFC 5208, 5. */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        byte[] version = {0x02, 0x01, 0x00};
        return tagged(0x30, concatenated(version, concatenated(tagged(0x30, algorithm), tagged(0x04, key))));
    }

    /** The curve's name inside an ECPrivateKey, RFC 5915, 3: the content of its element [0]. */
    private static byte[] curve(Path file, byte[] der) {
        int[] at = {0};
        enter(der, at);
        while (at[0] < der.length) {
            int tag = der[at[0]] & 0xff;
            int length = enter(der, at);
            if (tag == 0xa0) {
                return Arrays.copyOfRange(der, at[0], at[0] + length);
            }
            at[0] += length;
        }
        throw unreadable(file, null);
    }

    /** Moves behind a tag and its length, and returns the length. */
    private static int enter(byte[] der, int[] at) {
        int first = at[0] + 1 < der.length ? der[at[0] + 1] & 0xff : 0;
        at[0] += 2;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = first & 0x7f; i > 0 && at[0] < der.length; i--) {
            length = (length << 8) | (der[at[0]++] & 0xff);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length > 0x7f) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
