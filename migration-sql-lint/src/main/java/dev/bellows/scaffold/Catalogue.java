package dev.bellows.scaffold;

import dev.bellows.lint.Findings;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the migrations of a folder have made, with the words in which they made it. */
public final class Catalogue {
    private final Schema schema;
    private final IdentityHashMap<Expression, String> expressions;
    private final Map<String, Made> indexes;
    private final List<ForeignKeyConstraint> foreignKeys;
    private final Map<String, ColumnDefinition> definitions;
    private final IdentityHashMap<ColumnDefinition, String> collations;

    /** An index's statement, and its text. */
    record Made(CreateIndex statement, String text) {}

    private Catalogue(Reader reader) {
        this.schema = reader.schema;
        this.expressions = reader.expressions;
        this.indexes = reader.indexes;
        this.foreignKeys = reader.foreignKeys;
        this.definitions = reader.definitions;
        this.collations = reader.collations;
    }

    /**
     * Reads the migrations.
     *
     * @param scripts in the order in which they run; reverses are left out
     */
    public static Catalogue of(List<LintScript> scripts, LintSettings settings) {
        Reader reader = new Reader();
        new Linter(List.of(reader), settings)
                .lint(scripts.stream()
                        .filter(script -> script.role() != LintScript.Role.DOWN)
                        .map(Catalogue::seen)
                        .toList());
        return new Catalogue(reader);
    }

    /** History too: it is not judged here, only read. */
    private static LintScript seen(LintScript script) {
        return new LintScript(script.name(), script.version(), script.text(), script.phase(), LintScript.Role.JUDGED);
    }

    Schema schema() {
        return schema;
    }

    /** An expression as somebody wrote it; empty where PostgreSQL made it. */
    Optional<String> text(Expression expression) {
        return Optional.ofNullable(expressions.get(expression));
    }

    /** The statement that made an index of this name, the last one; empty where none says it. */
    Optional<Made> made(Index index) {
        return Optional.ofNullable(indexes.get(index.name().name()));
    }

    /** The tables with foreign keys to a column. */
    boolean referred(ObjectName table, String column) {
        return !schema.referrers(table, column).isEmpty();
    }

    /** What a row gets that names no value for a column, as somebody wrote it; empty for nothing. */
    Optional<String> defaultOf(Column column) {
        return Optional.ofNullable(column.defaultValue()).flatMap(this::text);
    }

    /** An expression as somebody wrote it, about another column; empty where PostgreSQL made it. */
    Optional<String> text(Expression expression, String from, String to) {
        return text(expression).map(written -> {
            StringBuilder other = new StringBuilder(written);
            Nodes.inside(expression, ColumnReference.class).stream()
                    .filter(reference -> reference.name().name().equals(from))
                    .map(reference -> reference
                            .name()
                            .parts()
                            .get(reference.name().parts().size() - 1)
                            .place())
                    .sorted(Comparator.comparing(Place::start).reversed())
                    .forEach(place -> other.replace(
                            place.start() - expression.place().start(),
                            place.end() - expression.place().start(),
                            Sql.quoted(to)));
            return other.toString();
        });
    }

    /** What a foreign key does when the row that it points to changes; empty where the folder says it in several ways. */
    Optional<String> actions(SchemaConstraint key) {
        Set<String> said = foreignKeys.stream()
                .filter(each -> key.references() != null
                        && each.table().name().equals(key.references().name()))
                .filter(each -> each.columns().isEmpty()
                        || each.columns().stream()
                                .map(Identifier::name)
                                .toList()
                                .equals(key.columns()))
                .map(each -> (each.onDelete() == null ? "" : " ON DELETE " + each.onDelete())
                        + (each.onUpdate() == null ? "" : " ON UPDATE " + each.onUpdate()))
                .collect(Collectors.toSet());
        return said.size() == 1 ? said.stream().findFirst() : Optional.empty();
    }

    /** How a column was made; empty where the folder does not tell, or it had another name then. */
    Optional<ColumnDefinition> definition(Table table, Column column) {
        return Optional.ofNullable(definitions.get(key(table.name().name(), column.name())));
    }

    /** The words of its collation, to stand behind its type; empty for none. */
    String collation(Table table, Column column) {
        return definition(table, column)
                .map(definition -> collations.getOrDefault(definition, ""))
                .orElse("");
    }

    private static String key(String table, String column) {
        return table + "." + column;
    }

    /** Whether a constraint says something of a column. */
    boolean about(SchemaConstraint constraint, String column) {
        Expression check = constraint.check();
        return constraint.columns().contains(column)
                || (check != null
                        && Nodes.inside(check, ColumnReference.class).stream()
                                .anyMatch(reference -> reference.name().name().equals(column)));
    }

    /** Sees every statement as a rule does, in its order, and keeps its words. */
    private static final class Reader implements Rule {
        private static final RuleInfo INFO = RuleInfo.of("catalogue", "Reads.", Verdict.ADVICE);

        private final IdentityHashMap<Expression, String> expressions = new IdentityHashMap<>();
        private final Map<String, Made> indexes = new HashMap<>();
        private final List<ForeignKeyConstraint> foreignKeys = new ArrayList<>();
        private final Map<String, ColumnDefinition> definitions = new HashMap<>();
        private final IdentityHashMap<ColumnDefinition, String> collations = new IdentityHashMap<>();
        private Schema schema = new Schema();

        @Override
        public RuleInfo info() {
            return INFO;
        }

        @Override
        public void check(Statement statement, Scope scope, Findings findings) {
            // The schema is one object that grows.
            schema = scope.schema();
            if (statement instanceof CreateIndex index && index.name() != null) {
                indexes.put(index.name().name(), new Made(index, scope.text(statement)));
            }
            if (statement instanceof CreateTable create) {
                columns(create.name(), statement, scope);
            } else if (statement instanceof AlterTable alter) {
                columns(alter.relation().name(), statement, scope);
            }
            foreignKeys.addAll(Nodes.inside(statement, ForeignKeyConstraint.class));
            Nodes.inside(statement, Expression.class)
                    .forEach(expression -> expressions.put(expression, scope.text(expression)));
        }

        private void columns(QualifiedName table, Statement statement, Scope scope) {
            for (ColumnDefinition column : Nodes.inside(statement, ColumnDefinition.class)) {
                definitions.put(key(table.name(), column.name().name()), column);
                if (column.collation() != null) {
                    collations.put(column, " COLLATE " + scope.text(column.collation()));
                }
            }
        }
    }
}
