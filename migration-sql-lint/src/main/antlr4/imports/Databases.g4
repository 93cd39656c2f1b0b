// Databases, tablespaces, schemas, extensions, text search
parser grammar Databases;

// https://www.postgresql.org/docs/18/sql-createdatabase.html
createDatabase
    : DATABASE identifier WITH? databaseOption*
    ;

databaseOption
    : ( IDENTIFIER | QUOTED_IDENTIFIER | UNICODE_IDENTIFIER
      | CONNECTION LIMIT | ENCODING | LOCATION | OWNER | TABLESPACE | TEMPLATE
      )
      EQUALS? (utilityOptionValue | DEFAULT)
    ;

// https://www.postgresql.org/docs/18/sql-alterdatabase.html
alterDatabase
    : DATABASE identifier
      ( WITH? databaseOption+
      | WITH
      |
      | SET (TABLESPACE identifier | setting)
      | RESET settingName
      | REFRESH COLLATION VERSION { since(15, "REFRESH COLLATION VERSION"); }
      | RENAME TO identifier
      | OWNER TO role
      )
    ;

// https://www.postgresql.org/docs/18/sql-createtablespace.html
createTablespace
    : TABLESPACE identifier (OWNER role)? LOCATION string (WITH storageParameters)?
    ;

// https://www.postgresql.org/docs/18/sql-altertablespace.html
alterTablespace
    : TABLESPACE identifier ((SET | RESET) storageParameters | RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createschema.html
createSchema
    : SCHEMA (ifNotExists? (identifier (AUTHORIZATION role)? | AUTHORIZATION role)) schemaElement*
      { ObjectChecks.schema($ctx); }
    ;

schemaElement
    : CREATE (createTable | createIndex | createSequence | (OR REPLACE)? (createTrigger | createView))
    | grant
    ;

// https://www.postgresql.org/docs/18/sql-alterschema.html
alterSchema
    : SCHEMA identifier (RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createextension.html
createExtension
    : EXTENSION ifNotExists? identifier WITH? (SCHEMA identifier | VERSION wordOrString | CASCADE)*
    ;

// https://www.postgresql.org/docs/18/sql-alterextension.html
alterExtension
    : EXTENSION identifier (UPDATE (TO wordOrString)? | SET SCHEMA identifier | (ADD | DROP) object)
    ;

// https://www.postgresql.org/docs/18/sql-createtsconfig.html and its neighbours
createTextSearch
    : TEXT SEARCH textSearchKind qualifiedName definition
    ;

textSearchKind
    : PARSER | DICTIONARY | TEMPLATE | CONFIGURATION
    ;

// https://www.postgresql.org/docs/18/sql-altertsconfig.html, sql-altertsdictionary.html, sql-altertsparser.html
alterTextSearch
    : TEXT SEARCH
      ( textSearchKind qualifiedName (RENAME TO identifier | SET SCHEMA identifier | OWNER TO role)
      | DICTIONARY qualifiedName definition
      | CONFIGURATION qualifiedName textSearchMapping
      )
      { AlterChecks.alter($ctx); }
    ;

textSearchMapping
    : ADD MAPPING FOR identifierList WITH qualifiedNameList
    | ALTER MAPPING (FOR identifierList (WITH qualifiedNameList | replaceDictionary) | replaceDictionary)
    | DROP MAPPING ifExists? FOR identifierList
    ;

replaceDictionary
    : REPLACE qualifiedName WITH qualifiedName
    ;
