package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.AlterRoleContext;
import dev.bellows.sql.grammar.PostgresParser.GrantContext;
import dev.bellows.sql.grammar.PostgresParser.PrivilegesContext;
import dev.bellows.sql.grammar.PostgresParser.RevokeContext;
import dev.bellows.sql.grammar.PostgresParser.RoleContext;
import dev.bellows.sql.grammar.PostgresParser.RoleOptionContext;
import java.util.Locale;
import java.util.Set;

/** What statements about roles and privileges must be beyond the grammar. */
final class PrivilegeChecks {
    private static final Set<String> ROLE_OPTIONS = Set.of(
            "superuser",
            "nosuperuser",
            "createrole",
            "nocreaterole",
            "replication",
            "noreplication",
            "createdb",
            "nocreatedb",
            "login",
            "nologin",
            "bypassrls",
            "nobypassrls",
            "noinherit");

    private PrivilegeChecks() {}

    static void roleOption(RoleOptionContext context) {
        if (!ROLE_OPTIONS.contains(context.getStart().getText().toLowerCase(Locale.ROOT))) {
            throw SyntaxProblem.at(context.getStart(), "A role has no option of this name.");
        }
    }

    static void grant(GrantContext context) {
        if (context.grantTarget() == null) {
            roles(context.privileges());
        }
    }

    /** Privileges on objects have a GRANT OPTION; memberships in roles have others. */
    static void revoke(RevokeContext context) {
        boolean onObject = context.grantTarget() != null;
        if (!onObject) {
            roles(context.privileges());
        }
        if (onObject ? context.identifier() != null : context.GRANT() != null) {
            throw SyntaxProblem.at(
                    context.FOR().getSymbol(),
                    "A privilege on an object is revoked as it is or as GRANT OPTION FOR; another option is one of a role.");
        }
    }

    /** Without ON, the names are those of roles. */
    private static void roles(PrivilegesContext context) {
        if (context.ALL() != null) {
            throw SyntaxProblem.at(context.getStart(), "ALL needs the objects that it is about: ALL ON ….");
        }
    }

    /** NONE names no role, in quotes either. */
    static void role(RoleContext context) {
        if (NameBuilder.identifier(context).is("none")) {
            throw SyntaxProblem.at(context.getStart(), "\"none\" is no name for a role.");
        }
    }

    /** A role that is made, or gets another name, is called by its name. */
    static void ownName(RoleContext context) {
        if (context.nonReservedWord() == null || NameBuilder.identifier(context).is("public")) {
            throw SyntaxProblem.at(
                    context.getStart(),
                    context.getStart().getText().toUpperCase(Locale.ROOT) + " cannot be the name of a role here.");
        }
    }

    static void renamed(AlterRoleContext context) {
        if (context.RENAME() != null) {
            context.role().forEach(PrivilegeChecks::ownName);
        }
    }
}
