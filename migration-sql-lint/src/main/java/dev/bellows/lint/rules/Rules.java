package dev.bellows.lint.rules;

import dev.bellows.lint.Rule;
import java.util.List;
import java.util.stream.Stream;

/** All rules. */
public final class Rules {
    private static final List<Rule> REMOVING = List.of(
            new DropTable(),
            new DropColumn(),
            new DropSchema(),
            new DropView(),
            new DropType(),
            new DropRoutine(),
            new DropSequence(),
            new DropTrigger(),
            new DropPolicy(),
            new DropExtension(),
            new DropSupport(),
            new DropPublication(),
            new DropDefault(),
            new DropNotNull(),
            new DropKey(),
            new DropForeignKey(),
            new DropConstraintUnknown(),
            new DropIndex(),
            new DropCascade(),
            new TruncateTable(),
            new OperatorAct());

    private static final List<Rule> MOVING = List.of(
            new RenameTable(),
            new RenameColumn(),
            new RenameType(),
            new RenameRoutine(),
            new RenameSchema(),
            new RenameConstraint(),
            new RenameRole(),
            new RenameSupport(),
            new MoveToSchema(),
            new ChangedOwner(),
            new Revoke(),
            new PublishedChange());

    private static final List<Rule> RETYPING = List.of(
            new ChangeType(),
            new ChangeExpression(),
            new RewriteTable(),
            new ChangeSequence(),
            new ReplicaIdentity(),
            new ChangeTypeAttributes());

    private static final List<Rule> TIGHTENING = List.of(
            new SetNotNull(),
            new AddColumnNotNull(),
            new AddCheck(),
            new AddForeignKey(),
            new AddUnique(),
            new CreateUniqueIndex(),
            new AddExclusion(),
            new ConstrainDomain(),
            new RowSecurity(),
            new CreateTrigger(),
            new IdentityAlways(),
            new ValidateInSameTransaction());

    private static final List<Rule> ADDING = List.of(
            new IndexNotConcurrent(),
            new ConcurrentIndexOnPartitioned(),
            new ConcurrentlyNotAlone(),
            new ConcurrentIfNotExists(),
            new AddColumnRewrite(),
            new EnumValueUsed(),
            new ReplaceView(),
            new ReplaceRoutine(),
            new AttachedPartition(),
            new CreatedPartition(),
            new DetachedPartition(),
            new Rebuild(),
            new HeldLock(),
            new ChangedInheritance(),
            new ForeignData());

    private static final List<Rule> RUNNING = List.of(
            new ChangeWithoutWhere(),
            new BackfillWithDdl(),
            new LockedTable(),
            new DisableTriggers(),
            new ReplicationRole(),
            new DynamicSql(),
            new RefusedStatement());

    private static final List<Rule> STYLE = List.of(
            new AddColumnCachedPlan(),
            new SmallKey(),
            new Serial(),
            new TimestampWithoutZone(),
            new LimitedText(),
            new Json(),
            new ForeignKeyWithoutIndex(),
            new LongName(),
            new UnqualifiedName(),
            new IfExists(),
            new NoPrimaryKey());

    private static final List<Rule> ALL = Stream.of(REMOVING, MOVING, RETYPING, TIGHTENING, ADDING, RUNNING, STYLE)
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /** All rules, in the order of their pages. */
    public static List<Rule> all() {
        return ALL;
    }
}
