package dev.bellows.run;

import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Script;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.NotNullConstraint;
import java.util.stream.Stream;

/**
 * Which columns come in place of the statement that would make them: under another name the column itself is there; where no file
 * says how it shall be, it comes as a restore brings it; and where the file's own could have no values, as those were computed, or
 * would have to have some at once.
 */
final class WholeColumn {
    private WholeColumn() {}

    static boolean comes(Stored column, AlterTable alter, Script script) {
        if (alter.actions().size() > 1) {
            return false;
        }
        return column.kept().way() == QuarantineWay.RENAMED
                || script instanceof OwnScript
                || (column.generated() && constraints(alter).noneMatch(GeneratedConstraint.class::isInstance))
                || (column.kept().way() == QuarantineWay.COPIED && needsValue(alter));
    }

    private static Stream<Constraint> constraints(AlterTable alter) {
        return alter.actions().stream().filter(AddColumn.class::isInstance).flatMap(action -> ((AddColumn) action)
                .column().constraints().stream());
    }

    /** Whether the rows that are there could not have the column as the file adds it. */
    private static boolean needsValue(AlterTable alter) {
        return constraints(alter)
                        .anyMatch(each -> each instanceof NotNullConstraint
                                || (each instanceof KeyConstraint key && key.primary()))
                && constraints(alter)
                        .noneMatch(each -> each instanceof DefaultConstraint
                                || each instanceof IdentityConstraint
                                || each instanceof GeneratedConstraint);
    }
}
