// Indexes, views, sequences, statistics
parser grammar Relations;

// https://www.postgresql.org/docs/18/sql-createindex.html
createIndex
    : UNIQUE? INDEX CONCURRENTLY? (ifNotExists identifier | identifier)? ON relation (USING identifier)?
      '(' indexElement (',' indexElement)* ')' (INCLUDE '(' indexElement (',' indexElement)* ')')?
      nullsDistinct? (WITH storageParameters)? tablespace? where?
    ;

indexElement
    : (identifier | functionCall | '(' expression ')') (COLLATE qualifiedName)? (qualifiedName storageParameters?)?
      (ASC | DESC)? nullsOrder?
    ;

// https://www.postgresql.org/docs/18/sql-alterindex.html
alterIndex
    : INDEX
      ( ALL IN TABLESPACE identifier ownedBy? SET TABLESPACE identifier NOWAIT?
      | ifExists? qualifiedName
        ( alterTableAction (',' alterTableAction)*
        | RENAME TO identifier
        | ATTACH PARTITION qualifiedName
        | NO? DEPENDS ON EXTENSION identifier
        )
      )
      { AlterChecks.alter($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-createview.html
createView
    : persistence? (VIEW qualifiedName columnList? | RECURSIVE VIEW qualifiedName columnList) (WITH storageParameters)?
      AS query (WITH (CASCADED | LOCAL)? CHECK OPTION)?
      { TableChecks.view($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-alterview.html
alterView
    : VIEW ifExists? qualifiedName
      ( alterTableAction (',' alterTableAction)*
      | RENAME (TO identifier | COLUMN? identifier TO identifier)
      | SET SCHEMA identifier
      )
    ;

// https://www.postgresql.org/docs/18/sql-creatematerializedview.html
createMaterializedView
    : UNLOGGED? MATERIALIZED VIEW ifNotExists? qualifiedName columnList? (USING identifier)? (WITH storageParameters)?
      tablespace? AS query withData?
    ;

// https://www.postgresql.org/docs/18/sql-altermaterializedview.html
alterMaterializedView
    : MATERIALIZED VIEW
      ( ALL IN TABLESPACE identifier ownedBy? SET TABLESPACE identifier NOWAIT?
      | ifExists? qualifiedName
        ( alterTableAction (',' alterTableAction)*
        | RENAME (TO identifier | COLUMN? identifier TO identifier)
        | SET SCHEMA identifier
        | NO? DEPENDS ON EXTENSION identifier
        )
      )
      { AlterChecks.alter($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-refreshmaterializedview.html
refreshMaterializedView
    : REFRESH MATERIALIZED VIEW CONCURRENTLY? qualifiedName withData?
    ;

// https://www.postgresql.org/docs/18/sql-createsequence.html
createSequence
    : persistence? SEQUENCE ifNotExists? qualifiedName sequenceOption*
    ;

sequenceOption
    : AS simpleType
    | CACHE signedNumber
    | NO? CYCLE
    | INCREMENT BY? signedNumber
    | (MAXVALUE | MINVALUE) signedNumber
    | NO (MAXVALUE | MINVALUE)
    | OWNED BY qualifiedName
    | SEQUENCE NAME qualifiedName
    | START WITH? signedNumber
    | RESTART (WITH? signedNumber)?
    | (LOGGED | UNLOGGED) { since(17, "LOGGED of a sequence"); }
    ;

// https://www.postgresql.org/docs/18/sql-altersequence.html
alterSequence
    : SEQUENCE ifExists? qualifiedName
      ( sequenceOption+
      | alterTableAction (',' alterTableAction)*
      | RENAME (TO identifier | COLUMN? identifier TO identifier)
      | SET SCHEMA identifier
      )
    ;

// https://www.postgresql.org/docs/18/sql-createstatistics.html
createStatistics
    : STATISTICS (ifNotExists qualifiedName | qualifiedName | { since(16, "CREATE STATISTICS without a name"); })
      ('(' identifierList ')')? ON statisticsItem (',' statisticsItem)* FROM tableReference (',' tableReference)*
    ;

statisticsItem
    : identifier
    | functionCall
    | '(' expression ')'
    ;

// https://www.postgresql.org/docs/18/sql-alterstatistics.html
alterStatistics
    : STATISTICS ifExists? qualifiedName
      ( SET STATISTICS (signedInteger | DEFAULT { since(17, "SET STATISTICS DEFAULT"); })
      | RENAME TO identifier
      | SET SCHEMA identifier
      | OWNER TO role
      )
      { AlterChecks.alter($ctx); }
    ;
