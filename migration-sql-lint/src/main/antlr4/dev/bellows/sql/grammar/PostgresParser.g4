// The statements of PostgreSQL 14 to 18, written from its reference manual, one statement at a time:
// https://www.postgresql.org/docs/18/sql-commands.html
// The statements' rules stand in the imported files, a file for a family. How to add one: docs/grammar.md.
//
// Every decision is made with few tokens of lookahead, so that SLL prediction is enough and depth costs nothing: rules
// begin with what they have in common, and what only a whole clause can tell is checked behind it, in Java (check…).
// since(…) notes what an older major does not know.
parser grammar PostgresParser;

import
    Identifiers, Names, DataTypes, Expressions, Functions, Json, Queries, DataChanges, Relations, Tables, Routines, Triggers,
    TypesAndOperators, Databases, Foreign, Privileges, Objects, Session, Maintenance;

options {
    tokenVocab = PostgresLexer;
    superClass = PostgresParserBase;
    contextSuperClass = SqlRule;
}

singleStatement
    : statement ';'? EOF
    ;

statement
    : CREATE (creatable | OR REPLACE replaceable)
    | ALTER alterable
    | DROP drop
    | preparableStatement
    | grant | revoke | reassignOwned
    | comment | securityLabel
    | importForeignSchema
    | refreshMaterializedView
    | doStatement | call
    | transaction | set | reset | show
    | prepare | execute | deallocate
    | declareCursor | fetch | close
    | notification | listen | unlisten | discard | load
    | truncate | lock | copy | explain
    | vacuum | analyze | cluster | reindex | checkpoint
    ;

creatable
    : replaceable
    | createTable | createForeignTable | createIndex | createMaterializedView | createSequence | createStatistics
    | createType | createDomain | createCast | createCollation | createConversion
    | createOperator | createOperatorClass | createOperatorFamily | createAccessMethod
    | createEventTrigger | createPolicy
    | createRole
    | createDatabase | createTablespace | createSchema | createExtension | createTextSearch
    | createForeignDataWrapper | createServer | createUserMapping
    | createPublication | createSubscription
    ;

replaceable
    : createView | createRoutine | createAggregate | createTrigger | createRule | createTransform | createLanguage
    ;

alterable
    : alterTable | alterForeignTable | alterIndex | alterView | alterMaterializedView | alterSequence | alterStatistics
    | alterRoutine | alterAggregate
    | alterTrigger | alterEventTrigger | alterRule | alterPolicy
    | alterType | alterDomain | alterCollation | alterConversion | alterLanguage
    | alterOperator | alterOperatorClass | alterOperatorFamily
    | alterRole | alterDefaultPrivileges | alterLargeObject
    | alterDatabase | alterTablespace | alterSchema | alterExtension | alterTextSearch | alterSystem
    | alterForeignDataWrapper | alterServer | alterUserMapping
    | alterPublication | alterSubscription
    ;
