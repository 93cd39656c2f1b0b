// SQL/JSON: https://www.postgresql.org/docs/18/functions-json.html
parser grammar Json;

// VALUE, OBJECT or SCALAR may follow JSON; the token source leaves them out, since columns may be called so.
isJson
    : JSON ARRAY? jsonUniqueness? { since(16, "IS JSON"); }
    ;

// KEYS may follow; the token source leaves it out.
jsonUniqueness
    : (WITH | WITHOUT) UNIQUE
    ;

// The constructors came with 16; JSON_OBJECT('{a,1}') is an ordinary function that was there before.
jsonFunction
    : JSON_OBJECT '(' (jsonMember (',' jsonMember)* jsonNulls? jsonUniqueness?)? jsonReturning? ')' { jsonObject($ctx); }
    | JSON_ARRAY '(' (jsonArrayQuery | jsonValue (',' jsonValue)* jsonNulls?)? jsonReturning? ')' { since(16, "JSON_ARRAY"); }
    | JSON '(' jsonValue jsonUniqueness? ')' { since(17, "JSON()"); }
    | JSON_SCALAR '(' expression ')' { since(17, "JSON_SCALAR"); }
    | JSON_SERIALIZE '(' jsonValue jsonReturning? ')' { since(17, "JSON_SERIALIZE"); }
    | JSON_QUERY '(' jsonContext jsonReturning? jsonWrapper? jsonQuotes? jsonBehavior* ')' { since(17, "JSON_QUERY"); }
    | JSON_EXISTS '(' jsonContext jsonBehavior? ')' { since(17, "JSON_EXISTS"); }
    | JSON_VALUE '(' jsonContext jsonReturning? jsonBehavior* ')' { since(17, "JSON_VALUE"); }
    ;

jsonAggregate
    : JSON_OBJECTAGG '(' jsonMember jsonNulls? jsonUniqueness? jsonReturning? ')' filter? over?
      { since(16, "JSON_OBJECTAGG"); }
    | JSON_ARRAYAGG '(' jsonValue orderBy? jsonNulls? jsonReturning? ')' filter? over?
      { since(16, "JSON_ARRAYAGG"); }
    ;

jsonArrayQuery
    : withClause? simpleQuery queryTail? jsonFormat?
    ;

jsonMember
    : argument ((VALUE | ':') jsonValue)?
    ;

jsonValue
    : expression jsonFormat?
    ;

jsonFormat
    : FORMAT JSON (ENCODING identifier { CallChecks.encoding($ctx); })?
    ;

jsonReturning
    : RETURNING typeName jsonFormat?
    ;

jsonNulls
    : (NULL | ABSENT) ON NULL
    ;

jsonContext
    : jsonValue ',' expression jsonPassing?
    ;

jsonPassing
    : PASSING jsonValue AS label (',' jsonValue AS label)*
    ;

jsonWrapper
    : WITHOUT ARRAY? WRAPPER
    | WITH (CONDITIONAL | UNCONDITIONAL)? ARRAY? WRAPPER
    ;

jsonQuotes
    : (KEEP | OMIT) QUOTES (ON SCALAR STRING_WORD)?
    ;

jsonBehavior
    : (DEFAULT expression | ERROR_WORD | NULL | TRUE | FALSE | UNKNOWN | EMPTY (ARRAY | OBJECT)?) ON (EMPTY | ERROR_WORD)
    ;

jsonTable
    : JSON_TABLE '(' jsonValue ',' expression (AS identifier)? jsonPassing? jsonColumns jsonBehavior? ')'
      { ExpressionChecks.path($ctx); since(17, "JSON_TABLE"); }
    ;

jsonColumns
    : COLUMNS '(' jsonColumn (',' jsonColumn)* ')'
    ;

jsonColumn
    : identifier FOR ORDINALITY
    | identifier typeName EXISTS jsonPath? jsonBehavior?
    | identifier typeName jsonFormat? jsonPath? jsonWrapper? jsonQuotes? jsonBehavior*
    | NESTED PATH? string (AS identifier)? jsonColumns
    ;

jsonPath
    : PATH string
    ;
