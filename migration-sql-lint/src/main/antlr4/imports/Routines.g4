// Functions, procedures, aggregates; DO and CALL
parser grammar Routines;

// https://www.postgresql.org/docs/18/sql-createfunction.html, sql-createprocedure.html
createRoutine
    : (FUNCTION | PROCEDURE) functionName '(' (parameter (',' parameter)*)? ')'
      (RETURNS (parameterType | TABLE '(' tableParameter (',' tableParameter)* ')'))? routineOption* routineBody?
      { RoutineChecks.returns($ctx); }
    ;

parameter
    : parameterMode typeIdentifier? parameterType parameterDefault?
    | typeIdentifier parameterMode? parameterType parameterDefault?
    | parameterType parameterDefault?
    ;

parameterMode
    : IN OUT?
    | OUT
    | INOUT
    | VARIADIC
    ;

parameterDefault
    : (DEFAULT | EQUALS) expression
    ;

tableParameter
    : typeIdentifier parameterType
    ;

routineOption
    : AS string (',' string)?
    | LANGUAGE wordOrString
    | TRANSFORM FOR TYPE typeName (',' FOR TYPE typeName)*
    | WINDOW
    | commonRoutineOption
    ;

commonRoutineOption
    : (CALLED | RETURNS NULL) ON NULL INPUT
    | STRICT
    | IMMUTABLE
    | STABLE
    | VOLATILE
    | EXTERNAL? SECURITY (DEFINER | INVOKER)
    | NOT? LEAKPROOF
    | COST signedNumber
    | ROWS signedNumber
    | SUPPORT qualifiedName
    | SET setting
    | RESET settingName
    | PARALLEL identifier
    ;

routineBody
    : RETURN expression
    | BEGIN ATOMIC (routineStatement? ';')* END
    ;

routineStatement
    : RETURN expression
    | statement
    ;

// https://www.postgresql.org/docs/18/sql-alterfunction.html, sql-alterprocedure.html, sql-alterroutine.html
alterRoutine
    : (FUNCTION | PROCEDURE | ROUTINE) routine
      ( commonRoutineOption+ RESTRICT?
      | RENAME TO identifier
      | OWNER TO role
      | SET SCHEMA identifier
      | NO? DEPENDS ON EXTENSION identifier
      )
    ;

// A routine that is there: with its parameters, or by its name alone.
routine
    : functionName ('(' (parameter (',' parameter)*)? ')' { RoutineChecks.routine($ctx); })?
    | columnNameKeyword
    ;

routineList
    : routine (',' routine)*
    ;

// https://www.postgresql.org/docs/18/sql-createaggregate.html
createAggregate
    : AGGREGATE functionName ('(' oldAggregateItem (',' oldAggregateItem)* ')' | aggregateParameters definition)
    ;

oldAggregateItem
    : (IDENTIFIER | QUOTED_IDENTIFIER | UNICODE_IDENTIFIER) EQUALS definitionValue
    ;

aggregateParameters
    : '(' (STAR | aggregateParameterList (ORDER BY aggregateParameterList)? | ORDER BY aggregateParameterList) ')'
      { RoutineChecks.aggregate($ctx); }
    ;

aggregateParameterList
    : aggregateParameter (',' aggregateParameter)*
    ;

aggregateParameter
    : parameterMode typeIdentifier? parameterType
    | typeIdentifier parameterMode? parameterType
    | parameterType
    ;

// https://www.postgresql.org/docs/18/sql-alteraggregate.html
alterAggregate
    : AGGREGATE aggregate (RENAME TO identifier | OWNER TO role | SET SCHEMA identifier)
    ;

aggregate
    : functionName aggregateParameters
    ;

// https://www.postgresql.org/docs/18/sql-do.html
doStatement
    : DO (string | LANGUAGE wordOrString)+
    ;

// https://www.postgresql.org/docs/18/sql-call.html
call
    : CALL functionName arguments { CallChecks.call($ctx); }
    ;
