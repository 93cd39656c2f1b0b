package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Column;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;

/** RENAME of a column. */
final class RenameColumn implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("rename-column", "A column is renamed.", CONTRACT)
            .why("""
                    `ALTER TABLE … RENAME a TO b` changes the name for everybody at the commit; the word `COLUMN` may be left
                    out. There is no second name for a column.""")
            .who("""
                    The release that runs now: each of its statements that names the column fails with `42703`, *column does
                    not exist*.""")
            .way("""
                    Add a column of the new name, keep both in step by a trigger, fill it in batches, ship a release that
                    uses only the new one, then drop the old one in a migration that is tagged as a contract. Often the
                    better choice is to keep the name in the database and change it in the code only.""")
            .cost("Both columns for one release, a trigger on each write, and a backfill.");

    /** The table, the old name and the new one, the type, and the trigger's name. */
    private static final Template BESIDE = new Template("""
            ALTER TABLE $1 ADD COLUMN $3 $4;
            CREATE FUNCTION $5() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    IF NEW.$3 IS NULL THEN NEW.$3 := NEW.$2; ELSE NEW.$2 := NEW.$3; END IF;
                ELSIF NEW.$3 IS DISTINCT FROM OLD.$3 THEN
                    NEW.$2 := NEW.$3;
                ELSE
                    NEW.$3 := NEW.$2;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER $5 BEFORE INSERT OR UPDATE ON $1
                FOR EACH ROW EXECUTE FUNCTION $5();""");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Rename rename && rename.kind() == ObjectKind.COLUMN && rename.part() != null) {
            QualifiedName table = Sql.named(rename.object());
            Identifier column = rename.part();
            if (!scope.unused(table, column.name())) {
                String name = scope.text(table) + "." + column.written();
                findings.add(Hit.at(
                                rename.place(),
                                "code that runs now still names " + name + ": its statements fail once it is called "
                                        + rename.to().written())
                        .way(way(rename, table, column, scope))
                        .assuming(scope.assumed(table)));
            }
        }
    }

    private static Way way(Rename rename, QualifiedName table, Identifier column, Scope scope) {
        if (scope.schema().object(scope.name(table)).orElse(null) instanceof View view) {
            if (view.materialized()) {
                return Way.NONE
                        .expand(
                                "a second one beside it, which is refreshed too",
                                "CREATE MATERIALIZED VIEW … AS SELECT …, … AS "
                                        + rename.to().written() + " …;")
                        .then("release a version that reads the new one")
                        .contract("when nothing older runs", "DROP MATERIALIZED VIEW " + scope.text(table) + ";");
            }
            return Way.NONE
                    .expand(
                            "show the column under both names: the new one goes to the end",
                            "CREATE OR REPLACE VIEW " + scope.text(table) + " AS SELECT …, " + column.written() + " AS "
                                    + rename.to().written() + " …;")
                    .then("release a version that only reads " + rename.to().written())
                    .contract("a view without the old name, when nothing older runs", "DROP VIEW …; CREATE VIEW …;");
        }
        return beside(scope.text(table), table, column, rename.to().written(), scope);
    }

    private static Way beside(String name, QualifiedName table, Identifier column, String to, Scope scope) {
        String from = column.written();
        String sync = Sql.join(table.name(), column.name(), "sync");
        String type = scope.column(table, column.name())
                .map(Column::type)
                .map(Sql::type)
                .orElse("… /* the type of " + from + " */");
        return Way.NONE
                .expand(
                        "a column of the new name, kept in step by a trigger, which every write pays for",
                        BESIDE.with(name, from, to, type, sync))
                .then("fill it in batches of some thousand rows, each in a transaction of its own: UPDATE " + name
                        + " SET " + to + " = " + from + " WHERE " + to + " IS DISTINCT FROM " + from
                        + " AND … a range of the key …; then give it the indexes and constraints of " + from)
                .then("release a version that only names " + to)
                .contract(
                        "when nothing older runs",
                        "DROP TRIGGER " + sync + " ON " + name + ";\nDROP FUNCTION " + sync + "();\nALTER TABLE " + name
                                + " DROP COLUMN " + from + ";");
    }
}
