package dev.bellows.lint;

import dev.bellows.lint.JudgedScript.Found;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.Quarantine;
import dev.bellows.sql.Span;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns that are dropped and stay under another name, and what of the folder would meet them. It takes another look at all
 * scripts, which nobody pays for whose folder has no such column.
 */
final class HiddenColumns {
    static final RuleInfo RENAMED_COLUMN_IN_THE_WAY = RuleInfo.of(
                    "renamed-column-in-the-way",
                    "A column stays under another name when it is dropped, and something would meet it there.",
                    Verdict.ADVICE)
            .why("""
                    With `-- bellows:quarantine rename` a dropped column is still a column of its table. An `INSERT` or `COPY` without
                    a list of columns counts it: https://www.postgresql.org/docs/18/sql-insert.html. A publication sends it, and
                    subscribers do not have it.""")
            .who("""
                    Whoever reads what was written: values stand in the wrong columns, and nothing fails where their types agree. Of a
                    published table, whoever deploys: the engine refuses to rename; or, where the publication comes later, the
                    subscriber, whose apply worker stops.""")
            .way(
                    "Name the columns in each `INSERT` and `COPY`; or let the values be copied, which is what happens without the directive.")
            .cost("A list of columns; or the time of the copy.");

    private final LintSettings settings;
    private final Schema schema = new Schema();
    private final SqlParser parser;
    private final List<Hidden> hidden = new ArrayList<>();
    private final Map<ObjectName, List<Place>> positional = new LinkedHashMap<>();

    /** Where something stands. */
    private record Place(int script, String name, int statement, Span span) {
        String where() {
            return name + ":" + span.line();
        }
    }

    private record Hidden(ObjectName table, String column, Place place, Set<String> publications) {}

    private HiddenColumns(LintSettings settings) {
        this.settings = settings;
        this.parser = new SqlParser(settings.major());
    }

    /** The scripts, with what is to be said of such columns. */
    static List<JudgedScript> look(List<JudgedScript> all, LintSettings settings) {
        if (all.stream().noneMatch(JudgedScript::renames)) {
            return all;
        }
        HiddenColumns columns = new HiddenColumns(settings);
        for (int i = 0; i < all.size(); i++) {
            columns.read(i, all.get(i).script());
        }
        List<JudgedScript> told = new ArrayList<>(all);
        columns.hidden.forEach(each -> columns.tell(each, told));
        return told;
    }

    private void read(int number, LintScript script) {
        if (script.role() == LintScript.Role.DOWN) {
            return;
        }
        schema.begin(script.role() != LintScript.Role.UNRELEASED);
        ScriptReading reading = new ScriptReading(script, settings);
        boolean renames = reading.script().directives().quarantine() == Quarantine.RENAME;
        reading.statements(
                statement -> statement.understood().forEach(each -> read(each, number, script.name(), renames)));
    }

    private void read(Understood understood, int script, String name, boolean renames) {
        Statement statement = understood.statement();
        if (renames
                && statement instanceof AlterTable alter
                && !schema.fresh(schema.resolve(alter.relation().name()))) {
            for (DropColumn drop : understood.nodes().inside(DropColumn.class)) {
                ObjectName table = schema.resolve(alter.relation().name());
                hidden.add(new Hidden(
                        table,
                        table.written() + "." + drop.column().written(),
                        place(understood, drop.place(), script, name),
                        Set.copyOf(schema.publications(table))));
            }
        }
        positional(understood, script, name);
        understood.inside().forEach(each -> read(each, script, name, renames));
        schema.add(statement);
    }

    private void positional(Understood understood, int script, String name) {
        Statement statement = understood.statement();
        for (Insert insert : understood.nodes().inside(Insert.class)) {
            if (insert.columns().isEmpty() && insert.query() != null) {
                positional(insert.table(), place(understood, insert.place(), script, name));
            }
        }
        if (statement instanceof Copy copy && copy.from() && copy.columns().isEmpty() && copy.table() != null) {
            positional(copy.table(), place(understood, copy.place(), script, name));
        } else if (statement instanceof CreateRoutine routine && routine.code() != null) {
            Understood.body(routine.code(), understood.passage(), parser)
                    .forEach(each -> positional(each, script, name));
        }
    }

    /** A file with a million rows says it once. */
    private void positional(QualifiedName table, Place place) {
        List<Place> places = positional.computeIfAbsent(schema.resolve(table), each -> new ArrayList<>());
        if (places.isEmpty() || places.get(places.size() - 1).script() != place.script()) {
            places.add(place);
        }
    }

    private static Place place(Understood understood, dev.bellows.sql.tree.Place place, int script, String name) {
        return new Place(
                script,
                name,
                understood.passage().outer().number(),
                understood.passage().span(place));
    }

    private void tell(Hidden column, List<JudgedScript> all) {
        List<Place> places = positional.getOrDefault(column.table(), List.of());
        if (all.get(column.place().script()).script().role().judged()) {
            if (!places.isEmpty()) {
                tell(
                        column.place(),
                        column.column() + " stays under another name, and without a list of columns "
                                + places.get(0).where() + " writes to its table"
                                + (places.size() == 1 ? "" : ", and " + (places.size() - 1) + " more files do")
                                + ": what does so later still counts it, and can write into the wrong column",
                        all);
            }
            published(column, all);
            return;
        }
        places.stream()
                .filter(place -> place.script() > column.place().script())
                .forEach(place -> tell(
                        place,
                        "where " + column.place().where() + " has run, " + column.column()
                                + " stands here still, under another name: without a list of columns this can write into the"
                                + " wrong one",
                        all));
    }

    private void published(Hidden column, List<JudgedScript> all) {
        Set<String> later = new TreeSet<>(schema.publications(column.table()));
        later.removeAll(column.publications());
        if (!column.publications().isEmpty()) {
            tell(
                    column.place(),
                    column.column()
                            + " cannot stay under another name, and the engine refuses it: its table is in publication "
                            + String.join(", ", new TreeSet<>(column.publications())),
                    all);
        } else if (!later.isEmpty()) {
            tell(
                    column.place(),
                    column.column() + " stays under another name, under which publication " + String.join(", ", later)
                            + " sends it: subscribers do not have it",
                    all);
        }
    }

    private static void tell(Place place, String message, List<JudgedScript> all) {
        JudgedScript judged = all.get(place.script());
        if (!judged.script().role().judged()) {
            return;
        }
        List<Found> found = new ArrayList<>(judged.found());
        RuleInfo info = RENAMED_COLUMN_IN_THE_WAY;
        found.add(new Found(
                new Finding(
                        info.id(),
                        SeverityOf.verdicts(info.verdicts(), false),
                        info.verdicts(),
                        place.name(),
                        place.span(),
                        message,
                        List.of(),
                        Way.NONE,
                        null),
                place.statement()));
        all.set(place.script(), judged.found(found));
    }
}
