// Names of objects, strings, numbers and option lists: what all statements share.
parser grammar Names;

// schema.name, or name alone; a database in front of the schema is accepted as the server accepts it.
qualifiedName
    : identifier ('.' label)*
    ;

qualifiedNameList
    : qualifiedName (',' qualifiedName)*
    ;

// Unqualified functions may also be called LEFT, RIGHT, OVERLAPS and the like, but not COALESCE or VALUES.
functionName
    : plainIdentifier ('.' label)*
    | columnNameKeyword ('.' label)+
    | typeFunctionNameKeyword
    ;

identifierList
    : identifier (',' identifier)*
    ;

// (a, b): the names of columns.
columnList
    : '(' identifier (',' identifier)* ')'
    ;

// https://www.postgresql.org/docs/18/sql-createoperator.html
operatorName
    : (identifier '.')* operatorSymbol
    ;

operatorSymbol
    : OPERATOR | PLUS | MINUS | STAR | SLASH | PERCENT | CARET | LESS | GREATER | EQUALS | LESS_EQUALS | GREATER_EQUALS
    | NOT_EQUALS
    ;

// OPERATOR(schema.+) is the long way to write any of them.
anyOperator
    : operatorSymbol
    | OPERATOR_WORD '(' operatorName ')'
    ;

role
    : nonReservedWord { PrivilegeChecks.role($ctx); }
    | CURRENT_ROLE | CURRENT_USER | SESSION_USER
    ;

roleList
    : role (',' role)*
    ;

string
    : STRING | ESCAPE_STRING | UNICODE_STRING | DOLLAR_STRING
    ;

stringList
    : string (',' string)*
    ;

wordOrString
    : nonReservedWord
    | string
    ;

signedNumber
    : (PLUS | MINUS)? (INTEGER | NUMERIC)
    ;

signedInteger
    : (PLUS | MINUS)? INTEGER
    ;

ifExists
    : IF EXISTS
    ;

ifNotExists
    : IF NOT EXISTS
    ;

cascadeOrRestrict
    : CASCADE
    | RESTRICT
    ;

// Options ---------------------------------------------------------------------------------------------------------------

// (name = value, …): what CREATE TYPE, CREATE OPERATOR, WITH (…) and their like take.
definition
    : '(' definitionItem (',' definitionItem)* ')'
    ;

definitionItem
    : label (EQUALS definitionValue)?
    ;

definitionValue
    : parameterType
    | reservedKeyword
    | NONE
    | anyOperator
    | signedNumber
    | string
    ;

// https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS
storageParameters
    : '(' storageParameter (',' storageParameter)* ')'
    ;

storageParameter
    : label ('.' label)? (EQUALS definitionValue)?
    ;

// The parenthesised options of VACUUM, EXPLAIN, REINDEX and their like.
utilityOptions
    : '(' utilityOption (',' utilityOption)* ')'
    ;

utilityOption
    : (nonReservedWord | ANALYZE | ANALYSE) utilityOptionValue?
    ;

utilityOptionValue
    : TRUE | FALSE | ON
    | nonReservedWord
    | string
    | signedNumber
    ;

// https://www.postgresql.org/docs/18/sql-createforeigntable.html
foreignOptions
    : OPTIONS '(' foreignOption (',' foreignOption)* ')'
    ;

foreignOption
    : label string
    ;

alterForeignOptions
    : OPTIONS '(' alterForeignOption (',' alterForeignOption)* ')'
    ;

alterForeignOption
    : label string
    | (SET | ADD) label string
    | DROP label
    ;
