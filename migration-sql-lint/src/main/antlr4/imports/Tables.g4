// Tables and what belongs to them: CREATE TABLE, CREATE TABLE AS, ALTER TABLE
parser grammar Tables;

// https://www.postgresql.org/docs/18/sql-createtable.html, sql-createtableas.html
// With AS, the parentheses hold nothing but names; without it, each column has a type.
createTable
    : persistence? TABLE ifNotExists? qualifiedName
      ( OF qualifiedName tableElements? partitionBy? tableOptions
      | PARTITION OF qualifiedName tableElements? partitionBound partitionBy? tableOptions
      | tableElements inherits? partitionBy? tableOptions tableSource?
      | tableOptions tableSource
      )
      { TableChecks.createTable($ctx); }
    ;

persistence
    : TEMPORARY
    | TEMP
    | (LOCAL | GLOBAL) (TEMPORARY | TEMP)
    | UNLOGGED
    ;

tableSource
    : AS (query | EXECUTE identifier ('(' expressionList ')')?) withData?
    ;

withData
    : WITH NO? DATA
    ;

tableOptions
    : (USING identifier)? (WITH storageParameters | WITHOUT OIDS)? onCommit? tablespace?
    ;

onCommit
    : ON COMMIT (PRESERVE ROWS | DELETE ROWS | DROP)
    ;

tablespace
    : TABLESPACE identifier
    ;

inherits
    : INHERITS '(' qualifiedNameList ')'
    ;

tableElements
    : '(' (tableElement (',' tableElement)*)? ')'
    ;

tableElement
    : column
    | tableConstraint
    | LIKE qualifiedName likeOption*
    ;

likeOption
    : (INCLUDING | EXCLUDING)
      (COMMENTS | COMPRESSION | CONSTRAINTS | DEFAULTS | GENERATED | IDENTITY | INDEXES | STATISTICS | STORAGE | ALL)
    ;

// Without a type: in CREATE TABLE … OF, PARTITION OF and AS.
column
    : identifier (typeName columnStorage? columnCompression? foreignOptions? | (WITH OPTIONS)?) columnConstraint*
      { TableChecks.column($ctx); }
    ;

columnStorage
    : STORAGE (identifier | DEFAULT) { since(16, "STORAGE in a column definition"); }
    ;

columnCompression
    : COMPRESSION (identifier | DEFAULT)
    ;

columnConstraint
    : (CONSTRAINT identifier)? columnConstraintBody
    | NOT? DEFERRABLE
    | INITIALLY (DEFERRED | IMMEDIATE)
    | NOT? ENFORCED { since(18, "[NOT] ENFORCED"); }
    | COLLATE qualifiedName
    ;

columnConstraintBody
    : NOT NULL (NO INHERIT { since(18, "NOT NULL NO INHERIT"); })?
    | NULL
    | UNIQUE nullsDistinct? indexParameters { TableChecks.withoutInclude($ctx); }
    | PRIMARY KEY indexParameters { TableChecks.withoutInclude($ctx); }
    | CHECK '(' expression ')' (NO INHERIT)?
    | DEFAULT simpleExpression
    | GENERATED generatedWhen AS (IDENTITY ('(' sequenceOption+ ')')? | generatedExpression) { TableChecks.generated($ctx); }
    | references
    ;

generatedWhen
    : ALWAYS
    | BY DEFAULT
    ;

generatedExpression
    : '(' expression ')' (STORED | VIRTUAL? { since(18, "a virtual generated column"); })
    ;

nullsDistinct
    : NULLS NOT? DISTINCT { since(15, "NULLS [NOT] DISTINCT"); }
    ;

indexParameters
    : (INCLUDE columnList)? (WITH definition)? (USING INDEX TABLESPACE identifier)?
    ;

tableConstraint
    : (CONSTRAINT identifier)? tableConstraintBody constraintAttribute* { ConstraintChecks.tableConstraint($ctx); }
    ;

tableConstraintBody
    : CHECK '(' expression ')'
    | NOT NULL identifier { since(18, "a NOT NULL table constraint"); }
    | UNIQUE (nullsDistinct? keyColumns indexParameters | USING INDEX identifier)
    | PRIMARY KEY (keyColumns indexParameters | USING INDEX identifier)
    | EXCLUDE (USING identifier)? '(' excludeElement (',' excludeElement)* ')' indexParameters excludeWhere?
    | FOREIGN KEY periodColumns references
    ;

keyColumns
    : '(' identifierList (WITHOUT OVERLAPS { since(18, "WITHOUT OVERLAPS"); })? ')'
    ;

periodColumns
    : '(' identifierList (',' PERIOD identifier { since(18, "PERIOD"); })? ')'
    ;

excludeElement
    : indexElement WITH (operatorName | OPERATOR_WORD '(' operatorName ')')
    ;

excludeWhere
    : WHERE '(' expression ')'
    ;

references
    : REFERENCES qualifiedName periodColumns? (MATCH (FULL | PARTIAL | SIMPLE))? referentialAction*
      { ConstraintChecks.references($ctx); }
    ;

referentialAction
    : ON (DELETE | UPDATE)
      (NO ACTION | RESTRICT | CASCADE | SET (NULL | DEFAULT) (columnList { since(15, "SET NULL with columns"); })?)
    ;

constraintAttribute
    : NOT? DEFERRABLE
    | INITIALLY (DEFERRED | IMMEDIATE)
    | NOT VALID
    | NO INHERIT
    | NOT? ENFORCED { since(18, "[NOT] ENFORCED"); }
    ;

// https://www.postgresql.org/docs/18/ddl-partitioning.html
partitionBy
    : PARTITION BY identifier '(' partitionKey (',' partitionKey)* ')' { TableChecks.partitionBy($ctx); }
    ;

partitionKey
    : (identifier | functionCall | '(' expression ')') (COLLATE qualifiedName)? qualifiedName?
    ;

partitionBound
    : FOR VALUES
      ( WITH '(' hashBound (',' hashBound)* ')' { TableChecks.hashBounds($ctx); }
      | IN '(' expressionList ')'
      | FROM '(' expressionList ')' TO '(' expressionList ')'
      )
    | DEFAULT
    ;

hashBound
    : nonReservedWord INTEGER
    ;

// https://www.postgresql.org/docs/18/sql-altertable.html --------------------------------------------------------------------

alterTable
    : TABLE
      ( ALL IN TABLESPACE identifier ownedBy? SET TABLESPACE identifier NOWAIT?
      | ifExists? relation
        ( alterTableAction (',' alterTableAction)*
        | RENAME renameTablePart
        | SET SCHEMA identifier
        | ATTACH PARTITION qualifiedName partitionBound
        | DETACH PARTITION qualifiedName (CONCURRENTLY | FINALIZE)?
        )
      )
    ;

ownedBy
    : OWNED BY roleList
    ;

renameTablePart
    : TO identifier
    | CONSTRAINT identifier TO identifier
    | COLUMN? identifier TO identifier
    ;

alterTableAction
    : ADD COLUMN? ifNotExists? column { TableChecks.hasType($column.ctx); }                  # addColumn
    | ADD tableConstraint                                                                   # addConstraint
    | ALTER COLUMN? identifier alterColumnAction                                            # alterColumn
    | ALTER COLUMN? columnNumber SET STATISTICS (signedInteger | DEFAULT { since(17, "SET STATISTICS DEFAULT"); })  # alterColumnNumber
    | ALTER CONSTRAINT identifier changedConstraint?                                        # alterConstraint
    | DROP COLUMN? ifExists? identifier cascadeOrRestrict?                                  # dropColumn
    | DROP CONSTRAINT ifExists? identifier cascadeOrRestrict?                               # dropConstraint
    | VALIDATE CONSTRAINT identifier                                                        # validateConstraint
    | SET setTableProperty                                                                  # setProperty
    | RESET storageParameters                                                               # resetParameters
    | CLUSTER ON identifier                                                                 # clusterOn
    | (ENABLE | DISABLE) TRIGGER (identifier | ALL | USER)                                  # switchTrigger
    | ENABLE (ALWAYS | REPLICA) TRIGGER identifier                                          # switchTrigger
    | (ENABLE | DISABLE) RULE identifier                                                    # switchRule
    | ENABLE (ALWAYS | REPLICA) RULE identifier                                             # switchRule
    | (ENABLE | DISABLE | FORCE | NO FORCE) ROW LEVEL SECURITY                              # switchRowSecurity
    | NO? INHERIT qualifiedName                                                             # changeInheritance
    | (OF qualifiedName | NOT OF)                                                           # changeTypeOf
    | OWNER TO role                                                                         # changeTableOwner
    | REPLICA IDENTITY (NOTHING | FULL | DEFAULT | USING INDEX identifier)                  # replicaIdentity
    | alterForeignOptions                                                                   # alterTableOptions
    ;

// The column of an index, where it has no name of its own.
columnNumber
    : INTEGER { TableChecks.columnNumber($ctx); }
    ;

changedConstraint
    : constraintAttribute+ { ConstraintChecks.changed($ctx); }
    | INHERIT { since(18, "ALTER CONSTRAINT … INHERIT"); }
    ;

setTableProperty
    : storageParameters
    | WITHOUT (OIDS | CLUSTER)
    | LOGGED
    | UNLOGGED
    | TABLESPACE identifier
    | ACCESS METHOD { since(15, "SET ACCESS METHOD"); } (identifier | DEFAULT { since(17, "SET ACCESS METHOD DEFAULT"); })
    ;

alterColumnAction
    : SET DEFAULT expression                                                                # setDefault
    | DROP DEFAULT                                                                          # dropDefault
    | (SET | DROP) NOT NULL                                                                 # changeNotNull
    | SET EXPRESSION AS '(' expression ')' { since(17, "SET EXPRESSION"); }                 # setExpression
    | DROP EXPRESSION ifExists?                                                             # dropExpression
    | SET STATISTICS (signedInteger | DEFAULT { since(17, "SET STATISTICS DEFAULT"); })     # setStatistics
    | (SET | RESET) storageParameters                                                       # setAttributeOptions
    | SET STORAGE (identifier | DEFAULT { since(16, "SET STORAGE DEFAULT"); })              # setStorage
    | SET COMPRESSION (identifier | DEFAULT)                                                # setCompression
    | ADD GENERATED generatedWhen AS IDENTITY ('(' sequenceOption+ ')')?                    # addIdentity
    | alterIdentityOption+                                                                  # setIdentity
    | DROP IDENTITY ifExists?                                                               # dropIdentity
    | (SET DATA)? TYPE typeName (COLLATE qualifiedName)? (USING expression)?                # alterColumnType
    | alterForeignOptions                                                                   # alterColumnOptions
    ;

alterIdentityOption
    : RESTART (WITH? signedNumber)?
    | SET (sequenceOption | GENERATED generatedWhen)
    ;
