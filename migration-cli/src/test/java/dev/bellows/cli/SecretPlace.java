package dev.bellows.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Every place where {@code docs/connecting.md} and {@code docs/command-line.md} let a password be given. */
enum SecretPlace {
    URL_USER_INFO {
        @Override
        Given given(Door door) {
            return Given.options("--url", uri(door));
        }
    },
    URL_PARAMETER {
        @Override
        Given given(Door door) {
            return Given.options("--url", parameterUri(door, "postgresql"));
        }
    },
    JDBC_PARAMETER {
        @Override
        Given given(Door door) {
            return Given.options("--url", parameterUri(door, "jdbc:postgresql"));
        }
    },
    JDBC_USER_INFO {
        @Override
        Given given(Door door) {
            return Given.options("--url", "jdbc:" + uri(door));
        }
    },
    CONNINFO {
        @Override
        Given given(Door door) {
            return Given.options("--url", conninfo(door));
        }
    },
    URL_VARIABLE {
        @Override
        Given given(Door door) {
            return Given.variables("BELLOWS_URL", uri(door));
        }
    },
    CONNINFO_VARIABLE {
        @Override
        Given given(Door door) {
            return Given.variables("BELLOWS_URL", conninfo(door));
        }
    },
    PASSWORD_VARIABLE {
        @Override
        Given given(Door door) {
            return door.addressed("BELLOWS_PASSWORD", door.secret().text());
        }
    },
    PASSWORD_FILE_OPTION {
        @Override
        Given given(Door door) throws IOException {
            return door.addressed()
                    .and("--password-file", door.file("password", door.secret().text() + "\n"));
        }
    },
    PASSWORD_FILE_VARIABLE {
        @Override
        Given given(Door door) throws IOException {
            return door.addressed(
                    "BELLOWS_PASSWORD_FILE", door.file("password", door.secret().text() + "\n"));
        }
    },
    LIBPQ_VARIABLE {
        @Override
        Given given(Door door) {
            return door.addressed("PGPASSWORD", door.secret().text());
        }
    },
    PASSFILE {
        @Override
        Given given(Door door) throws IOException {
            door.file(".pgpass", passfile(door));
            return door.addressed();
        }
    },
    PASSFILE_VARIABLE {
        @Override
        Given given(Door door) throws IOException {
            return door.addressed("PGPASSFILE", door.file("passwords", passfile(door)));
        }
    },
    PASSFILE_PARAMETER {
        @Override
        Given given(Door door) throws IOException {
            String file = door.file("passwords", passfile(door)).replace("/", "%2F");
            return Given.options("--url", door.uri("") + "?passfile=" + file);
        }
    },
    SERVICE_FILE {
        @Override
        Given given(Door door) throws IOException {
            door.file(".pg_service.conf", service(door));
            return Given.options("--url", "service=shop");
        }
    },
    SERVICE_FILE_VARIABLE {
        @Override
        Given given(Door door) throws IOException {
            return Given.variables("PGSERVICE", "shop", "PGSERVICEFILE", door.file("services", service(door)));
        }
    },
    CONFIGURED_URL {
        @Override
        Given given(Door door) throws IOException {
            return Given.options("--config", door.file("bellows.toml", "url = \"" + uri(door) + "\"\n"));
        }
    },
    CONFIGURED_URL_OF_AN_ENVIRONMENT {
        @Override
        Given given(Door door) throws IOException {
            String file = door.file("bellows.toml", "[env.staging]\nurl = \"" + uri(door) + "\"\n");
            return Given.options("--config", file, "--env", "staging");
        }
    },
    CONFIGURED_PASSWORD_FILE {
        @Override
        Given given(Door door) throws IOException {
            door.file("password", door.secret().text() + "\n");
            return door.addressed().and("--config", door.file("bellows.toml", "password-file = \"password\"\n"));
        }
    },
    /** Two at once, one of which is the beginning of the other. */
    WITH_A_SHORTER_ONE {
        @Override
        Given given(Door door) {
            String shorter = door.secret().text().substring(0, 8);
            return Given.variables(
                    "BELLOWS_URL",
                    door.uri("") + "?sslpassword=" + shorter,
                    "BELLOWS_PASSWORD",
                    door.secret().text());
        }
    },
    KEY_PASSWORD_PARAMETER(false) {
        @Override
        Given given(Door door) {
            return Given.options(
                            "--url",
                            door.uri("") + "?sslpassword=" + door.secret().encoded())
                    .and(door.login());
        }
    },
    KEY_PASSWORD_OF_JDBC(false) {
        @Override
        Given given(Door door) {
            String url = "jdbc:postgresql://" + door.address() + "?user=" + door.role() + "&sslpassword="
                    + door.secret().encoded();
            return Given.options("--url", url).and(door.login());
        }
    },
    KEY_PASSWORD_OF_A_SERVICE(false) {
        @Override
        Given given(Door door) throws IOException {
            door.file(".pg_service.conf", service(door).replaceAll("(?m)^password=", "sslpassword="));
            return Given.variables("PGSERVICE", "shop").and(door.login());
        }
    };

    /** Arguments, and variables beside them. */
    record Given(List<String> arguments, Map<String, String> environment) {
        static Given options(String... arguments) {
            return new Given(List.of(arguments), Map.of());
        }

        static Given variables(String... pairs) {
            Map<String, String> environment = new java.util.TreeMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                environment.put(pairs[i], pairs[i + 1]);
            }
            return new Given(List.of(), environment);
        }

        Given and(String... more) {
            List<String> all = new java.util.ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Given(all, environment);
        }

        Given and(Map<String, String> more) {
            Map<String, String> all = new java.util.TreeMap<>(environment);
            all.putAll(more);
            return new Given(arguments, all);
        }

        /** Whether whoever typed it has shown it to everybody: Bellows can only say so. */
        boolean shows(Canary secret) {
            return !secret.foundIn(Map.of("arguments", String.join(" ", arguments)))
                    .isEmpty();
        }
    }

    private final boolean login;

    SecretPlace() {
        this(true);
    }

    SecretPlace(boolean login) {
        this.login = login;
    }

    /** Writes what stands in files, and says the rest. */
    abstract Given given(Door door) throws IOException;

    /** Whether it is what the role is let in with. */
    boolean isLogin() {
        return login;
    }

    private static String uri(Door door) {
        return door.uri(":" + door.secret().encoded());
    }

    private static String parameterUri(Door door, String scheme) {
        return scheme + "://" + door.address() + "?user=" + door.role() + "&password="
                + door.secret().encoded();
    }

    private static String conninfo(Door door) {
        return "host=127.0.0.1 port=" + door.port() + " dbname=" + door.db().name() + " user=" + door.role()
                + " password=" + door.secret().quoted();
    }

    private static String passfile(Door door) {
        return "*:*:*:" + door.role() + ":"
                + door.secret().text().replace("\\", "\\\\").replace(":", "\\:") + "\n";
    }

    private static String service(Door door) {
        return "[shop]\nhost=127.0.0.1\nport=" + door.port() + "\ndbname="
                + door.db().name() + "\nuser=" + door.role() + "\npassword="
                + door.secret().text() + "\n";
    }

    /** A file that nobody else may read. */
    static String ownersOnly(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}
