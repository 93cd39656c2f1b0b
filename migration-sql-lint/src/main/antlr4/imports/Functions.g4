// Function calls: https://www.postgresql.org/docs/18/sql-expressions.html#SQL-EXPRESSIONS-FUNCTION-CALLS
// and the functions whose arguments are written with words instead of commas.
parser grammar Functions;

callSuffix
    : string
    | arguments (string | withinGroup? filter? over?) { CallChecks.call($ctx); }
    ;

arguments
    : '(' (STAR | (ALL | DISTINCT)? argument (',' argument)* orderBy?)? ')'
    ;

argument
    : VARIADIC? (expression ((':=' | EQUALS_GREATER) expression)? | typeFunctionNameKeyword (':=' | EQUALS_GREATER) expression)
    ;

// https://www.postgresql.org/docs/18/sql-expressions.html#SYNTAX-AGGREGATES
withinGroup
    : WITHIN GROUP '(' orderBy ')'
    ;

filter
    : FILTER '(' WHERE expression ')'
    ;

// https://www.postgresql.org/docs/18/sql-expressions.html#SYNTAX-WINDOW-FUNCTIONS
over
    : OVER (identifier | window)
    ;

window
    : '(' identifier? (PARTITION BY expressionList)? orderBy? frame? ')' { QueryChecks.window($ctx); }
    ;

frame
    : (RANGE | ROWS | GROUPS) (frameBound | BETWEEN frameBound AND frameBound) frameExclusion?
      { FrameChecks.frame($ctx); }
    ;

// UNBOUNDED is read as if it were a column: it is an ordinary word, and nothing is gained by telling them apart.
frameBound
    : expression (PRECEDING | FOLLOWING)
    | CURRENT ROW
    ;

frameExclusion
    : EXCLUDE (CURRENT ROW | GROUP | TIES | NO OTHERS)
    ;

// A call that stands for a table, or that is indexed: without FILTER and OVER.
functionCall
    : functionName arguments
    | specialFunction
    | jsonFunction
    | jsonAggregate
    ;

specialFunction
    : currentValue
    | CAST '(' expression AS typeName ')'
    | TREAT '(' expression AS typeName ')'
    | COLLATION FOR '(' expression ')'
    | (COALESCE | GREATEST | LEAST | XMLCONCAT) '(' expressionList ')'
    | NULLIF '(' expression ',' expression ')'
    | EXTRACT '(' extractField FROM expression ')'
    | NORMALIZE '(' expression (',' normalForm)? ')'
    | OVERLAY '(' (argument (PLACING expression FROM expression (FOR expression)? | (',' argument)*))? ')'
    | POSITION '(' simpleExpression IN simpleExpression ')'
    | SUBSTRING '(' (argument substringRange)? ')'
    | TRIM '(' (BOTH | LEADING | TRAILING)? (FROM expressionList | expression (FROM expressionList | (',' expression)*)) ')'
    | MERGE_ACTION '(' ')' { since(17, "MERGE_ACTION()"); }
    | xmlFunction
    ;

// https://www.postgresql.org/docs/18/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT
// https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-SESSION
currentValue
    : CURRENT_DATE
    | (CURRENT_TIME | CURRENT_TIMESTAMP | LOCALTIME | LOCALTIMESTAMP) ('(' INTEGER ')')?
    | CURRENT_ROLE
    | CURRENT_USER
    | SESSION_USER
    | SYSTEM_USER { since(16, "SYSTEM_USER"); }
    | USER
    | CURRENT_CATALOG
    | CURRENT_SCHEMA
    ;

extractField
    : IDENTIFIER | QUOTED_IDENTIFIER | UNICODE_IDENTIFIER
    | YEAR | MONTH | DAY | HOUR | MINUTE | SECOND
    | string
    ;

substringRange
    : FROM expression (FOR expression)?
    | FOR expression (FROM expression)?
    | SIMILAR expression { escapeOf($ctx.expression(0)); }
    | (',' argument)*
    ;

// https://www.postgresql.org/docs/18/functions-xml.html
xmlFunction
    : XMLELEMENT '(' NAME label (',' xmlAttributes)? (',' expressionList)? ')'
    | XMLEXISTS '(' primary xmlPassing ')'
    | XMLFOREST '(' xmlValue (',' xmlValue)* ')'
    | XMLPARSE '(' (DOCUMENT | CONTENT) expression ((PRESERVE | STRIP) WHITESPACE)? ')'
    | XMLPI '(' NAME label (',' expression)? ')'
    | XMLROOT '(' expression ',' VERSION (expression | NO VALUE) (',' STANDALONE (YES | NO VALUE?))? ')'
    | XMLSERIALIZE '(' (DOCUMENT | CONTENT) expression AS simpleType (NO? INDENT { since(16, "XMLSERIALIZE … INDENT"); })? ')'
    ;

xmlAttributes
    : XMLATTRIBUTES '(' xmlValue (',' xmlValue)* ')'
    ;

xmlValue
    : expression (AS label)?
    ;

xmlPassing
    : PASSING xmlMechanism? primary xmlMechanism?
    ;

xmlMechanism
    : BY (REF | VALUE)
    ;

// https://www.postgresql.org/docs/18/functions-xml.html#FUNCTIONS-XML-PROCESSING-XMLTABLE
xmlTable
    : XMLTABLE '(' xmlNamespaces? primary xmlPassing COLUMNS xmlColumn (',' xmlColumn)* ')'
    ;

xmlNamespaces
    : XMLNAMESPACES '(' xmlNamespace (',' xmlNamespace)* ')' ','
    ;

xmlNamespace
    : simpleExpression AS label
    | DEFAULT simpleExpression
    ;

xmlColumn
    : identifier FOR ORDINALITY
    | identifier typeName xmlColumnOption*
    ;

xmlColumnOption
    : DEFAULT simpleExpression
    | PATH simpleExpression
    | NOT NULL
    | NULL
    ;
