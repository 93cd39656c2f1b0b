// Triggers, event triggers, rules, policies
parser grammar Triggers;

// https://www.postgresql.org/docs/18/sql-createtrigger.html
createTrigger
    : CONSTRAINT? TRIGGER identifier (BEFORE | AFTER | INSTEAD OF) triggerEvent (OR triggerEvent)* ON qualifiedName
      (FROM qualifiedName)? constraintAttribute* (REFERENCING transitionTable+)? (FOR EACH? (ROW | STATEMENT))?
      (WHEN '(' expression ')')? EXECUTE (FUNCTION | PROCEDURE) functionName '(' triggerArgument? (',' triggerArgument)* ')'
      { ObjectChecks.trigger($ctx); }
    ;

triggerEvent
    : INSERT
    | DELETE
    | UPDATE (OF identifierList)?
    | TRUNCATE
    ;

transitionTable
    : (NEW | OLD) (TABLE | ROW) AS? identifier
    ;

triggerArgument
    : INTEGER
    | NUMERIC
    | string
    | label
    ;

// https://www.postgresql.org/docs/18/sql-altertrigger.html
alterTrigger
    : TRIGGER identifier ON qualifiedName (RENAME TO identifier | NO? DEPENDS ON EXTENSION identifier)
    ;

// https://www.postgresql.org/docs/18/sql-createeventtrigger.html
createEventTrigger
    : EVENT TRIGGER identifier ON label (WHEN eventFilter (AND eventFilter)*)?
      EXECUTE (FUNCTION | PROCEDURE) functionName '(' ')'
    ;

eventFilter
    : identifier IN '(' stringList ')'
    ;

// https://www.postgresql.org/docs/18/sql-altereventtrigger.html
alterEventTrigger
    : EVENT TRIGGER identifier (ENABLE (REPLICA | ALWAYS)? | DISABLE | RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createrule.html
createRule
    : RULE identifier AS ON (SELECT | UPDATE | DELETE | INSERT) TO qualifiedName where? DO (ALSO | INSTEAD)?
      (NOTHING | ruleAction | '(' ruleActions ')')
    ;

// Between the semicolons there may be nothing.
ruleActions
    : ruleAction? (';' ruleAction?)*
    ;

ruleAction
    : withClause? (simpleQuery queryTail? | insert | update | delete)
    | notification
    ;

// https://www.postgresql.org/docs/18/sql-alterrule.html
alterRule
    : RULE identifier ON qualifiedName RENAME TO identifier
    ;

// https://www.postgresql.org/docs/18/sql-createpolicy.html
createPolicy
    : POLICY identifier ON qualifiedName (AS nonReservedWord { ObjectChecks.policyKind($ctx); })?
      (FOR (ALL | SELECT | INSERT | UPDATE | DELETE))? (TO roleList)? policyUsing? policyCheck?
    ;

policyUsing
    : USING '(' expression ')'
    ;

policyCheck
    : WITH CHECK '(' expression ')'
    ;

// https://www.postgresql.org/docs/18/sql-alterpolicy.html
alterPolicy
    : POLICY ifExists? identifier ON qualifiedName (RENAME TO identifier | (TO roleList)? policyUsing? policyCheck?)
      { AlterChecks.alter($ctx); }
    ;
