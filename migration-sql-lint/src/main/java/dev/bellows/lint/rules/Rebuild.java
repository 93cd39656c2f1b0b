package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.Cluster;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.RefreshMaterializedView;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Vacuum;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** REINDEX, CLUSTER, VACUUM FULL and REFRESH MATERIALIZED VIEW, while others wait. */
final class Rebuild implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "rebuild",
                    "A table, its indexes or a materialized view are built anew while others wait.",
                    BLOCKS,
                    CONTRACT,
                    FAILS)
            .why("""
                    `CLUSTER`, `VACUUM FULL` and `REFRESH MATERIALIZED VIEW` write everything anew under `ACCESS EXCLUSIVE`. `REINDEX`
                    stops writers with `SHARE` on the table, and readers that would use the index with `ACCESS EXCLUSIVE` on it.""")
            .who("Everybody who reads or writes it, until it is built.")
            .way("""
                    `REINDEX … CONCURRENTLY`; `REFRESH MATERIALIZED VIEW CONCURRENTLY`, which needs a unique index on plain columns and
                    without `WHERE`; for a table, `pg_repack` or `pg_squeeze`, or a plain `VACUUM` that leaves its file as large as
                    it is.""")
            .cost("It takes longer and needs the space twice, as the blocking form does.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Reindex reindex && !reindex.concurrently()) {
            reindex(reindex, scope, findings);
        } else if (statement instanceof Cluster cluster) {
            written(cluster.table(), statement, "CLUSTER", scope, findings);
        } else if (statement instanceof Vacuum vacuum && vacuum.full()) {
            vacuum.tables().forEach(table -> written(table.name(), table, "VACUUM FULL", scope, findings));
            if (vacuum.tables().isEmpty()) {
                written(null, statement, "VACUUM FULL", scope, findings);
            }
        } else if (statement instanceof RefreshMaterializedView refresh && !scope.unused(refresh.name())) {
            refresh(refresh, scope, findings);
        }
    }

    private static void reindex(Reindex reindex, Scope scope, Findings findings) {
        @Nullable QualifiedName name = reindex.name();
        boolean one = reindex.kind().equals("INDEX") || reindex.kind().equals("TABLE");
        if (one && name != null && unusedIndex(name, scope)) {
            return;
        }
        String what = name == null ? "this database" : scope.text(name);
        String text = scope.text(reindex);
        String waiting =
                switch (reindex.kind()) {
                    case "INDEX" -> "nobody can write to the table of " + what + ", nor read it by this index,";
                    case "TABLE" -> "nobody can write to " + what + ", nor read it by an index,";
                    default -> "table after table nobody can write, nor read by an index,";
                };
        Way way = reindex.kind().equals("SYSTEM")
                ? Way.NONE.then(
                        "system catalogs cannot be rebuilt concurrently: let an operator do it in a maintenance window")
                : Way.NONE.expand("alone in its migration", concurrently(text, reindex.kind()));
        findings.add(Hit.at(reindex.place(), waiting + " while it is built anew")
                .being(BLOCKS)
                .way(way)
                .assuming(one && name != null ? scope.assumed(name) : null));
    }

    private static boolean unusedIndex(QualifiedName name, Scope scope) {
        ObjectName object = scope.name(name);
        return scope.schema()
                .index(object)
                .map(index -> scope.unused(index.table()))
                .orElse(scope.unused(object));
    }

    private static String concurrently(String text, String kind) {
        Matcher word = Pattern.compile("(?i)\\b" + kind + "\\b").matcher(text);
        return word.find() ? text.substring(0, word.end()) + " CONCURRENTLY" + text.substring(word.end()) + ";" : text;
    }

    private static void written(
            @Nullable QualifiedName table, Node at, String command, Scope scope, Findings findings) {
        if (table == null) {
            findings.add(Hit.at(at.place(), command + " of everything: table after table nobody can read or write")
                    .being(BLOCKS)
                    .way(Way.NONE.then(
                            "name the tables that need it, and let pg_repack or pg_squeeze write them anew")));
        } else if (!scope.unused(table)) {
            String name = scope.text(table);
            findings.add(
                    Hit.at(at.place(), "nobody can read or write " + name + " while " + command + " writes it anew")
                            .being(BLOCKS)
                            .way(Way.NONE
                                    .then("let pg_repack or pg_squeeze write it anew while others work on")
                                    .expand("or only make its space usable again", "VACUUM " + name + ";"))
                            .assuming(scope.assumed(table)));
        }
    }

    private static void refresh(RefreshMaterializedView refresh, Scope scope, Findings findings) {
        String view = scope.text(refresh.name());
        if (!refresh.withData()) {
            findings.add(
                    Hit.at(refresh.place(), "each query of " + view + " fails from now on, until it is filled again")
                            .being(CONTRACT)
                            .assuming(scope.assumed(refresh.name())));
        } else if (refresh.concurrently()) {
            if (isMade(refresh, scope) && !unique(refresh, scope)) {
                findings.add(Hit.at(
                                refresh.place(),
                                "PostgreSQL refuses CONCURRENTLY, because no unique index of " + view
                                        + " on columns alone and without WHERE is there")
                        .being(FAILS)
                        .way(key(Way.NONE, refresh, scope).expand("then", scope.text(refresh) + ";")));
            }
        } else {
            Way way = unique(refresh, scope) ? Way.NONE : key(Way.NONE, refresh, scope);
            findings.add(Hit.at(refresh.place(), "nobody can read " + view + " while it is filled anew")
                    .being(BLOCKS)
                    .way(way.expand(
                            "readers see the old rows until the new ones are there",
                            "REFRESH MATERIALIZED VIEW CONCURRENTLY " + view + ";"))
                    .assuming(scope.assumed(refresh.name())));
        }
    }

    private static boolean isMade(RefreshMaterializedView refresh, Scope scope) {
        return scope.schema().object(scope.name(refresh.name())).isPresent() && scope.assumed(refresh.name()) == null;
    }

    private static boolean unique(RefreshMaterializedView refresh, Scope scope) {
        return scope.schema().indexes(scope.name(refresh.name())).stream()
                .anyMatch(index ->
                        index.unique() && !index.partial() && !index.columns().contains(""));
    }

    private static Way key(Way before, RefreshMaterializedView refresh, Scope scope) {
        return before.expand(
                "CONCURRENTLY needs a unique index, and the folder shows none",
                "CREATE UNIQUE INDEX " + Sql.join(refresh.name().name(), "key") + " ON " + scope.text(refresh.name())
                        + " (/* the columns that tell its rows apart */);");
    }
}
