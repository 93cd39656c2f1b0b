// Transactions, settings, prepared statements, cursors, notifications
parser grammar Session;

// https://www.postgresql.org/docs/18/sql-begin.html and its neighbours
transaction
    : (ABORT | COMMIT | END) (WORK | TRANSACTION)? chain?
    | ROLLBACK (WORK | TRANSACTION)? (chain | TO SAVEPOINT? identifier)?
    | (BEGIN (WORK | TRANSACTION)? | START TRANSACTION) transactionModes?
    | SAVEPOINT identifier
    | RELEASE SAVEPOINT? identifier
    | PREPARE TRANSACTION string
    | (COMMIT | ROLLBACK) PREPARED string
    ;

chain
    : AND NO? CHAIN
    ;

// https://www.postgresql.org/docs/18/sql-set-transaction.html
transactionModes
    : transactionMode (','? transactionMode)*
    ;

transactionMode
    : ISOLATION LEVEL isolationLevel
    | READ (ONLY | WRITE)
    | NOT? DEFERRABLE
    ;

isolationLevel
    : READ (UNCOMMITTED | COMMITTED)
    | REPEATABLE READ
    | SERIALIZABLE
    ;

// https://www.postgresql.org/docs/18/sql-set.html
set
    : SET (SESSION | LOCAL)? (transactionSetting | setting)
    | SET CONSTRAINTS (ALL | qualifiedNameList) (DEFERRED | IMMEDIATE)
    ;

transactionSetting
    : TRANSACTION (transactionModes | SNAPSHOT string)
    | SESSION CHARACTERISTICS AS TRANSACTION transactionModes
    ;

setting
    : settingPath ((TO | EQUALS) (settingValue (',' settingValue)* | DEFAULT) | FROM CURRENT)
    | TIME ZONE timeZoneValue
    | SCHEMA string
    | NAMES (string | DEFAULT)?
    | ROLE wordOrString
    | SESSION AUTHORIZATION (wordOrString | DEFAULT)
    | XML OPTION (DOCUMENT | CONTENT)
    ;

settingPath
    : identifier ('.' identifier)*
    ;

settingValue
    : TRUE | FALSE | ON
    | wordOrString
    | signedNumber
    ;

timeZoneValue
    : string
    | IDENTIFIER | QUOTED_IDENTIFIER | UNICODE_IDENTIFIER
    | INTERVAL (string intervalFields? | '(' INTEGER ')' string)
    | signedNumber
    | DEFAULT
    | LOCAL
    ;

settingName
    : settingPath
    | TIME ZONE
    | TRANSACTION ISOLATION LEVEL
    | SESSION AUTHORIZATION
    | ALL
    ;

// https://www.postgresql.org/docs/18/sql-reset.html, sql-show.html
reset
    : RESET settingName
    ;

show
    : SHOW settingName
    ;

// https://www.postgresql.org/docs/18/sql-altersystem.html
alterSystem
    : SYSTEM (SET settingPath (TO | EQUALS) (settingValue (',' settingValue)* | DEFAULT) | RESET (settingPath | ALL))
    ;

// https://www.postgresql.org/docs/18/sql-prepare.html, sql-execute.html, sql-deallocate.html
prepare
    : PREPARE identifier ('(' typeList ')')? AS preparableStatement
    ;

execute
    : EXECUTE identifier ('(' expressionList ')')?
    ;

deallocate
    : DEALLOCATE PREPARE? (identifier | ALL)
    ;

// https://www.postgresql.org/docs/18/sql-declare.html, sql-fetch.html, sql-move.html, sql-close.html
declareCursor
    : DECLARE identifier (BINARY | INSENSITIVE | ASENSITIVE | NO? SCROLL)* CURSOR ((WITH | WITHOUT) HOLD)? FOR query
    ;

fetch
    : (FETCH | MOVE) fetchDirection
    ;

fetchDirection
    : (FROM | IN)? identifier
    | (NEXT | PRIOR | FIRST | LAST | ALL | (FORWARD | BACKWARD) (signedInteger | ALL)? | (ABSOLUTE | RELATIVE)? signedInteger)
      (FROM | IN)? identifier
    ;

close
    : CLOSE (identifier | ALL)
    ;

// https://www.postgresql.org/docs/18/sql-notify.html, sql-listen.html, sql-unlisten.html
notification
    : NOTIFY identifier (',' string)?
    ;

listen
    : LISTEN identifier
    ;

unlisten
    : UNLISTEN (identifier | STAR)
    ;

// https://www.postgresql.org/docs/18/sql-discard.html
discard
    : DISCARD (ALL | TEMP | TEMPORARY | PLANS | SEQUENCES)
    ;

// https://www.postgresql.org/docs/18/sql-load.html
load
    : LOAD string
    ;
