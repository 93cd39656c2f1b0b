package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Roles and privileges. */
final class PrivilegeBuilder {
    private PrivilegeBuilder() {}

    static Statement create(CreateRoleContext context, Place place) {
        return new CreateRole(NameBuilder.identifier(context.role()), place);
    }

    static Statement alter(AlterRoleContext context, Place place) {
        RoleContext first = context.role(0);
        if (context.RENAME() != null) {
            ObjectReference role = ObjectBuilder.reference(ObjectKind.ROLE, first);
            return new Rename(
                    ObjectKind.ROLE, false, role, null, NameBuilder.identifier(context.role(1)), false, place);
        }
        String setting = null;
        if (context.setting() != null) {
            setting = SettingBuilder.settingName(context.setting());
        } else if (context.settingName() != null) {
            setting = SettingBuilder.settingName(context.settingName());
        }
        return new AlterRole(NameBuilder.identifierOrNull(first), setting, place);
    }

    static Statement grant(GrantContext context, Place place) {
        List<Privilege> privileges = privileges(context.privileges(), context.grantTarget() == null);
        if (context.grantTarget() == null) {
            return new GrantRole(false, privileges, NameBuilder.roles(context.roleList()), false, place);
        }
        return grant(
                false,
                privileges,
                context.grantTarget(),
                grantees(context.granteeList()),
                context.OPTION() != null,
                false,
                place);
    }

    static Statement revoke(RevokeContext context, Place place) {
        List<Privilege> privileges = privileges(context.privileges(), context.grantTarget() == null);
        boolean cascade = NameBuilder.isCascade(context.cascadeOrRestrict());
        if (context.grantTarget() == null) {
            return new GrantRole(true, privileges, NameBuilder.roles(context.roleList()), cascade, place);
        }
        return grant(
                true,
                privileges,
                context.grantTarget(),
                grantees(context.granteeList()),
                context.OPTION() != null,
                cascade,
                place);
    }

    private static Grant grant(
            boolean revoke,
            List<Privilege> privileges,
            GrantTargetContext target,
            List<Identifier> roles,
            boolean option,
            boolean cascade,
            Place place) {
        boolean allInSchema = target.ALL() != null;
        ObjectKind kind = kind(target);
        List<ObjectReference> objects = objects(allInSchema ? ObjectKind.SCHEMA : kind, target);
        return new Grant(revoke, privileges, kind, allInSchema, objects, roles, option, cascade, place);
    }

    private static ObjectKind kind(GrantTargetContext context) {
        if (context.ALL() != null) {
            String words = context.getChild(1).getText().toUpperCase(Locale.ROOT);
            return ObjectKind.valueOf(words.substring(0, words.length() - 1));
        } else if (context.FOREIGN() != null) {
            return context.SERVER() == null ? ObjectKind.FOREIGN_DATA_WRAPPER : ObjectKind.SERVER;
        } else if (context.LARGE() != null) {
            return ObjectKind.LARGE_OBJECT;
        }
        return context.getChild(0) instanceof ParserRuleContext
                ? ObjectKind.TABLE
                : ObjectKind.valueOf(context.getStart().getText().toUpperCase(Locale.ROOT));
    }

    private static List<ObjectReference> objects(ObjectKind kind, GrantTargetContext context) {
        List<ObjectReference> objects = new ArrayList<>();
        for (QualifiedName name : NameBuilder.qualified(context.qualifiedNameList())) {
            objects.add(ObjectBuilder.reference(kind, name));
        }
        for (Identifier name : NameBuilder.identifiers(context.identifierList())) {
            objects.add(ObjectBuilder.reference(kind, NameBuilder.qualified(name)));
        }
        for (SignedNumberContext number : context.signedNumber()) {
            objects.add(ObjectBuilder.reference(kind, number));
        }
        if (context.routineList() != null) {
            for (RoutineContext routine : context.routineList().routine()) {
                objects.add(ObjectBuilder.routine(kind, routine));
            }
        }
        return objects;
    }

    static Statement alter(AlterDefaultPrivilegesContext context, Place place) {
        List<Identifier> schemas = new ArrayList<>();
        context.identifierList().forEach(list -> schemas.addAll(NameBuilder.identifiers(list)));
        List<Identifier> owners = new ArrayList<>();
        context.roleList().forEach(list -> owners.addAll(NameBuilder.roles(list)));
        return new AlterDefaultPrivileges(
                context.REVOKE() != null,
                privileges(context.privileges(), false),
                NameBuilder.words(context.defaultPrivilegeTarget()),
                schemas,
                owners,
                grantees(context.granteeList()),
                NameBuilder.isCascade(context.cascadeOrRestrict()),
                place);
    }

    static Statement reassign(ReassignOwnedContext context, Place place) {
        return new ReassignOwned(NameBuilder.roles(context.roleList()), NameBuilder.identifier(context.role()), place);
    }

    /** Privileges by their names in upper case, roles by theirs as they are folded. */
    private static List<Privilege> privileges(PrivilegesContext context, boolean roles) {
        if (context.ALL() != null) {
            return List.of(new Privilege("ALL", NameBuilder.columns(context.columnList()), NameBuilder.place(context)));
        }
        List<Privilege> privileges = new ArrayList<>();
        for (PrivilegeContext privilege : context.privilege()) {
            String name = privilege.identifier() == null
                    ? privilege.SYSTEM() == null ? privilege.getStart().getText() : "ALTER SYSTEM"
                    : NameBuilder.identifier(privilege.identifier()).name();
            privileges.add(new Privilege(
                    roles ? name : name.toUpperCase(Locale.ROOT),
                    NameBuilder.columns(privilege.columnList()),
                    NameBuilder.place(privilege)));
        }
        return List.copyOf(privileges);
    }

    private static List<Identifier> grantees(@Nullable GranteeListContext context) {
        return context == null
                ? List.of()
                : context.grantee().stream()
                        .map(grantee -> NameBuilder.identifier(grantee.role()))
                        .toList();
    }
}
