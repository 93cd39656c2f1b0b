// Statements about objects of any kind: DROP, COMMENT, SECURITY LABEL
parser grammar Objects;

// https://www.postgresql.org/docs/18/sql-droptable.html and its many neighbours
drop
    : droppable ifExists? qualifiedNameList cascadeOrRestrict? { AlterChecks.drop($ctx); }                  # dropNamed
    | INDEX CONCURRENTLY? ifExists? qualifiedNameList cascadeOrRestrict?                                    # dropIndex
    | (POLICY | RULE | TRIGGER) ifExists? identifier ON qualifiedName cascadeOrRestrict?                    # dropOfTable
    | (TYPE | DOMAIN) ifExists? typeList cascadeOrRestrict?                                                 # dropType
    | (FUNCTION | PROCEDURE | ROUTINE) ifExists? routineList cascadeOrRestrict?                             # dropRoutine
    | AGGREGATE ifExists? aggregate (',' aggregate)* cascadeOrRestrict?                                     # dropAggregate
    | OPERATOR_WORD ifExists? operatorWithOperands (',' operatorWithOperands)* cascadeOrRestrict?           # dropOperator
    | OPERATOR_WORD (CLASS | FAMILY) ifExists? qualifiedName USING identifier cascadeOrRestrict?            # dropOperatorClass
    | CAST ifExists? '(' typeName AS typeName ')' cascadeOrRestrict?                                        # dropCast
    | TRANSFORM ifExists? FOR typeName LANGUAGE identifier cascadeOrRestrict?                               # dropTransform
    | OWNED BY roleList cascadeOrRestrict?                                                                  # dropOwned
    | SUBSCRIPTION ifExists? identifier cascadeOrRestrict?                                                  # dropSubscription
    | TABLESPACE ifExists? identifier                                                                       # dropTablespace
    | DATABASE ifExists? identifier (WITH? '(' FORCE (',' FORCE)* ')')?                                     # dropDatabase
    | (ROLE | USER | GROUP) ifExists? roleList                                                              # dropRole
    | USER MAPPING ifExists? FOR mappedRole SERVER identifier                                               # dropUserMapping
    ;

droppable
    : TABLE | SEQUENCE | VIEW | MATERIALIZED VIEW | FOREIGN TABLE | COLLATION | CONVERSION | STATISTICS
    | TEXT SEARCH textSearchKind
    | ACCESS METHOD | EVENT TRIGGER | EXTENSION | FOREIGN DATA WRAPPER | PROCEDURAL? LANGUAGE | PUBLICATION | SCHEMA | SERVER
    ;

// https://www.postgresql.org/docs/18/sql-comment.html
comment
    : COMMENT ON object IS (string | NULL)
    ;

// https://www.postgresql.org/docs/18/sql-security-label.html
securityLabel
    : SECURITY LABEL (FOR wordOrString)? ON object IS (string | NULL) { AlterChecks.label($ctx); }
    ;

object
    : (droppable | INDEX | COLUMN | DATABASE | ROLE | SUBSCRIPTION | TABLESPACE) qualifiedName { AlterChecks.object($ctx); }
    | (TYPE | DOMAIN) typeName
    | CONSTRAINT identifier ON DOMAIN? qualifiedName
    | (POLICY | RULE | TRIGGER) identifier ON qualifiedName
    | (FUNCTION | PROCEDURE | ROUTINE) routine
    | AGGREGATE aggregate
    | OPERATOR_WORD operatorWithOperands
    | OPERATOR_WORD (CLASS | FAMILY) qualifiedName USING identifier
    | CAST '(' typeName AS typeName ')'
    | TRANSFORM FOR typeName LANGUAGE identifier
    | LARGE OBJECT signedNumber
    ;
