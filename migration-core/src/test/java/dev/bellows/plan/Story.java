package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Decision;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Entry;
import dev.bellows.model.Location;
import dev.bellows.model.Phases;
import dev.bellows.model.Refusal;
import dev.bellows.model.Resolution;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.model.Version;
import dev.bellows.source.Sources;
import dev.bellows.testkit.MigrationFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Given these files and these entries, the plan, the status and the decisions, each as lines to read. */
final class Story {
    private final Path folder;
    private final Map<String, Location> places = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private UnaryOperator<SettingsBuilder> settings = builder -> builder;
    private int strangers;

    Story(Path folder) {
        this.folder = folder;
        files("main", "");
    }

    /** Writes files of the owner {@code main}. */
    Story files(String text) {
        return files("main", text);
    }

    /** Writes files of an owner. */
    Story files(String owner, String text) {
        Path place = folder.resolve(owner);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        places.put(owner, new Location(owner, place.toString()));
        MigrationFiles.write(place, text);
        return this;
    }

    /** Writes files of one statement each. */
    Story plain(String... names) {
        for (String name : names) {
            files("-- file: " + name + "\nSELECT '" + name + "';\n");
        }
        return this;
    }

    /** Removes files. */
    Story without(String... names) {
        for (String name : names) {
            try {
                Files.delete(folder.resolve("main").resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Adds entries to the ledger, as {@link EntryLine} reads them. */
    Story happened(String... lines) {
        for (String line : lines) {
            entries.add(EntryLine.read(line, entries.size() + 1, build()));
        }
        return this;
    }

    Story set(UnaryOperator<SettingsBuilder> change) {
        settings = change;
        return this;
    }

    /** Tables stand in the schema, and there is no ledger. */
    Story strangers(int count) {
        strangers = count;
        return this;
    }

    private Settings settings() {
        return settings.apply(Settings.DEFAULT.change().migrations(List.copyOf(places.values())))
                .build();
    }

    private Build build() {
        return Sources.load(settings(), Story.class.getClassLoader());
    }

    private Situation situation() {
        return new Situation(entries, entries.size(), strangers, List.of(), null);
    }

    Plan plan(Wish wish) {
        return Planner.apply(build(), settings(), wish, situation());
    }

    List<String> apply() {
        return lines(plan(Wish.ALL));
    }

    /** The plan with what is foreseen of its steps. */
    Plan foresight(Wish wish) {
        return Foresight.in(plan(wish), build(), settings(), situation());
    }

    Plan foresightOfDown(int steps) {
        Plan plan = DownPlanner.down(build(), settings(), DownTarget.steps(steps), situation());
        return Foresight.in(plan, build(), settings(), situation());
    }

    List<String> foreseen() {
        String place = folder.resolve("main") + "/";
        return lines(foresight(Wish.ALL)).stream()
                .map(line -> line.replace(place, ""))
                .toList();
    }

    List<String> apply(Phases phases) {
        return lines(plan(new Wish(phases, null)));
    }

    List<String> applyTo(String version) {
        return lines(plan(new Wish(Phases.ALL, Version.of(version))));
    }

    List<String> down(int steps) {
        return down(DownTarget.steps(steps));
    }

    List<String> downTo(String version) {
        return down(DownTarget.to(version));
    }

    private List<String> down(DownTarget target) {
        return lines(DownPlanner.down(build(), settings(), target, situation()));
    }

    /** What is refused of a decision; null when it is not. */
    String resolve(String version, String detail) {
        Refusal refusal =
                new Resolving(build(), entries).refusal(Resolution.of(version, Decision.parse(detail), "because"));
        return refusal == null ? null : show(refusal);
    }

    boolean current() {
        return new Survey(build(), settings(), situation()).current();
    }

    /** The rows of {@code status}. */
    List<String> status() {
        return new Survey(build(), settings(), situation())
                .rows().stream().map(Story::show).toList();
    }

    /** The last line of {@code status}. */
    String next() {
        return new Survey(build(), settings(), situation()).next();
    }

    /** What a person is told though nothing is wrong. */
    List<String> notices() {
        return new Survey(build(), settings(), situation()).notices();
    }

    /** What is recorded as the reason of a decision for which nobody gives one. */
    String was(String version) {
        return new Resolving(build(), entries).was(Resolution.of(version, Decision.APPLIED, ""));
    }

    /** Whether going on would go on with the down. */
    boolean resumesDown(String version, String decision) {
        return new Resolving(build(), entries).down(Resolution.of(version, Decision.parse(decision), ""));
    }

    /** What {@code validate} refuses. */
    List<String> disagreements() {
        return new Survey(build(), settings(), situation())
                .refusals().stream().map(this::show).toList();
    }

    private List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.steps().forEach(step -> lines.add(show(step)));
        plan.held()
                .forEach(migration -> lines.add(
                        (plan.newlyHeld().contains(migration) ? "hold " : "still held ") + migration.label()));
        plan.leftOpen().forEach(opening -> lines.add("close " + opening.label()));
        plan.refusals().forEach(refusal -> lines.add(show(refusal)));
        plan.notices().forEach(notice -> lines.add("notice: " + notice));
        return lines;
    }

    private static String show(Step step) {
        String verb = step.down() ? "down " : "run ";
        return verb
                + step.migration().label()
                + (step.done() > 0 ? " after " + step.done() + " of " + step.statements() : "")
                + (step.inDoubt() ? " in doubt" : "")
                + (step.transactional() ? "" : " outside a transaction");
    }

    private String show(Refusal refusal) {
        String file = refusal.file() == null
                ? ""
                : " " + Path.of(refusal.file()).getFileName() + (refusal.line() > 0 ? ":" + refusal.line() : "");
        return refusal.code() + file + ": " + refusal.cause() + "; " + refusal.next();
    }

    private static String show(Status.Row row) {
        boolean counted = row.state() == State.FAILED || row.state() == State.UNFINISHED;
        String owner = row.owner().equals("main") ? "" : row.owner() + ":";
        return owner + row.version() + " " + row.state().word()
                + (counted ? " at " + row.done() + "/" + row.total() : "")
                + (row.note() == null ? "" : " (" + row.note() + ")");
    }
}
