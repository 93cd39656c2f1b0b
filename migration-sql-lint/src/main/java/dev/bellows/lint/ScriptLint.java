package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.effect.Prediction;
import dev.bellows.effect.Predictor;
import dev.bellows.lint.JudgedScript.Found;
import dev.bellows.lint.Scope.Earlier;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Phase;
import dev.bellows.sql.Quarantine;
import dev.bellows.sql.Span;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TransactionControl;
import dev.bellows.sql.tree.Unrecognised;
import dev.bellows.sql.tree.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One script: its statements are judged one after another, and each then changes the schema. */
final class ScriptLint {
    private static final Set<TransactionControl.Action> ENDS = EnumSet.of(
            TransactionControl.Action.BEGIN, TransactionControl.Action.COMMIT, TransactionControl.Action.ROLLBACK);

    private final Schema schema;
    private final List<Rule> rules;
    private final LintSettings settings;
    private final LintScript script;
    private final ScriptReading reading;
    private final LooseScript read;
    private final Predictor predictor;
    private final Scope.Script surroundings;

    /** Whether what it expands and contracts is compared with what others do that are not released either. */
    private final boolean compared;

    private final List<Found> found = new ArrayList<>();
    private final List<Earlier> earlier = new ArrayList<>();
    private final List<Runnable> open = new ArrayList<>();
    private final Repeats repeats = new Repeats();
    private final Map<ObjectName, LockMode> locks = new TreeMap<>(ObjectName.ORDER);
    private final Set<ObjectName> changed = new TreeSet<>(ObjectName.ORDER);
    private final Set<ObjectName> contracted = new TreeSet<>(ObjectName.ORDER);
    private boolean contracts;
    private boolean unknown;

    ScriptLint(Schema schema, List<Rule> rules, LintSettings settings, LintScript script, ScriptReading reading) {
        this.schema = schema;
        this.rules = script.role().judged() ? rules : List.of();
        this.settings = settings;
        this.script = script;
        this.reading = reading;
        this.read = reading.script();
        this.predictor = new Predictor(schema, settings.major());
        this.compared = script.role() == LintScript.Role.UNRELEASED;
        this.surroundings = new Scope.Script(
                script,
                read.directives(),
                schema,
                settings.major(),
                read.count(),
                read.transactional(),
                read.mixed(),
                Collections.unmodifiableList(earlier),
                new Lookahead(reading));
    }

    JudgedScript run() {
        read.problems().forEach(this::problem);
        reading.statements(this::statement);
        open.forEach(Runnable::run);
        repeats.tell(found);
        if (script.role().judged()) {
            phases();
        }
        return new JudgedScript(
                script,
                read.directives().allowances(),
                read.count(),
                tagged(),
                found,
                locks,
                changed,
                contracted,
                read.directives().quarantine() == Quarantine.RENAME);
    }

    private void problem(LooseScript.Problem problem) {
        RuleInfo info = problem.directive() ? Own.DIRECTIVE : Own.SYNTAX_ERROR;
        own(info, info.verdicts(), new Span(0, 0, problem.line(), problem.column()), 0, problem.text());
    }

    private void statement(ScriptReading.Read statement) {
        @Nullable SqlSyntaxException problem = statement.problem();
        if (problem != null) {
            unknown = true;
            Span place = new Span(0, 0, problem.line(), problem.column());
            own(
                    Own.SYNTAX_ERROR,
                    Own.SYNTAX_ERROR.verdicts(),
                    place,
                    statement.text().number(),
                    problem.problem());
        }
        if (script.role() != LintScript.Role.DOWN) {
            statement.understood().forEach(this::judge);
        }
    }

    /** Whatever runs inside a statement is judged as if it stood there. */
    private void judge(Understood understood) {
        Statement statement = understood.statement();
        Passage passage = understood.passage();
        Prediction effect = predictor.of(statement, understood.nodes());
        effect.locks().forEach(this::lock);
        Scope scope = new Scope(understood, effect, surroundings);
        int before = found.size();
        Collector collector = new Collector(statement, effect, passage);
        for (Rule rule : rules) {
            collector.rule = rule;
            rule.check(statement, scope, collector);
        }
        boolean knownToRules = found.size() > before;
        if (statement instanceof Unrecognised stranger && script.role().judged() && !knownToRules) {
            stranger(stranger, passage);
        }
        understood.inside().forEach(this::judge);
        if (statement instanceof TransactionControl control && ENDS.contains(control.action())) {
            // The engine refuses it; another tool would begin a new transaction here.
            earlier.clear();
        } else if (surroundings.transactional() && script.role().judged() && !namesItsRows(statement, scope)) {
            earlier.add(new Earlier(
                    statement,
                    effect,
                    scope.inUse(),
                    scope.held(),
                    passage.span(statement.place()).line()));
        }
        schema.add(statement);
        if (compared && statement instanceof CreateTable create) {
            changed.add(schema.resolve(create.name()));
        }
    }

    /**
     * Whether it only adds rows that stand in it, and stops nobody. No rule asks later whether there were such, and a file of data
     * has millions.
     */
    private static boolean namesItsRows(Statement statement, Scope scope) {
        return statement instanceof Insert insert
                && insert.with().isEmpty()
                && insert.query() != null
                && insert.query().parts().stream().allMatch(Values.class::isInstance)
                && scope.held().isEmpty();
    }

    private void lock(ObjectName name, LockMode mode) {
        if (compared && mode.compareTo(LockMode.ROW_EXCLUSIVE) >= 0) {
            changed.add(name);
        }
        if (mode.stopsWriters() && !schema.fresh(name)) {
            locks.merge(name, mode, LockMode::and);
        }
    }

    /** Takes what the rules, one after the other, find in one statement. */
    private final class Collector implements Findings {
        private final Statement statement;
        private final Prediction effect;
        private final Passage passage;
        private @Nullable Rule rule;

        Collector(Statement statement, Prediction effect, Passage passage) {
            this.statement = statement;
            this.effect = effect;
            this.passage = passage;
        }

        @Override
        public void add(Hit hit) {
            ScriptLint.this.add(info(), hit, statement, effect, passage);
        }

        @Override
        public void add(Hit hit, Predicate<Schema> mended) {
            RuleInfo info = info();
            open.add(() -> {
                if (!mended.test(schema)) {
                    ScriptLint.this.add(info, hit, statement, effect, passage);
                }
            });
        }

        private RuleInfo info() {
            return Objects.requireNonNull(rule).info();
        }
    }

    private void add(RuleInfo info, Hit hit, Statement statement, Prediction effect, Passage passage) {
        Set<Verdict> verdicts = hit.verdicts() == null ? info.verdicts() : hit.verdicts();
        contracts |= verdicts.contains(Verdict.CONTRACT);
        if (compared && verdicts.contains(Verdict.CONTRACT)) {
            contracted.addAll(effect.locks().keySet());
        }
        unknown |= verdicts.contains(Verdict.UNKNOWN);
        Span span = passage.span(hit.place());
        if (repeats.has(info.id(), hit, found.size(), span.line())) {
            return;
        }
        Finding finding = new Finding(
                info.id(),
                SeverityOf.verdicts(verdicts, tagged()),
                verdicts,
                script.name(),
                span,
                hit.message(),
                TableEffect.of(statement, effect, schema),
                hit.way().under(settings.tagPrefix()),
                hit.assumed());
        found.add(new Found(finding, passage.outer().number()));
    }

    private void stranger(Unrecognised statement, Passage passage) {
        unknown = true;
        if (!statement.kind().startsWith("CREATE")) {
            Span span = passage.span(statement.place());
            found.add(new Found(
                    finding(
                            Own.UNKNOWN_STATEMENT,
                            Severity.NOTE,
                            span,
                            statement.kind() + " is not judged: see for yourself"
                                    + " whether code that runs now can live with it"),
                    passage.outer().number()));
        }
    }

    private void phases() {
        Phase tag = read.directives().phase();
        Span span = new Span(0, 0, Math.max(1, read.phaseLine()), 1);
        if (tagged() && script.role() == LintScript.Role.REPEATABLE) {
            own(
                    Own.CONTRACT_IN_REPEATABLE,
                    Own.CONTRACT_IN_REPEATABLE.verdicts(),
                    span,
                    0,
                    "a repeatable runs again at every change, and a contract runs once, when nothing old is alive: put the"
                            + " contract into a versioned migration");
        } else if (tag == Phase.CONTRACT && !contracts && !unknown) {
            own(
                    Own.TAG_WITHOUT_CONTRACT,
                    Own.TAG_WITHOUT_CONTRACT.verdicts(),
                    span,
                    0,
                    "nothing here breaks code that runs now, so the migration would wait for the end of the old release for"
                            + " nothing: remove the tag");
        }
    }

    /** Whether it is a contract by its tag, or by what the configuration says. */
    private boolean tagged() {
        Phase phase = script.phase() == null ? read.directives().phaseOrExpand() : script.phase();
        return phase == Phase.CONTRACT;
    }

    private void own(RuleInfo info, Set<Verdict> verdicts, Span span, int statement, String message) {
        if (script.role() != LintScript.Role.KNOWN) {
            found.add(new Found(finding(info, SeverityOf.verdicts(verdicts, false), span, message), statement));
        }
    }

    private Finding finding(RuleInfo info, Severity severity, Span span, String message) {
        return new Finding(
                info.id(), severity, info.verdicts(), script.name(), span, message, List.of(), Way.NONE, null);
    }
}
