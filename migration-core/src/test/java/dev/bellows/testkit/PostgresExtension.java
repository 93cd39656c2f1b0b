package dev.bellows.testkit;

import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests their {@link TestDatabase} parameters; {@link PostgresTest} brings it along, a parameterized test names it
 * in {@code @ExtendWith}. The first such parameter of a test method and of its {@code @BeforeEach} methods is the same
 * database, likewise the second.
 */
public final class PostgresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    /** Called by JUnit. */
    public PostgresExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what its stores hold: the databases when the test ends, the server when the launcher's session
        // does.
        TestServer server = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(TestServer.class, key -> TestServer.find(), TestServer.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(ordinal(parameter), key -> server.newDatabase(), TestDatabase.class);
    }

    private static long ordinal(ParameterContext parameter) {
        Parameter[] all = parameter.getDeclaringExecutable().getParameters();
        return Arrays.stream(all, 0, parameter.getIndex())
                .filter(other -> other.getType() == TestDatabase.class)
                .count();
    }
}
