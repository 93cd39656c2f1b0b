package dev.bellows.sql.tree;

/** The kinds of objects. */
public enum ObjectKind {
    TABLE,
    COLUMN,
    VIEW,
    MATERIALIZED_VIEW,
    INDEX,
    SEQUENCE,
    FOREIGN_TABLE,
    TYPE,
    ATTRIBUTE,
    DOMAIN,
    TABLE_CONSTRAINT,
    DOMAIN_CONSTRAINT,
    SCHEMA,
    FUNCTION,
    PROCEDURE,
    ROUTINE,
    AGGREGATE,
    OPERATOR,
    OPERATOR_CLASS,
    OPERATOR_FAMILY,
    CAST,
    TRANSFORM,
    COLLATION,
    CONVERSION,
    LANGUAGE,
    TRIGGER,
    EVENT_TRIGGER,
    RULE,
    POLICY,
    EXTENSION,
    STATISTICS,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_TEMPLATE,
    TEXT_SEARCH_CONFIGURATION,
    ACCESS_METHOD,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    USER_MAPPING,
    PUBLICATION,
    SUBSCRIPTION,
    DATABASE,
    TABLESPACE,
    ROLE,
    LARGE_OBJECT,
    PARAMETER,
    OWNED;

    /** As SQL writes it: MATERIALIZED VIEW. */
    public String words() {
        return name().replace('_', ' ');
    }
}
