package dev.bellows.cli.connect;

import dev.bellows.cli.config.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A target in words: what would be connected to, and who said so. */
final class Description {
    private static final String MASK = "***";
    private static final Set<Parameter> SHOWN_ALREADY = Set.of(
            Parameter.HOST,
            Parameter.HOSTADDR,
            Parameter.PORT,
            Parameter.USER,
            Parameter.DBNAME,
            Parameter.PASSWORD,
            Parameter.SSLMODE);

    private Description() {}

    /** One line that says where the parts come from, for errors. */
    static String origins(Target target) {
        List<String> parts = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.USER, Parameter.HOST, Parameter.PORT)) {
            parts.add(parameter.word() + " from " + target.from(parameter));
        }
        parts.add("database from " + target.from(Parameter.DBNAME));
        parts.add("sslmode " + target.tls().mode() + " from " + target.from(Parameter.SSLMODE));
        return String.join(", ", parts);
    }

    /** All of it, for {@code bellows config}. */
    static List<Fact> facts(Target target) {
        List<Fact> facts = new ArrayList<>();
        for (Server server : target.servers()) {
            String from = target.from(Parameter.HOST);
            String port = target.from(Parameter.PORT);
            facts.add(new Fact(
                    server.socket().isPresent() ? "socket" : "server",
                    server.toString(),
                    from.equals(port) ? from : from + ", port from " + port));
        }
        facts.add(new Fact("user", target.user(), target.from(Parameter.USER)));
        facts.add(new Fact("database", target.database(), target.from(Parameter.DBNAME)));
        facts.add(new Fact("sslmode", target.tls().mode(), target.from(Parameter.SSLMODE)));
        facts.addAll(passwords(target));
        target.given().entrySet().stream()
                .filter(entry -> !SHOWN_ALREADY.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> facts.add(fact(entry.getKey(), entry.getValue())));
        return facts;
    }

    private static Fact fact(Parameter parameter, Value value) {
        return new Fact(parameter.word(), parameter.isSecret() ? MASK : value.text(), value.origin());
    }

    private static List<Fact> passwords(Target target) {
        List<Optional<Password>> all =
                target.servers().stream().map(target::password).toList();
        boolean same = all.stream().map(Optional::toString).distinct().count() == 1;
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < (same ? 1 : all.size()); i++) {
            String name = same ? "password" : "password for " + target.servers().get(i);
            facts.add(all.get(i)
                    .map(password -> new Fact(name, MASK, password.origin()))
                    .orElseGet(() -> new Fact(
                            name,
                            "none",
                            target.passfile()
                                    .warning()
                                    .orElse("no line fits in "
                                            + target.passfile().name()))));
        }
        return facts;
    }
}
