package dev.bellows.source;

import dev.bellows.model.PrefixChecksum;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.DirectiveException;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A script in a file or a resource: all of it, or some of its lines. */
final class TextFile implements Script {
    private static final Pattern STRING = Pattern.compile("'[^']*'");
    private static final int LONGEST_EXCERPT = 1000;

    private final SourceFile file;
    private final @Nullable Lines lines;
    private final boolean outside;
    private final List<Refusal> refusals;
    private final String tagPrefix;
    private final String checksum;
    private final boolean tagged;
    private @Nullable Outline outline;

    /**
     * Hashes the file; what it holds is found when it is asked for.
     *
     * @throws UnreadableScriptException when it cannot be read
     */
    TextFile(Part part, String tagPrefix) {
        this.file = part.file();
        this.lines = part.lines();
        this.outside = part.outside();
        this.refusals = part.refusals();
        this.tagPrefix = tagPrefix;
        ByteSearch tag = new ByteSearch(tagPrefix + ":");
        this.checksum = reading(() -> hash(tag));
        this.tagged = tag.found();
    }

    private String hash(ByteSearch tag) throws IOException {
        if (lines != null) {
            return LinesReader.checksum(decoded(file.opener().open()), lines, tag);
        }
        try (InputStream in = file.opener().open()) {
            return new Checksum(tag).all(in);
        }
    }

    private static Reader decoded(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }

    @Override
    public String name() {
        return file.display();
    }

    /** Whether it may hold directives: the words with which each begins occur somewhere in it. */
    boolean tagged() {
        return tagged;
    }

    /** The file as it lies there. */
    SourceFile.Opener original() {
        return file.opener();
    }

    @Override
    public String checksum() {
        return checksum;
    }

    @Override
    public Reader open() throws IOException {
        return lines == null
                ? decoded(new VerifyingInput(file.opener().open(), checksum))
                : new LinesReader(decoded(file.opener().open()), lines, checksum);
    }

    @Override
    public boolean outside() {
        return outside;
    }

    @Override
    public synchronized Outline outline() {
        if (!refusals.isEmpty()) {
            throw new UnreadableScriptException(refusals.get(0));
        }
        if (outline == null) {
            outline = reading(() -> {
                try (Reader reader = open()) {
                    return Outline.of(name(), reader, tagPrefix, outside);
                }
            });
        }
        return outline;
    }

    /**
     * Reads it to its end.
     *
     * @throws UnreadableScriptException when that is not possible
     */
    void readable() {
        reading(() -> {
            try (Reader reader = open()) {
                return reader.transferTo(Writer.nullWriter());
            }
        });
    }

    @Override
    public String prefixChecksum(int statements) {
        return reading(() -> {
            PrefixChecksum prefix = new PrefixChecksum();
            try (Splitter splitter = new Splitter(name(), open())) {
                for (int i = 0; i < statements; i++) {
                    @Nullable StatementText statement = splitter.next();
                    if (statement == null) {
                        return "";
                    }
                    prefix.add(statement.text());
                    if (statement.use() instanceof TransactionUse.CopyFromStdin) {
                        prefix.data(splitter.copyData()).transferTo(Writer.nullWriter());
                    }
                }
            }
            return prefix.value();
        });
    }

    private <T> T reading(Read<T> read) {
        try {
            return read.read();
        } catch (SqlSyntaxException e) {
            throw new UnreadableScriptException(new Refusal(
                    "syntax", null, name(), e.line(), e.column(), excerpt(e), e.problem(), "correct the file"));
        } catch (DirectiveException e) {
            throw refuse("directive", e.line(), e.problem(), "correct the directive");
        } catch (CharacterCodingException e) {
            throw refuse("not-utf-8", badLine(), "it holds bytes that are not UTF-8", "save it as UTF-8");
        } catch (VerifyingInput.ChangedFileException e) {
            throw refuse("changing-file", 0, "its content changed while it was being read", "run again");
        } catch (NoSuchFileException e) {
            throw refuse(
                    "vanished-file",
                    0,
                    "it vanished while the folder was being read, or is a link to nothing",
                    "run again; if it stays so, remove the link");
        } catch (AccessDeniedException e) {
            throw refuse("unreadable-file", 0, "this user may not read it", "give read permission");
        } catch (IOException e) {
            throw refuse("unreadable-file", 0, "it cannot be read: " + why(e), "make it readable");
        }
    }

    private UnreadableScriptException refuse(String code, int line, String cause, String next) {
        return new UnreadableScriptException(Refusal.at(code, null, name(), line, cause, next));
    }

    /** The line's text as far as it could be read; what its strings hold may be secret. */
    private String excerpt(SqlSyntaxException e) {
        try (BufferedReader reader = new BufferedReader(open())) {
            String line = reader.lines().skip(e.line() - 1L).findFirst().orElse("");
            int end = line.offsetByCodePoints(0, Math.min(e.column(), line.codePointCount(0, line.length())));
            return end > LONGEST_EXCERPT
                    ? ""
                    : STRING.matcher(line.substring(0, end))
                            .replaceAll(string -> "'" + "*".repeat(string.end() - string.start() - 2) + "'");
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** The line that stops a strict decoder; 0 when it cannot be told. */
    private int badLine() {
        // A low surrogate without its high one cannot come from UTF-8, so it marks the place beyond doubt.
        CharsetDecoder marking = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uDC00");
        int line = 1;
        int before = 0;
        try (Reader reader =
                new BufferedReader(new InputStreamReader(file.opener().open(), marking))) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (Character.isLowSurrogate((char) c) && !Character.isHighSurrogate((char) before)) {
                    return line;
                }
                line += c == '\n' ? 1 : 0;
                before = c;
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    /** What went wrong, without the file's name where the message says nothing but that name and a reason. */
    static String why(Exception e) {
        @Nullable String reason = e instanceof FileSystemException problem ? problem.getReason() : null;
        return reason != null ? reason : String.valueOf(e.getMessage());
    }

    private interface Read<T> {
        T read() throws IOException;
    }
}
