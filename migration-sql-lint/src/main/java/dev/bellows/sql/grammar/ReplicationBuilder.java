package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Extensions, publications, subscriptions. */
final class ReplicationBuilder {
    private ReplicationBuilder() {}

    static Statement create(CreateExtensionContext context, Place place) {
        List<IdentifierContext> names = context.identifier();
        return new CreateExtension(
                context.ifNotExists() != null,
                NameBuilder.identifier(names.get(0)),
                names.size() == 1 ? null : NameBuilder.identifier(names.get(1)),
                place);
    }

    static Statement create(CreatePublicationContext context, Place place) {
        Published published = published(context.publicationObjects());
        return new CreatePublication(
                NameBuilder.identifier(context.identifier()),
                context.ALL() != null,
                published.tables,
                published.schemas,
                NameBuilder.options(context.definition()),
                place);
    }

    static Statement alter(AlterPublicationContext context, Place place) {
        if (context.RENAME() != null || context.OWNER() != null) {
            return AlterObjectBuilder.alter(context, place);
        }
        Published published = published(context.publicationObjects());
        return new AlterPublication(
                NameBuilder.identifier(context.identifier(0)),
                context.getChild(2).getText().toUpperCase(Locale.ROOT),
                published.tables,
                published.schemas,
                NameBuilder.options(context.definition()),
                place);
    }

    private record Published(List<QualifiedName> tables, List<Identifier> schemas) {}

    /** Without its first words, an object is of the kind of the one before it. */
    private static Published published(@Nullable PublicationObjectsContext context) {
        List<QualifiedName> tables = new ArrayList<>();
        List<Identifier> schemas = new ArrayList<>();
        boolean isSchema = false;
        for (PublicationObjectContext object :
                context == null ? List.<PublicationObjectContext>of() : context.publicationObject()) {
            isSchema = object.TABLES() != null || (isSchema && object.TABLE() == null);
            if (isSchema) {
                schemas.add(NameBuilder.identifier((SqlToken) object.getStop()));
            } else {
                tables.add(NameBuilder.qualified(object.relation().qualifiedName()));
            }
        }
        return new Published(tables, schemas);
    }

    static Statement create(CreateSubscriptionContext context, Place place) {
        return new CreateSubscription(
                NameBuilder.identifier(context.identifier()),
                NameBuilder.identifiers(context.identifierList()),
                NameBuilder.options(context.definition()),
                place);
    }

    static Statement alter(AlterSubscriptionContext context, Place place) {
        if (context.RENAME() != null || context.OWNER() != null) {
            return AlterObjectBuilder.alter(context, place);
        }
        String action = context.getChild(2).getText().toUpperCase(Locale.ROOT);
        return new AlterSubscription(
                NameBuilder.identifier(context.identifier(0)),
                context.PUBLICATION() == null ? action : action + " PUBLICATION",
                NameBuilder.identifiers(context.identifierList()),
                NameBuilder.options(context.definition()),
                place);
    }
}
