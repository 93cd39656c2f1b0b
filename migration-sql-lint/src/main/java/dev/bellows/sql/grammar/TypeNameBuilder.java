package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Data types, whose many spellings become one: https://www.postgresql.org/docs/18/datatype.html */
final class TypeNameBuilder {
    /** The names that PostgreSQL keeps in its catalogue, and how it prints them. */
    private static final Map<String, String> PRINTED = Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("bpchar", "character"),
            Map.entry("varchar", "character varying"),
            Map.entry("varbit", "bit varying"),
            Map.entry("decimal", "numeric"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"));

    private TypeNameBuilder() {}

    static DataType type(TypeNameContext context) {
        return type(context, context.simpleType(), context.arrayBounds(), context.SETOF() != null, false);
    }

    static DataType type(ParameterTypeContext context) {
        TypeNameContext type = context.typeName();
        return type(context, type.simpleType(), type.arrayBounds(), type.SETOF() != null, context.PERCENT() != null);
    }

    static List<DataType> types(TypeListContext context) {
        return context.typeName().stream().map(TypeNameBuilder::type).toList();
    }

    private static DataType type(
            ParserRuleContext whole,
            SimpleTypeContext simple,
            @Nullable ArrayBoundsContext bounds,
            boolean setOf,
            boolean ofColumn) {
        int dimensions = bounds == null
                ? 0
                : bounds.ARRAY() != null
                        ? 1
                        : bounds.getTokens(PostgresParser.LEFT_BRACKET).size();
        NamedTypeContext named = simple.namedType();
        Place place = NameBuilder.place(whole);
        if (named == null) {
            return new DataType(null, builtIn(simple), modifiers(simple), dimensions, setOf, ofColumn, place);
        }
        QualifiedName name = NameBuilder.typeName(named);
        boolean catalogue = name.schema() == null || name.schema().equals("pg_catalog");
        String printed = catalogue && !ofColumn ? PRINTED.getOrDefault(name.name(), name.name()) : name.name();
        return new DataType(
                printed.equals(name.name()) ? name.schema() : null,
                printed,
                modifiers(named.typeModifiers()),
                dimensions,
                setOf,
                ofColumn,
                place);
    }

    /** The type before a string: {@code int '1'}. */
    static DataType type(TypedStringContext context) {
        ParserRuleContext only = context.numericType() != null
                ? context.numericType()
                : context.characterType() != null ? context.characterType() : context.bitType();
        String name;
        if (only != null) {
            name = builtIn(only);
        } else if (context.INTERVAL() != null) {
            name = "interval";
        } else if (context.JSON() != null) {
            name = "json";
        } else {
            name = dateTime(context.TIMESTAMP() != null, context.timeZone());
        }
        return new DataType(null, name, List.of(), 0, false, false, NameBuilder.place(context));
    }

    private static String builtIn(SimpleTypeContext context) {
        DateTimeTypeContext dateTime = context.dateTimeType();
        if (dateTime != null) {
            return dateTime.INTERVAL() != null
                    ? "interval"
                    : dateTime(dateTime.TIMESTAMP() != null, dateTime.timeZone());
        }
        return context.JSON() != null ? "json" : builtIn((ParserRuleContext) context.getChild(0));
    }

    private static String dateTime(boolean timestamp, @Nullable TimeZoneContext zone) {
        return (timestamp ? "timestamp" : "time")
                + (zone != null && zone.WITH() != null ? " with time zone" : " without time zone");
    }

    private static String builtIn(ParserRuleContext context) {
        if (context instanceof CharacterTypeContext character) {
            return character.VARYING() != null || character.VARCHAR() != null ? "character varying" : "character";
        } else if (context instanceof BitTypeContext bit) {
            return bit.VARYING() != null ? "bit varying" : "bit";
        }
        return switch (context.getStart().getType()) {
            case PostgresParser.INT, PostgresParser.INTEGER_WORD -> "integer";
            case PostgresParser.DECIMAL, PostgresParser.DEC, PostgresParser.NUMERIC_WORD -> "numeric";
            case PostgresParser.DOUBLE -> "double precision";
            case PostgresParser.FLOAT -> floating(((NumericTypeContext) context).INTEGER());
            default -> context.getStart().getText().toLowerCase(Locale.ROOT);
        };
    }

    /** FLOAT(n) counts binary digits; up to 24 fit into four bytes. */
    private static String floating(@Nullable TerminalNode precision) {
        String digits = precision == null ? "53" : precision.getText();
        return digits.length() < 3 && Integer.parseInt(digits) <= 24 ? "real" : "double precision";
    }

    private static List<String> modifiers(SimpleTypeContext context) {
        DateTimeTypeContext dateTime = context.dateTimeType();
        if (dateTime != null && dateTime.intervalFields() != null) {
            return List.of(NameBuilder.words(dateTime.intervalFields()));
        }
        TypeModifiersContext modifiers = context.numericType() != null
                ? context.numericType().typeModifiers()
                : context.bitType() != null ? context.bitType().typeModifiers() : null;
        if (modifiers != null) {
            return modifiers(modifiers);
        }
        TerminalNode length = context.characterType() != null
                ? context.characterType().INTEGER()
                : dateTime != null ? dateTime.INTEGER() : null;
        return length == null ? List.of() : List.of(length.getText());
    }

    private static List<String> modifiers(@Nullable TypeModifiersContext context) {
        return context == null
                ? List.of()
                : context.expression().stream().map(NameBuilder::text).toList();
    }
}
