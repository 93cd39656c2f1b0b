package dev.bellows.effect;

import dev.bellows.schema.Schema;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.QualifiedName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a new column costs: a constant or stable default is kept once for all rows, anything else is computed for each. */
final class Defaults {
    private static final Set<String> SERIAL =
            Set.of("serial", "serial4", "bigserial", "serial8", "smallserial", "serial2");

    /**
     * Functions of the server that give another value at each call; those with a syntax of their own among them. All others of
     * pg_catalog that people use in defaults are stable or immutable.
     */
    private static final Set<String> VOLATILE = Set.of(
            "nextval",
            "random",
            "random_normal",
            "setval",
            "lastval",
            "currval",
            "timeofday",
            "clock_timestamp",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_random_bytes",
            "pg_sleep");

    /** Everything else that is called in a default and that the schema does not know. */
    private static final Set<String> KNOWN = Set.of(
            "now",
            "current_timestamp",
            "current_date",
            "current_time",
            "localtimestamp",
            "localtime",
            "transaction_timestamp",
            "statement_timestamp",
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_catalog",
            "current_schema",
            "current_database",
            "current_setting",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "lower",
            "upper",
            "md5",
            "to_char",
            "to_timestamp",
            "to_date",
            "date_trunc",
            "date_part",
            "extract",
            "timezone",
            "age",
            "jsonb_build_object",
            "json_build_object",
            "jsonb_build_array",
            "json_build_array",
            "to_jsonb",
            "array_fill",
            "concat",
            "left",
            "right",
            "substring",
            "replace",
            "length",
            "abs",
            "round",
            "floor",
            "make_interval",
            "make_date",
            "encode",
            "decode",
            "convert_to",
            "to_tsvector",
            "txid_current",
            "pg_current_xact_id");

    private final Schema schema;

    Defaults(Schema schema) {
        this.schema = schema;
    }

    /** Whether every row has to be written for it. */
    boolean rewrites(ColumnDefinition column) {
        @Nullable DataType type = column.type();
        if (type != null && (SERIAL.contains(type.name()) || constrainedDomain(type))) {
            return true;
        }
        for (Constraint constraint : column.constraints()) {
            if (constraint instanceof IdentityConstraint
                    || (constraint instanceof GeneratedConstraint generated && generated.stored())
                    || (constraint instanceof DefaultConstraint value && isVolatile(value.value()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether every row has to be looked at for it. */
    boolean scans(ColumnDefinition column) {
        boolean filled = filled(column);
        return column.constraints().stream()
                .anyMatch(each ->
                        (each instanceof CheckConstraint && !each.attributes().notEnforced())
                                || each instanceof KeyConstraint
                                || (each instanceof NotNullConstraint && !filled));
    }

    /** Whether rows that are there look up their partners: they do for DEFAULT NULL too. */
    boolean lookedUp(ColumnDefinition column) {
        return column.constraints().stream().anyMatch(DefaultConstraint.class::isInstance)
                || (column.type() != null && SERIAL.contains(column.type().name()));
    }

    private static boolean filled(ColumnDefinition column) {
        return column.constraints().stream()
                .anyMatch(each -> each instanceof DefaultConstraint value && !isNull(value.value()));
    }

    private static boolean isNull(Expression value) {
        return value instanceof Literal literal && literal.kind() == Literal.Kind.NULL;
    }

    @Nullable
    Constraint foreignKey(ColumnDefinition column) {
        return column.constraints().stream()
                .filter(ForeignKeyConstraint.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    /** Whether it gives another value for each row; a function that nobody knows may. */
    boolean isVolatile(Expression value) {
        return Nodes.inside(value, FunctionCall.class).stream().anyMatch(call -> isVolatile(call.name()));
    }

    private boolean isVolatile(QualifiedName function) {
        var routines = schema.routines(function);
        if (!routines.isEmpty()) {
            return routines.stream().anyMatch(routine -> routine.volatility().equals("VOLATILE"));
        }
        return VOLATILE.contains(function.name()) || !KNOWN.contains(function.name());
    }

    private boolean constrainedDomain(DataType type) {
        return schema.type(type)
                .filter(each -> each.kind() == UserType.Kind.DOMAIN)
                .map(UserType::constrained)
                .orElse(false);
    }
}
