// Data types: https://www.postgresql.org/docs/18/datatype.html
parser grammar DataTypes;

typeName
    : SETOF? simpleType arrayBounds?
    ;

arrayBounds
    : ('[' INTEGER? ']')+
    | ARRAY ('[' INTEGER ']')?
    ;

simpleType
    : numericType
    | characterType
    | bitType
    | dateTimeType
    | JSON
    | namedType
    ;

// The type of a parameter, a variable or a result may be that of a column: table.column%TYPE.
parameterType
    : typeName (PERCENT TYPE { RoutineChecks.typeOfColumn($ctx); })?
    ;

typeList
    : typeName (',' typeName)*
    ;

namedType
    : typeIdentifier ('.' label)* typeModifiers?
    ;

// What is not a number is left to the type.
typeModifiers
    : '(' expression (',' expression)* ')'
    ;

numericType
    : INT
    | INTEGER_WORD
    | SMALLINT
    | BIGINT
    | REAL
    | FLOAT ('(' INTEGER ')')?
    | DOUBLE PRECISION
    | (DECIMAL | DEC | NUMERIC_WORD) typeModifiers?
    | BOOLEAN
    ;

characterType
    : (CHARACTER | CHAR | NCHAR | NATIONAL (CHARACTER | CHAR)) VARYING? ('(' INTEGER ')')?
    | VARCHAR ('(' INTEGER ')')?
    ;

bitType
    : BIT VARYING? typeModifiers?
    ;

dateTimeType
    : (TIMESTAMP | TIME) ('(' INTEGER ')')? timeZone?
    | INTERVAL ('(' INTEGER ')' | intervalFields)?
    ;

timeZone
    : (WITH | WITHOUT) TIME ZONE
    ;

// https://www.postgresql.org/docs/18/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
intervalFields
    : YEAR (TO MONTH)?
    | MONTH
    | DAY (TO (HOUR | MINUTE | secondField))?
    | HOUR (TO (MINUTE | secondField))?
    | MINUTE (TO secondField)?
    | secondField
    ;

secondField
    : SECOND ('(' INTEGER ')')?
    ;
