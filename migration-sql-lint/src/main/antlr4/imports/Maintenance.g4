// TRUNCATE, LOCK, COPY, EXPLAIN, VACUUM, ANALYZE, CLUSTER, REINDEX, CHECKPOINT
parser grammar Maintenance;

// https://www.postgresql.org/docs/18/sql-truncate.html
truncate
    : TRUNCATE TABLE? relationList ((CONTINUE | RESTART) IDENTITY)? cascadeOrRestrict?
    ;

// https://www.postgresql.org/docs/18/sql-lock.html
lock
    : LOCK TABLE? relationList (IN lockMode MODE)? NOWAIT?
    ;

lockMode
    : ACCESS (SHARE | EXCLUSIVE)
    | ROW (SHARE | EXCLUSIVE)
    | SHARE (UPDATE EXCLUSIVE | ROW EXCLUSIVE)?
    | EXCLUSIVE
    ;

// https://www.postgresql.org/docs/18/sql-copy.html
copy
    : COPY
      ( '(' preparableStatement ')' TO PROGRAM? copyPlace WITH? copyOptions
      | BINARY? qualifiedName columnList? (FROM | TO) PROGRAM? copyPlace (USING? DELIMITERS string)? WITH? copyOptions where?
      )
      { ObjectChecks.copy($ctx); }
    ;

copyPlace
    : string
    | STDIN
    | STDOUT
    ;

copyOptions
    : '(' copyOption (',' copyOption)* ')'
    | oldCopyOption*
    ;

copyOption
    : label (utilityOptionValue | STAR | DEFAULT | '(' utilityOptionValue (',' utilityOptionValue)* ')')?
    ;

// The syntax before 9.0 is still accepted.
oldCopyOption
    : BINARY
    | FREEZE
    | CSV
    | HEADER
    | (DELIMITER | NULL | QUOTE | ESCAPE) AS? string
    | FORCE QUOTE (identifierList | STAR)
    | FORCE (NOT NULL | NULL) (identifierList | STAR)
    | ENCODING string
    ;

// https://www.postgresql.org/docs/18/sql-explain.html
explain
    : EXPLAIN ((ANALYZE | ANALYSE) VERBOSE? | VERBOSE | utilityOptions)? explainable
    ;

explainable
    : preparableStatement
    | declareCursor
    | CREATE (createTable | createMaterializedView) { ObjectChecks.explain($ctx); }
    | refreshMaterializedView
    | execute
    ;

// https://www.postgresql.org/docs/18/sql-vacuum.html
vacuum
    : VACUUM (utilityOptions | FULL? FREEZE? VERBOSE? (ANALYZE | ANALYSE)?) (vacuumTarget (',' vacuumTarget)*)?
    ;

// https://www.postgresql.org/docs/18/sql-analyze.html
analyze
    : (ANALYZE | ANALYSE) (utilityOptions | VERBOSE?) (vacuumTarget (',' vacuumTarget)*)?
    ;

vacuumTarget
    : relation columnList? { vacuumed($relation.ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-cluster.html
cluster
    : CLUSTER (utilityOptions | VERBOSE)? (qualifiedName (USING identifier)?)? { clustered($ctx); }
    | CLUSTER VERBOSE? identifier ON qualifiedName
    ;

// https://www.postgresql.org/docs/18/sql-reindex.html
reindex
    : REINDEX utilityOptions?
      ( (INDEX | TABLE) CONCURRENTLY? qualifiedName
      | SCHEMA CONCURRENTLY? identifier
      | (SYSTEM | DATABASE) CONCURRENTLY? (identifier | { since(16, "REINDEX without a name"); })
      )
    ;

// https://www.postgresql.org/docs/18/sql-checkpoint.html
checkpoint
    : CHECKPOINT
    ;
