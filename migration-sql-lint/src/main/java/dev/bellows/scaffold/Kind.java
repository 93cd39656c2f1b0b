package dev.bellows.scaffold;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The changes that there is a set of migrations for. */
public enum Kind {
    RENAME_COLUMN("orders.total total_cents", RenameColumn::of),
    CHANGE_TYPE("orders.total 'numeric(12,2)' [--using EXPRESSION]", ChangeType::of),
    ADD_NOT_NULL("orders.note [--using VALUE]", AddNotNull::of),
    ADD_UNIQUE("orders.customer_id [COLUMN ...]", AddUnique::of),
    ADD_FOREIGN_KEY("orders.customer_id customers.id", AddForeignKey::of),
    DROP_COLUMN("orders.note [--using VALUE]", DropColumn::of),
    SPLIT("customers.name first=EXPRESSION last=EXPRESSION --back EXPRESSION", Split::of);

    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // each is a method reference
    private final BiFunction<Catalogue, Request, Scaffold> maker;

    Kind(String example, BiFunction<Catalogue, Request, Scaffold> maker) {
        this.example = example;
        this.maker = maker;
    }

    /** The word that asks for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word with arguments such as it takes. */
    public String synopsis() {
        return word() + " " + example;
    }

    /** The kind of a word; empty where there is none. */
    public static Optional<Kind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * The set.
     *
     * @throws ScaffoldException when it cannot be made
     */
    static Scaffold make(Catalogue catalogue, Request request) {
        return request.kind().maker.apply(catalogue, request);
    }
}
