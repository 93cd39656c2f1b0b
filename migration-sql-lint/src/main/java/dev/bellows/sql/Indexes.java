package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.CreateIndexConcurrently;
import dev.bellows.sql.TransactionUse.DropIndexConcurrently;
import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.ReindexConcurrently;
import dev.bellows.sql.TransactionUse.Repeatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The commands that build and drop indexes, after their first word. */
final class Indexes {
    private Indexes() {}

    /** CREATE [UNIQUE] INDEX CONCURRENTLY, or null for anything else. */
    static @Nullable TransactionUse create(TokenCursor tokens) {
        boolean unique = tokens.accept("unique");
        if (!tokens.isAt("index", "concurrently")) {
            return null;
        }
        tokens.advance();
        int wordStart = tokens.start();
        tokens.advance();
        Place concurrentlyWord = tokens.since(wordStart);
        int ifStart = tokens.start();
        Place ifNotExists = tokens.accept("if", "not", "exists") ? tokens.since(ifStart) : null;
        int indexStart = tokens.start();
        Name index = tokens.isAt("on") ? null : tokens.name();
        Place indexPlace = index == null ? null : tokens.since(indexStart);
        if (!tokens.accept("on")) {
            return null;
        }
        skipOnly(tokens);
        int tableStart = tokens.start();
        Name table = tokens.name();
        if (table == null) {
            return null;
        }
        Place tablePlace = tokens.since(tableStart);
        return new CreateIndexConcurrently(
                index, ifNotExists != null, unique, table, concurrentlyWord, ifNotExists, indexPlace, tablePlace);
    }

    /** ONLY is a reserved word, so it is never the table's own name. */
    private static void skipOnly(TokenCursor tokens) {
        if (tokens.accept("only")) {
            while (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                tokens.advance();
            }
        }
    }

    /** DROP INDEX CONCURRENTLY, or null for anything else. */
    static @Nullable TransactionUse drop(TokenCursor tokens) {
        if (!tokens.accept("index", "concurrently")) {
            return null;
        }
        boolean ifExists = tokens.accept("if", "exists");
        List<Name> indexes = new ArrayList<>();
        do {
            Name index = tokens.name();
            if (index != null) {
                indexes.add(index);
            }
        } while (tokens.accept(TokenKind.COMMA));
        return new DropIndexConcurrently(indexes, ifExists);
    }

    static TransactionUse reindex(TokenCursor tokens, Inside otherwise) {
        tokens.advance();
        boolean concurrently = Options.read(tokens).isOn("concurrently", false);
        String kind = tokens.word().toUpperCase(Locale.ROOT);
        tokens.advance();
        concurrently |= tokens.accept("concurrently");
        return switch (kind) {
            case "INDEX", "TABLE" -> concurrently ? new ReindexConcurrently(kind, tokens.name()) : otherwise;
            case "SCHEMA", "DATABASE", "SYSTEM" ->
                concurrently ? new ReindexConcurrently(kind, tokens.name()) : new Repeatable("REINDEX " + kind);
            default -> otherwise;
        };
    }
}
