// INSERT, UPDATE, DELETE, MERGE
parser grammar DataChanges;

// What can stand in WITH, EXPLAIN, PREPARE and COPY.
preparableStatement
    : withClause?
      ( queryPrimary queryTail? { QueryTailChecks.once($ctx.withClause(), $ctx.queryPrimary(), $ctx.queryTail()); }
      | insert | update | delete | merge
      )
    ;

// https://www.postgresql.org/docs/18/sql-insert.html
insert
    : INSERT INTO qualifiedName (AS identifier)? insertSource onConflict? returning?
    ;

insertSource
    : DEFAULT VALUES
    | ('(' assignmentTarget (',' assignmentTarget)* ')')? overriding? query
    ;

overriding
    : OVERRIDING (USER | SYSTEM) VALUE
    ;

onConflict
    : ON CONFLICT conflictTarget? DO (NOTHING | UPDATE SET assignment (',' assignment)* where?)
    ;

conflictTarget
    : '(' indexElement (',' indexElement)* ')' where?
    | ON CONSTRAINT identifier
    ;

returning
    : RETURNING (WITH '(' returningAlias (',' returningAlias)* ')' { since(18, "RETURNING WITH"); })? targets
    ;

returningAlias
    : (OLD | NEW) AS identifier
    ;

// https://www.postgresql.org/docs/18/sql-update.html
update
    : UPDATE relation (AS? identifier)? SET assignment (',' assignment)* from? whereOrCurrentOf? returning?
      { QueryChecks.update($ctx); }
    ;

assignment
    : assignmentTarget EQUALS expression
    | '(' assignmentTarget (',' assignmentTarget)* ')' EQUALS expression
    ;

assignmentTarget
    : identifier fieldOrElement*
    ;

// https://www.postgresql.org/docs/18/sql-delete.html
delete
    : DELETE FROM relation (AS? identifier)? (USING tableReference (',' tableReference)*)? whereOrCurrentOf? returning?
    ;

// https://www.postgresql.org/docs/18/sql-merge.html
merge
    : MERGE { since(15, "MERGE"); } INTO relation (AS? identifier)? USING tableReference ON expression mergeWhen+
      (returning { since(17, "MERGE … RETURNING"); })?
    ;

mergeWhen
    : WHEN MATCHED (AND expression)? THEN mergeChange
    | WHEN NOT MATCHED BY SOURCE { since(17, "WHEN NOT MATCHED BY SOURCE"); } (AND expression)? THEN mergeChange
    | WHEN NOT MATCHED (BY TARGET { since(17, "WHEN NOT MATCHED BY TARGET"); })? (AND expression)? THEN mergeInsert
    ;

mergeChange
    : UPDATE SET assignment (',' assignment)*
    | DELETE
    | DO NOTHING
    ;

mergeInsert
    : INSERT (DEFAULT VALUES | columnTargets? overriding? VALUES valuesRow)
    | DO NOTHING
    ;

columnTargets
    : '(' assignmentTarget (',' assignmentTarget)* ')'
    ;
