package dev.bellows.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, looked up once: a slow name service must not slow every entry. */
final class Host {
    private static final String NAME = find();

    private Host() {}

    static String name() {
        return NAME;
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
