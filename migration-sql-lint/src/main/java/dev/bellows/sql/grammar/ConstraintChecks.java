package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.AlterDomainActionContext;
import dev.bellows.sql.grammar.PostgresParser.ChangedConstraintContext;
import dev.bellows.sql.grammar.PostgresParser.ConstraintAttributeContext;
import dev.bellows.sql.grammar.PostgresParser.ReferencesContext;
import dev.bellows.sql.grammar.PostgresParser.ReferentialActionContext;
import dev.bellows.sql.grammar.PostgresParser.TableConstraintBodyContext;
import dev.bellows.sql.grammar.PostgresParser.TableConstraintContext;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which attributes a constraint can have, of which kind: https://www.postgresql.org/docs/18/sql-createtable.html */
final class ConstraintChecks {
    private ConstraintChecks() {}

    /** What the attributes say, without their opposites. */
    private enum Attribute {
        DEFERRABLE("DEFERRABLE"),
        NOT_DEFERRABLE("NOT DEFERRABLE"),
        INITIALLY_DEFERRED("INITIALLY DEFERRED"),
        INITIALLY_IMMEDIATE("INITIALLY IMMEDIATE"),
        NOT_VALID("NOT VALID"),
        NO_INHERIT("NO INHERIT"),
        ENFORCED("ENFORCED"),
        NOT_ENFORCED("NOT ENFORCED");

        private final String words;

        Attribute(String words) {
            this.words = words;
        }

        static Attribute of(ConstraintAttributeContext context) {
            if (context.DEFERRABLE() != null) {
                return context.NOT() == null ? DEFERRABLE : NOT_DEFERRABLE;
            } else if (context.INITIALLY() != null) {
                return context.DEFERRED() == null ? INITIALLY_IMMEDIATE : INITIALLY_DEFERRED;
            } else if (context.VALID() != null) {
                return NOT_VALID;
            } else if (context.INHERIT() != null) {
                return NO_INHERIT;
            }
            return context.NOT() == null ? ENFORCED : NOT_ENFORCED;
        }

        private boolean contradicts(Set<Attribute> others) {
            return switch (this) {
                case DEFERRABLE -> others.contains(NOT_DEFERRABLE);
                case NOT_DEFERRABLE -> others.contains(DEFERRABLE) || others.contains(INITIALLY_DEFERRED);
                case INITIALLY_DEFERRED -> others.contains(INITIALLY_IMMEDIATE) || others.contains(NOT_DEFERRABLE);
                case INITIALLY_IMMEDIATE -> others.contains(INITIALLY_DEFERRED);
                case ENFORCED -> others.contains(NOT_ENFORCED);
                case NOT_ENFORCED -> others.contains(ENFORCED);
                case NOT_VALID, NO_INHERIT -> false;
            };
        }
    }

    private static final Set<Attribute> DEFERRING = EnumSet.range(Attribute.DEFERRABLE, Attribute.INITIALLY_IMMEDIATE);

    /** What every constraint is anyway. */
    private static final Set<Attribute> HARMLESS = EnumSet.of(Attribute.NOT_DEFERRABLE, Attribute.INITIALLY_IMMEDIATE);

    static void tableConstraint(TableConstraintContext context) {
        attributes(context.constraintAttribute(), allowed(context.tableConstraintBody()));
    }

    private static Set<Attribute> allowed(TableConstraintBodyContext body) {
        if (body.CHECK() != null) {
            return EnumSet.range(Attribute.NOT_VALID, Attribute.NOT_ENFORCED);
        } else if (body.NOT() != null) {
            return EnumSet.of(Attribute.NOT_VALID, Attribute.NO_INHERIT);
        } else if (body.FOREIGN() != null) {
            return EnumSet.complementOf(EnumSet.of(Attribute.NO_INHERIT));
        }
        return DEFERRING;
    }

    static void domain(AlterDomainActionContext context) {
        attributes(
                context.constraintAttribute(),
                context.CHECK() == null
                        ? EnumSet.noneOf(Attribute.class)
                        : EnumSet.of(Attribute.NOT_VALID, Attribute.NO_INHERIT));
    }

    static void changed(ChangedConstraintContext context) {
        attributes(context.constraintAttribute(), EnumSet.complementOf(EnumSet.of(Attribute.NOT_VALID)));
    }

    static void trigger(List<ConstraintAttributeContext> attributes) {
        attributes(attributes, DEFERRING);
    }

    private static void attributes(List<ConstraintAttributeContext> attributes, Set<Attribute> allowed) {
        if (attributes.isEmpty()) {
            return;
        }
        Set<Attribute> before = EnumSet.noneOf(Attribute.class);
        for (ConstraintAttributeContext context : attributes) {
            Attribute attribute = Attribute.of(context);
            if (attribute.contradicts(before)) {
                throw SyntaxProblem.at(context.getStart(), attribute.words + " contradicts what stands before it.");
            }
            if (!allowed.contains(attribute) && !HARMLESS.contains(attribute)) {
                throw SyntaxProblem.at(
                        context.getStart(), "A constraint of this kind cannot be " + attribute.words + ".");
            }
            before.add(attribute);
        }
    }

    static void references(ReferencesContext context) {
        if (context.PARTIAL() != null) {
            throw SyntaxProblem.at(context.PARTIAL().getSymbol(), "PostgreSQL does not know MATCH PARTIAL yet.");
        }
        Set<Boolean> updates = new HashSet<>();
        for (ReferentialActionContext action : context.referentialAction()) {
            if (!updates.add(action.UPDATE() != null)) {
                throw SyntaxProblem.at(
                        action.getStart(), "A foreign key says once what is done ON DELETE, once ON UPDATE.");
            }
            if (action.UPDATE() != null && action.columnList() != null) {
                throw SyntaxProblem.at(
                        action.columnList().getStart(), "Only ON DELETE can name the columns that it sets.");
            }
        }
    }
}
