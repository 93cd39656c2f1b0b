package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.BellowsException;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Restoration;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * Given tables of random shapes, when contracts drop parts of them and these come back in some way, then they are as they were, but
 * for what was announced. {@code -Dbellows.shapes=500} tries more; {@code -Dbellows.seed=… -Dbellows.shape=22 -Dbellows.shapes=1} tries that one again.
 */
@Tag("scenario-34")
class RandomShapesTest {
    private static final int FEW = 12;
    private static final int FIRST = Integer.getInteger("bellows.shape", 0);
    private static final int SHAPES = Integer.getInteger("bellows.shapes", FEW);

    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> announcements = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @PostgresTest
    void whatComesBackIsAsItWasButForWhatWasAnnounced(TestDatabase db) throws IOException {
        long seed = Long.getLong("bellows.seed", System.nanoTime());
        int same = 0;
        try (Roles roles = Roles.in(db)) {
            for (int i = FIRST; i < FIRST + SHAPES; i++) {
                same += tried(new RandomShape(seed, i), db, roles) ? 1 : 0;
            }
        }
        System.out.println("shapes: " + SHAPES + " with -Dbellows.seed=" + seed + ", compared " + same);
        if (SHAPES > FEW) {
            refusals.forEach((why, times) -> System.out.println("  refused " + times + " x " + why));
            announcements.forEach((phrase, times) -> System.out.println("  announced " + times + " x " + phrase));
        }
        assertThat(wrong)
                .as("with -Dbellows.shapes=" + SHAPES + " -Dbellows.seed=" + seed)
                .isEmpty();
        assertThat(same).as("with -Dbellows.seed=" + seed).isPositive();
    }

    private boolean tried(RandomShape shape, TestDatabase db, Roles roles) throws IOException {
        db.migrations("-- file: 0001_first.sql\nSELECT 1;\n");
        db.apply();
        db.sql("CREATE SCHEMA " + shape.schema());
        List<String> script = new ArrayList<>();
        for (String sql : shape.made()) {
            try {
                db.sql("SET search_path TO " + shape.schema() + "; " + roles.named(sql));
                script.add(sql);
            } catch (IllegalStateException notThisOne) {
                // A check on a type that has no such operator, a second primary key.
            }
        }
        Set<String> before = Picture.of(db).getOrDefault(shape.schema(), Set.of());
        List<List<String>> contracts = shape.contracts();
        boolean renames = shape.renames();
        for (int i = 0; i < contracts.size(); i++) {
            db.migrations("-- file: " + (100 + i) + "_drop.sql\n-- bellows:phase contract\n"
                    + (renames ? "-- bellows:quarantine rename\n" : "") + "SET search_path TO " + shape.schema() + ";\n"
                    + String.join(";\n", contracts.get(i)) + ";\n");
        }
        String told = String.join(";\n", script) + "\n-- " + contracts + (renames ? " rename" : "");
        try {
            db.applyAttested();
        } catch (RefusedException | StatementFailedException e) {
            // What PostgreSQL would not drop, or what cannot be kept.
            String why = String.valueOf(e.getMessage())
                    .replaceAll("shape_\\d+|\\S*/\\S*|bellows_q_[\\d_]+|t\\.(\"[^ ]+ ?[^ ]+|\\S+)", "…");
            refusals.merge(why.substring(0, Math.min(160, why.length())), 1, Integer::sum);
            forget(db);
            return false;
        }
        try {
            List<String> announced = bringBack(db, contracts.size(), shape);
            compare(before, Picture.of(db).getOrDefault(shape.schema(), Set.of()), announced, told);
        } catch (BellowsException e) {
            // Nobody can update such a table, whoever it is.
            if (!String.valueOf(e.getMessage())
                    .matches("(?s).*(does not cover the replica identity|Replica identity must not contain).*")) {
                wrong.add("does not come back: " + e + "\nof:\n" + told);
            }
        } finally {
            forget(db);
        }
        return true;
    }

    private List<String> bringBack(TestDatabase db, int contracts, RandomShape shape) {
        List<String> announced = new ArrayList<>();
        switch (shape.random().nextInt(3)) {
            case 0 -> {
                for (int i = contracts - 1; i >= 0; i--) {
                    String version = String.valueOf(100 + i);
                    if (db.bellows().quarantined().stream()
                            .anyMatch(kept -> kept.migration().version().equals(version))) {
                        db.bellows().restore(version).forEach(each -> add(each, announced));
                    }
                }
            }
            case 1 -> {
                List<Kept> waiting = new ArrayList<>(db.bellows().quarantined());
                Collections.shuffle(waiting, shape.random());
                waiting.stream()
                        .sorted((a, b) -> Boolean.compare(
                                a.object().chars().filter(c -> c == '.').count() > 1,
                                b.object().chars().filter(c -> c == '.').count() > 1))
                        .forEach(kept -> restoreIfWaiting(db, kept, announced));
            }
            default ->
                db.bellows()
                        .listener(progress -> {
                            if (progress instanceof Progress.Notice notice
                                    && notice.text().contains("not as it was: ")) {
                                announced.add(notice.text().replaceFirst(".*not as it was: ", ""));
                            }
                        })
                        .down(DownTarget.steps(contracts), (plan, losses) -> {
                            losses.losses().forEach(loss -> announced.add("loss: " + loss));
                            plan.steps().stream()
                                    .flatMap(step -> step.keepings().stream())
                                    .forEach(keeping -> announced.addAll(keeping.lost()));
                            return true;
                        });
        }
        db.bellows().quarantined().forEach(kept -> wrong.add("still waits: " + kept));
        return announced;
    }

    private static void restoreIfWaiting(TestDatabase db, Kept kept, List<String> announced) {
        if (db.bellows().quarantined().stream().anyMatch(each -> each.name().equals(kept.name()))) {
            db.bellows().restore(kept.name()).forEach(each -> add(each, announced));
        }
    }

    private static void add(Restoration restoration, List<String> announced) {
        announced.addAll(restoration.kept().lost());
        announced.addAll(restoration.missing());
    }

    private void compare(Set<String> before, Set<String> after, List<String> announced, String told) {
        announced.removeIf(phrase -> phrase.startsWith("values of rows that were inserted")
                || phrase.contains(", which waits too, and comes back with it"));
        announced.forEach(phrase -> announcements.merge(phrase.replaceAll("shape_\\d+", "…"), 1, Integer::sum));
        List<String> differing = differing(before, after);
        boolean onlyOrder = announced.stream().allMatch(phrase -> phrase.contains("it comes last"));
        List<String> more = announced.isEmpty() ? differing : differing(unordered(before), unordered(after));
        if (onlyOrder && !more.isEmpty()) {
            wrong.add("differs, announced " + announced + ":\n" + String.join("\n", more) + "\nof:\n" + told);
        } else if (!announced.isEmpty() && differing.isEmpty()) {
            wrong.add("announced, and yet the same: " + announced + "\nof:\n" + told);
        }
    }

    private static List<String> differing(Set<String> before, Set<String> after) {
        List<String> differing = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> differing.add("before: " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> differing.add("after:  " + line));
        return differing;
    }

    /** Publications and statistics name columns in the order of the table. */
    private static Set<String> unordered(Set<String> lines) {
        return lines.stream()
                .map(line -> Stream.of(line.split("[\\s,\\[\\]]+")).sorted().collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void forget(TestDatabase db) {
        try (var files = Files.list(db.folder())) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        db.sql(
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^(bellows_q_|shape_)' LOOP"
                        + " EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP; END $$;"
                        + " DO $$ DECLARE s text; BEGIN FOR s IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', s);"
                        + " END LOOP; END $$; DROP TABLE IF EXISTS bellows_ledger CASCADE");
        db.sql(
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
                        + " LOOP EXECUTE 'DROP TABLE IF EXISTS ' || s || ' CASCADE'; END LOOP; FOR s IN SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
                        + " LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || s || ' CASCADE'; END LOOP; END $$");
    }
}
