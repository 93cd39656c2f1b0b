// Foreign data, publications, subscriptions
parser grammar Foreign;

// https://www.postgresql.org/docs/18/sql-createforeigndatawrapper.html
createForeignDataWrapper
    : FOREIGN DATA WRAPPER identifier wrapperFunction* foreignOptions?
    ;

wrapperFunction
    : (HANDLER | VALIDATOR) qualifiedName
    | NO (HANDLER | VALIDATOR)
    ;

// https://www.postgresql.org/docs/18/sql-alterforeigndatawrapper.html
alterForeignDataWrapper
    : FOREIGN DATA WRAPPER identifier
      (wrapperFunction+ alterForeignOptions? | alterForeignOptions | RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createserver.html
createServer
    : SERVER ifNotExists? identifier (TYPE string)? serverVersion? FOREIGN DATA WRAPPER identifier foreignOptions?
    ;

serverVersion
    : VERSION (string | NULL)
    ;

// https://www.postgresql.org/docs/18/sql-alterserver.html
alterServer
    : SERVER identifier (serverVersion alterForeignOptions? | alterForeignOptions | RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createforeigntable.html
createForeignTable
    : FOREIGN TABLE ifNotExists? qualifiedName
      (tableElements inherits? | PARTITION OF qualifiedName tableElements? partitionBound) SERVER identifier foreignOptions?
      { TableChecks.foreignTable($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-alterforeigntable.html
alterForeignTable
    : FOREIGN TABLE ifExists? relation
      ( alterTableAction (',' alterTableAction)*
      | RENAME (TO identifier | COLUMN? identifier TO identifier)
      | SET SCHEMA identifier
      )
    ;

// https://www.postgresql.org/docs/18/sql-createusermapping.html
createUserMapping
    : USER MAPPING ifNotExists? FOR mappedRole SERVER identifier foreignOptions?
    ;

mappedRole
    : role
    | USER
    ;

// https://www.postgresql.org/docs/18/sql-alterusermapping.html
alterUserMapping
    : USER MAPPING FOR mappedRole SERVER identifier alterForeignOptions
    ;

// https://www.postgresql.org/docs/18/sql-importforeignschema.html
importForeignSchema
    : IMPORT FOREIGN SCHEMA identifier ((LIMIT TO | EXCEPT) '(' relationList ')')? FROM SERVER identifier INTO identifier
      foreignOptions?
    ;

// https://www.postgresql.org/docs/18/sql-createpublication.html
createPublication
    : PUBLICATION identifier (FOR (ALL TABLES | publicationObjects))? (WITH definition)?
    ;

publicationObjects
    : publicationObject (',' publicationObject)* { ObjectChecks.publicationObjects($ctx); }
    ;

// Without its first words, an object is of the kind of the one before it.
publicationObject
    : TABLE relation publishedColumns? publicationFilter?
    | TABLES IN SCHEMA (identifier | CURRENT_SCHEMA) { since(15, "FOR TABLES IN SCHEMA"); }
    | relation publishedColumns? publicationFilter?
    | CURRENT_SCHEMA
    ;

publishedColumns
    : columnList { since(15, "a publication's list of columns"); }
    ;

publicationFilter
    : WHERE '(' expression ')' { since(15, "a publication's WHERE"); }
    ;

// https://www.postgresql.org/docs/18/sql-alterpublication.html
alterPublication
    : PUBLICATION identifier ((ADD | SET | DROP) publicationObjects | SET definition | RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createsubscription.html
createSubscription
    : SUBSCRIPTION identifier CONNECTION string PUBLICATION identifierList (WITH definition)?
    ;

// https://www.postgresql.org/docs/18/sql-altersubscription.html
alterSubscription
    : SUBSCRIPTION identifier
      ( SET definition
      | CONNECTION string
      | REFRESH PUBLICATION (WITH definition)?
      | (SET | ADD | DROP) PUBLICATION identifierList (WITH definition)?
      | ENABLE
      | DISABLE
      | SKIP_WORD { since(15, "ALTER SUBSCRIPTION … SKIP"); } definition
      | RENAME TO identifier
      | OWNER TO role
      )
    ;
