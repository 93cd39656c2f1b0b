// Queries: https://www.postgresql.org/docs/18/sql-select.html, sql-values.html
parser grammar Queries;

query
    : withClause? queryPrimary queryTail? { QueryTailChecks.once($ctx.withClause(), $ctx.queryPrimary(), $ctx.queryTail()); }
    ;

queryPrimary
    : simpleQuery
    | '(' query ')'
    ;

simpleQuery
    : SELECT (ALL? targets? | distinct targets) into? from? where? groupBy? having? windows?
    | VALUES valuesRow (',' valuesRow)*
    | TABLE relation
    ;

// What follows the first SELECT: set operations, in the order they are written (INTERSECT binds tighter), and their result's
// order, limits and locks, which come in any order, each once.
queryTail
    : (setOperation+ orderBy? limitOrLock* | orderBy limitOrLock* | limitOrLock+) { QueryTailChecks.queryTail($ctx); }
    ;

setOperation
    : (UNION | INTERSECT | EXCEPT) (ALL | DISTINCT)? queryPrimary
    ;

distinct
    : DISTINCT (ON '(' expressionList ')')?
    ;

targets
    : target (',' target)*
    ;

target
    : STAR
    | expression (AS label | bareLabel)?
    ;

// SELECT INTO creates a table: https://www.postgresql.org/docs/18/sql-selectinto.html
into
    : INTO (TEMPORARY | TEMP | (LOCAL | GLOBAL) (TEMPORARY | TEMP) | UNLOGGED)? TABLE? qualifiedName
    ;

valuesRow
    : '(' expressionList ')'
    ;

where
    : WHERE expression
    ;

whereOrCurrentOf
    : WHERE (CURRENT OF identifier | expression)
    ;

// ROLLUP (…) and CUBE (…) are read as function calls.
groupBy
    : GROUP BY (ALL | DISTINCT)? groupingElement (',' groupingElement)*
    ;

groupingElement
    : expression
    | '(' ')'
    | GROUPING SETS '(' groupingElement (',' groupingElement)* ')'
    ;

having
    : HAVING expression
    ;

windows
    : WINDOW identifier AS window (',' identifier AS window)*
    ;

orderBy
    : ORDER BY sortKey (',' sortKey)*
    ;

sortKey
    : expression (ASC | DESC | USING anyOperator)? nullsOrder?
    ;

nullsOrder
    : NULLS (FIRST | LAST)
    ;

limitOrLock
    : LIMIT (ALL | expression)
    | OFFSET expression (ROW | ROWS)?
    | FETCH (FIRST | NEXT) fetchCount? (ROW | ROWS) (ONLY | WITH TIES)
    | FOR (UPDATE | NO KEY UPDATE | SHARE | KEY SHARE) (OF qualifiedNameList)? (NOWAIT | SKIP_WORD LOCKED)?
    | FOR READ ONLY
    ;

fetchCount
    : primary
    | (PLUS | MINUS) (INTEGER | NUMERIC)
    ;

// https://www.postgresql.org/docs/18/queries-with.html
withClause
    : WITH RECURSIVE? commonTable (',' commonTable)*
    ;

commonTable
    : identifier columnList? AS (NOT? MATERIALIZED)? '(' preparableStatement ')' searchClause? cycleClause?
    ;

searchClause
    : SEARCH (DEPTH | BREADTH) FIRST BY identifierList SET identifier
    ;

cycleClause
    : CYCLE identifierList SET identifier (TO expression DEFAULT expression)? USING identifier
      { QueryChecks.cycle($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-select.html#SQL-FROM
from
    : FROM tableReference (',' tableReference)*
    ;

tableReference
    : tablePrimary join* { subqueries($ctx); }
    ;

// In a JOIN b JOIN c ON … ON … the first condition belongs to the inner join.
join
    : CROSS JOIN tablePrimary
    | NATURAL joinType? JOIN tablePrimary
    | joinType? JOIN tableReference joinCondition
    ;

joinType
    : INNER
    | (LEFT | RIGHT | FULL) OUTER?
    ;

joinCondition
    : ON expression
    | USING columnList (AS identifier)?
    ;

tablePrimary
    : relation alias? tableSample?
    | LATERAL? (functionTable | xmlTable alias? | jsonTable alias?)
    | LATERAL? parenthesisedTable alias?
    ;

// A query, or a join: as in expressions, a parenthesis more tells which only later.
parenthesisedTable
    : '(' (withClause queryPrimary queryTail? | simpleQuery queryTail? | tableReference queryTail?) ')'
      { QueryChecks.parenthesisedTable($ctx); }
    ;

relation
    : qualifiedName STAR?
    | ONLY (qualifiedName | '(' qualifiedName ')')
    ;

relationList
    : relation (',' relation)*
    ;

functionTable
    : (functionCall | ROWS FROM '(' rowsFromItem (',' rowsFromItem)* ')') (WITH ORDINALITY)? functionAlias?
    ;

rowsFromItem
    : functionCall (AS columnDefinitions { QueryChecks.typed($columnDefinitions.ctx); })?
    ;

alias
    : AS? identifier columnList?
    ;

functionAlias
    : AS columnDefinitions { QueryChecks.typed($columnDefinitions.ctx); }
    | AS? identifier columnDefinitions?
    ;

// Names, or names with types: all of them, or none.
columnDefinitions
    : '(' columnDefinition (',' columnDefinition)* ')' { QueryChecks.columnDefinitions($ctx); }
    ;

columnDefinition
    : identifier (typeName (COLLATE qualifiedName)?)?
    ;

tableSample
    : TABLESAMPLE functionName '(' expressionList ')' (REPEATABLE '(' expression ')')?
    ;
