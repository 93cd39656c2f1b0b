package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Small migrations in Java, compiled when a test wants them. */
final class CompiledCode {
    static final String CLASS = "com.acme.HashEmails";

    private CompiledCode() {}

    /** A migration 0002 whose methods do this. */
    static String source(String constructor, String up, String down) {
        return """
                package com.acme;

                public final class HashEmails implements dev.bellows.code.ReversibleCodeMigration {
                    public HashEmails() { %s }
                    @Override public String version() { return "0002"; }
                    @Override public String description() { return "hash emails"; }
                    @Override public dev.bellows.sql.Phase phase() { return dev.bellows.sql.Phase.EXPAND; }
                    @Override public String checksum() { return "1"; }
                    @Override public void apply(java.sql.Connection c) throws Exception {
                        c.createStatement().execute("%s");
                    }
                    @Override public void revert(java.sql.Connection c) throws Exception {
                        c.createStatement().execute("%s");
                    }
                }
                """.formatted(constructor, up, down);
    }

    /** Compiles into a folder of classes that offers this class as a service. */
    static Path folder(Path folder, String source, String service) throws IOException {
        Path file = Files.createDirectories(folder.resolve("src")).resolve("HashEmails.java");
        Files.writeString(file, source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-cp",
                    Objects.requireNonNull(System.getProperty("java.class.path")));
            boolean compiled = compiler.getTask(output, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(output.toString()).isTrue();
        }
        Path services = Files.createDirectories(classes.resolve("META-INF").resolve("services"));
        Files.writeString(services.resolve("dev.bellows.code.CodeMigration"), service + "\n");
        return classes;
    }

    /** The same files in a jar. */
    static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(each -> !each.equals(classes)).toList()) {
                String name = classes.relativize(entry).toString().replace('\\', '/');
                out.putNextEntry(new JarEntry(Files.isDirectory(entry) ? name + "/" : name));
                if (Files.isRegularFile(entry)) {
                    Files.copy(entry, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
