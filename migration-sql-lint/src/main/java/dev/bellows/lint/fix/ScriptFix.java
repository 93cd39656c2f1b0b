package dev.bellows.lint.fix;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.fix.Read.Parsed;
import dev.bellows.sql.Span;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.SetNotNull;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The mends of one script. */
final class ScriptFix {
    private static final Pattern NAME = Pattern.compile(
            "(?i)(VALIDATE CONSTRAINT|ADD CONSTRAINT|(?:CREATE (?:UNIQUE )?|DROP |RE)INDEX(?: CONCURRENTLY)?(?: IF (?:NOT )?EXISTS)?"
                    + "|SET NOT NULL|ON)\\s+(?!ON\\b)(\"[^\"]+\"|[\\w.]+)");

    private static final Pattern UNDOES =
            Pattern.compile("(?i)\\b(drop|rename|set\\s+schema|(set\\s+data\\s+)?type)\\b");

    private final Read read;
    private final @Nullable Read down;
    private final LintSettings settings;
    private final Edits edits;
    private final @Nullable Reverse reverse;
    private final List<Fix.Addition> additions = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final Set<String> tables = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    ScriptFix(Read read, @Nullable Read down, LintSettings settings) {
        this.read = read;
        this.down = down;
        this.settings = settings;
        this.edits = new Edits(read.text());
        this.reverse = down == null ? null : new Reverse(down);
    }

    /** The mends of what was found in it; null where nothing can be mended. */
    @Nullable
    Fix of(List<Finding> findings) {
        if (read.broken() || (down != null && down.broken())) {
            return null;
        }
        Map<Parsed, List<Mend>> mends = new LinkedHashMap<>();
        boolean alone = read.statements().size() == 1;
        for (Finding finding : findings) {
            read.statement(finding).ifPresent(parsed -> {
                @Nullable Mend mend = Mend.of(finding, parsed, alone);
                List<Mend> before = mends.computeIfAbsent(parsed, key -> new ArrayList<>());
                if (mend != null
                        && before.stream().noneMatch(each -> each.apart().equals(mend.apart()))) {
                    before.add(mend);
                }
            });
        }
        mends.forEach((parsed, each) -> {
            if (!each.isEmpty()) {
                statement(parsed, each);
            }
        });
        if (rules.isEmpty()) {
            return null;
        }
        @Nullable String changedDown = reverse == null ? null : reverse.changed();
        return new Fix(
                read.script().name(),
                edits.isEmpty() ? null : edits.applied(),
                down == null || changedDown == null
                        ? null
                        : new Fix.Text(down.script().name(), changedDown),
                additions,
                rules);
    }

    /** Mends a statement; leaves it as it is where its reverse cannot be told. */
    private void statement(Parsed parsed, List<Mend> mends) {
        List<Fix.Addition> added = new ArrayList<>();
        boolean apart = mends.stream().anyMatch(mend -> !mend.apart().isEmpty());
        if (apart && (setsSomething() || undoneBelow(parsed))) {
            return;
        }
        for (Mend mend : mends) {
            if (!checkUndone(mend)) {
                return;
            }
            for (String sql : mend.apart()) {
                Fix.@Nullable Addition addition = addition(parsed, mend, sql);
                if (addition == null) {
                    return;
                }
                added.add(addition);
            }
        }
        if (apart) {
            tables.addAll(tablesOf(parsed.statement()));
        }
        mends.stream().filter(mend -> mend.action() instanceof SetNotNull).forEach(this::takeName);
        additions.addAll(added);
        mends.forEach(mend -> rules.add(mend.rule()));
        rewrite(parsed, mends);
    }

    /** Whether a text may take away, or call by another name, what was there before. */
    static boolean undoes(String text) {
        return UNDOES.matcher(text).find();
    }

    /** The tables of what goes elsewhere. */
    Set<String> tables() {
        return tables;
    }

    /** The names that are given to what had none. */
    Set<String> names() {
        return names;
    }

    private void takeName(Mend mend) {
        @Nullable Added added = added(mend);
        if (added != null) {
            names.add(added.name());
        }
    }

    /**
     * The constraint that a mend adds where the statement stands.
     *
     * @param alter the words before it, {@code ALTER TABLE orders}
     * @param name as it is written
     */
    private record Added(String alter, String name) {}

    private @Nullable Added added(Mend mend) {
        String here = mend.here() == null ? "" : mend.here().strip();
        return parsed(here) instanceof AlterTable alter
                        && alter.actions().get(0) instanceof AddConstraint add
                        && add.constraint().name() != null
                ? new Added(
                        here.substring(0, add.place().start()).strip(),
                        add.constraint().name().written())
                : null;
    }

    /** A setting is not in force in another file: not the search_path that says which table is meant. */
    private boolean setsSomething() {
        return read.statements().stream().anyMatch(each -> each.statement() instanceof SetSetting)
                || read.text().toLowerCase(Locale.ROOT).contains("set_config");
    }

    /** Whether a later statement takes away, or calls by another name, what would only be made after it. */
    private boolean undoneBelow(Parsed parsed) {
        Set<String> own = tablesOf(parsed.statement());
        return read.statements().stream()
                .filter(each -> each.text().number() > parsed.text().number())
                .anyMatch(each -> undoes(each.text().text())
                        && own.stream()
                                .anyMatch(table -> Fixing.names(each.text().text(), table)));
    }

    private static Set<String> tablesOf(Statement statement) {
        return Nodes.inside(statement, Relation.class).stream()
                .map(relation -> relation.name().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Where a check takes the place of SET NOT NULL, its reverse drops that check. */
    private boolean checkUndone(Mend mend) {
        if (!(mend.action() instanceof SetNotNull set) || reverse == null || mend.here() == null) {
            return true;
        }
        @Nullable Added added = added(mend);
        return added != null
                && reverse.replaceDropNotNull(set.column(), added.alter() + " DROP CONSTRAINT " + added.name());
    }

    private Fix.@Nullable Addition addition(Parsed parsed, Mend mend, String sql) {
        @Nullable String undone = null;
        if (reverse != null) {
            @Nullable Statement statement = parsed(sql);
            boolean setsNotNull = mend.action() instanceof SetNotNull && sql.contains("SET NOT NULL");
            undone = setsNotNull ? notNullUndone(mend) : statement == null ? null : reverse.of(statement);
            if (undone == null) {
                return null;
            }
        }
        String file = read.script().name().replaceFirst("^.*[/\\\\]", "");
        boolean moves = mend.action() == null && mend.here() == null;
        String comment = moves
                ? read.text()
                        .substring(read.commentStart(parsed), parsed.start())
                        .replace("\r", "")
                : "";
        return new Fix.Addition(
                words(sql),
                "-- Apart from " + file + ", so that nobody waits for it.\n" + comment + sql.strip() + "\n",
                undone);
    }

    /** SET NOT NULL took the place of a check: the reverse puts it back. */
    private @Nullable String notNullUndone(Mend mend) {
        @Nullable Added added = added(mend);
        if (added == null || !(mend.action() instanceof SetNotNull set)) {
            return null;
        }
        String column = set.column().written();
        return added.alter() + " ADD CONSTRAINT " + added.name() + " CHECK (" + column + " IS NOT NULL) NOT VALID;\n"
                + added.alter() + " ALTER COLUMN " + column + " DROP NOT NULL;\n";
    }

    private @Nullable Statement parsed(String sql) {
        String text = sql.strip().replaceFirst(";$", "");
        try {
            return new SqlParser(settings.major())
                    .parse(
                            "",
                            new StatementText(
                                    1, new Span(0, text.length(), 1, 1), text, new TransactionUse.Inside(true)));
        } catch (SqlSyntaxException e) {
            return null;
        }
    }

    /** {@code validate orders_total_check}. */
    private static String words(String sql) {
        Matcher matcher = NAME.matcher(sql);
        if (!matcher.find()) {
            return "apart";
        }
        String verb = matcher.group(1).toLowerCase(java.util.Locale.ROOT);
        String name = matcher.group(2);
        String first = verb.startsWith("validate")
                ? "validate "
                : verb.startsWith("drop")
                        ? "drop "
                        : verb.startsWith("re") ? "reindex " : verb.equals("on") ? "index on " : "";
        return first + name + (verb.startsWith("add") && sql.contains("USING INDEX") ? " constraint" : "");
    }

    /** What is left of the statement, and what takes the place of the rest. */
    private void rewrite(Parsed parsed, List<Mend> mends) {
        List<String> here = new ArrayList<>();
        String left = left(parsed, mends);
        if (!left.isEmpty()) {
            here.add(left);
        }
        mends.stream().map(Mend::here).forEach(sql -> {
            if (sql != null) {
                here.add(sql.strip().replaceFirst(";$", ""));
            }
        });
        if (here.isEmpty()) {
            boolean moves = mends.stream().allMatch(mend -> mend.action() == null);
            edits.remove(moves ? read.commentStart(parsed) : parsed.start(), parsed.end());
        } else {
            edits.replace(parsed.start(), parsed.end(), String.join(";\n", here));
        }
    }

    private static String left(Parsed parsed, List<Mend> mends) {
        if (!(parsed.statement() instanceof AlterTable alter)
                || mends.stream().anyMatch(mend -> mend.action() == null)) {
            return "";
        }
        String text = parsed.text().text();
        List<AlterTableAction> mended = mends.stream().map(Mend::action).toList();
        List<AlterTableAction> others = alter.actions().stream()
                .filter(action -> !mended.contains(action))
                .toList();
        return others.isEmpty()
                ? ""
                : text.substring(0, alter.actions().get(0).place().start())
                        + others.stream()
                                .map(action -> text.substring(
                                        action.place().start(), action.place().end()))
                                .collect(Collectors.joining(",\n    "));
    }
}
