package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Names, places and other small parts that have no parts of their own. */
final class NameBuilder {
    private static final int LONGEST_PLAIN_NAME = 63;

    private NameBuilder() {}

    static Place place(ParserRuleContext context) {
        SqlToken start = (SqlToken) context.getStart();
        SqlToken stop = (SqlToken) context.getStop();
        return new Place(start.start(), stop == null ? start.start() : Math.max(start.start(), stop.end()));
    }

    static Place place(SqlToken token) {
        return new Place(token.start(), token.end());
    }

    /** The text of a part, as written. */
    static String text(ParserRuleContext context) {
        Place place = place(context);
        return ((SqlToken) context.getStart()).tokens().text().substring(place.start(), place.end());
    }

    /** The tokens of a part in upper case, one blank between them. */
    static String words(ParserRuleContext context) {
        SqlToken start = (SqlToken) context.getStart();
        StringBuilder words = new StringBuilder();
        for (int i = start.getTokenIndex(); i <= context.getStop().getTokenIndex(); i++) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(start.tokens().get(i).getText().toUpperCase(Locale.ROOT));
        }
        return words.toString();
    }

    /** A part that is one token. */
    static Identifier identifier(ParserRuleContext context) {
        return identifier((SqlToken) context.getStart());
    }

    static @Nullable Identifier identifierOrNull(@Nullable ParserRuleContext context) {
        return context == null ? null : identifier(context);
    }

    static Identifier identifier(SqlToken token) {
        String written = token.getText();
        String name =
                switch (token.getType()) {
                    case PostgresParser.QUOTED_IDENTIFIER -> Names.quoted(written);
                    case PostgresParser.UNICODE_IDENTIFIER -> unicode(written);
                    case PostgresParser.STRING,
                            PostgresParser.ESCAPE_STRING,
                            PostgresParser.UNICODE_STRING,
                            PostgresParser.DOLLAR_STRING -> StringValues.of(written);
                    default -> isPlain(written) ? written : Names.unquoted(written);
                };
        return new Identifier(name, written, place(token));
    }

    /** A name that folding and cutting would not change. */
    private static boolean isPlain(String written) {
        for (int i = 0; i < written.length(); i++) {
            char character = written.charAt(i);
            if (character > 127 || (character >= 'A' && character <= 'Z')) {
                return false;
            }
        }
        return written.length() <= LONGEST_PLAIN_NAME;
    }

    /** The token holds its UESCAPE, whose last character but one is the escape. */
    private static String unicode(String written) {
        int end = written.lastIndexOf('"') + 1;
        char escape = end == written.length() ? '\\' : written.charAt(written.length() - 2);
        return Names.unicode(written.substring(0, end), escape);
    }

    static List<Identifier> identifiers(List<? extends ParserRuleContext> contexts) {
        List<Identifier> identifiers = new ArrayList<>(contexts.size());
        for (ParserRuleContext context : contexts) {
            identifiers.add(identifier(context));
        }
        return identifiers;
    }

    static List<Identifier> identifiers(@Nullable IdentifierListContext context) {
        return context == null ? List.of() : identifiers(context.identifier());
    }

    static List<Identifier> columns(@Nullable ColumnListContext context) {
        return context == null ? List.of() : identifiers(context.identifier());
    }

    static List<Identifier> roles(@Nullable RoleListContext context) {
        return context == null ? List.of() : identifiers(context.role());
    }

    /** Every part that is no dot is a part of the name. */
    static QualifiedName qualified(ParserRuleContext context) {
        List<Identifier> parts = new ArrayList<>(2);
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof ParserRuleContext part) {
                parts.add(identifier(part));
            }
        }
        return new QualifiedName(parts, place(context));
    }

    static @Nullable QualifiedName qualifiedOrNull(@Nullable QualifiedNameContext context) {
        return context == null ? null : qualified(context);
    }

    static QualifiedName typeName(NamedTypeContext context) {
        List<Identifier> parts = new ArrayList<>(2);
        parts.add(identifier(context.typeIdentifier()));
        for (LabelContext label : context.label()) {
            parts.add(identifier(label));
        }
        return new QualifiedName(parts, place(context));
    }

    static QualifiedName qualified(Identifier only) {
        return new QualifiedName(List.of(only), only.place());
    }

    static List<QualifiedName> qualified(@Nullable QualifiedNameListContext context) {
        if (context == null) {
            return List.of();
        }
        List<QualifiedName> names = new ArrayList<>(context.getChildCount());
        for (QualifiedNameContext name : context.qualifiedName()) {
            names.add(qualified(name));
        }
        return List.copyOf(names);
    }

    static Relation relation(RelationContext context) {
        return new Relation(qualified(context.qualifiedName()), context.ONLY() != null, place(context));
    }

    static Relation relation(QualifiedNameContext context) {
        return new Relation(qualified(context), false, place(context));
    }

    static List<Relation> relations(@Nullable RelationListContext context) {
        return context == null
                ? List.of()
                : context.relation().stream().map(NameBuilder::relation).toList();
    }

    static String string(StringContext context) {
        return StringValues.of(context.getText());
    }

    static boolean isCascade(@Nullable CascadeOrRestrictContext context) {
        return context != null && context.CASCADE() != null;
    }

    static List<Option> options(@Nullable StorageParametersContext context) {
        if (context == null) {
            return List.of();
        }
        List<Option> options = new ArrayList<>();
        for (StorageParameterContext parameter : context.storageParameter()) {
            StringBuilder name = new StringBuilder();
            for (LabelContext label : parameter.label()) {
                name.append(name.isEmpty() ? "" : ".").append(identifier(label).name());
            }
            options.add(option(name.toString(), parameter.definitionValue(), parameter));
        }
        return List.copyOf(options);
    }

    static List<Option> options(@Nullable DefinitionContext context) {
        if (context == null) {
            return List.of();
        }
        List<Option> options = new ArrayList<>();
        for (DefinitionItemContext item : context.definitionItem()) {
            options.add(option(identifier(item.label()).name(), item.definitionValue(), item));
        }
        return List.copyOf(options);
    }

    private static Option option(String name, @Nullable DefinitionValueContext value, ParserRuleContext whole) {
        return new Option(name, value == null ? null : value(value), place(whole));
    }

    private static String value(DefinitionValueContext context) {
        return context.string() == null ? text(context) : string(context.string());
    }

    /** Which of the options of VACUUM, EXPLAIN and their like is on. */
    static boolean isOn(@Nullable UtilityOptionsContext options, String name) {
        boolean on = false;
        for (UtilityOptionContext option :
                options == null ? List.<UtilityOptionContext>of() : options.utilityOption()) {
            if (option.getStart().getText().equalsIgnoreCase(name)) {
                String value = option.utilityOptionValue() == null
                        ? "on"
                        : identifier(option.utilityOptionValue()).name().toLowerCase(Locale.ROOT);
                on = !value.equals("off") && !value.equals("false") && !value.equals("0");
            }
        }
        return on;
    }

    static Persistence persistence(@Nullable PersistenceContext context) {
        if (context == null) {
            return Persistence.PERMANENT;
        }
        return context.UNLOGGED() != null ? Persistence.UNLOGGED : Persistence.TEMPORARY;
    }
}
