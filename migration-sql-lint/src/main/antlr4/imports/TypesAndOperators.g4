// Types, domains, casts, collations, conversions, languages, operators
parser grammar TypesAndOperators;

// https://www.postgresql.org/docs/18/sql-createtype.html
createType
    : TYPE qualifiedName
      ( definition
      | AS '(' (attribute (',' attribute)*)? ')'
      | AS ENUM '(' stringList? ')'
      | AS RANGE definition
      )?
    ;

attribute
    : identifier typeName (COLLATE qualifiedName)?
    ;

// https://www.postgresql.org/docs/18/sql-altertype.html
alterType
    : TYPE qualifiedName
      ( ADD VALUE ifNotExists? string ((BEFORE | AFTER) string)?
      | RENAME renameTypePart
      | OWNER TO role
      | SET SCHEMA identifier
      | SET definition { changedOptions($definition.ctx); }
      | alterTypeAction (',' alterTypeAction)*
      )
    ;

renameTypePart
    : TO identifier
    | VALUE string TO string
    | ATTRIBUTE identifier TO identifier cascadeOrRestrict?
    ;

alterTypeAction
    : ADD ATTRIBUTE attribute cascadeOrRestrict?                                                            # addAttribute
    | DROP ATTRIBUTE ifExists? identifier cascadeOrRestrict?                                                # dropAttribute
    | ALTER ATTRIBUTE identifier (SET DATA)? TYPE typeName (COLLATE qualifiedName)? cascadeOrRestrict?      # alterAttribute
    ;

// https://www.postgresql.org/docs/18/sql-createdomain.html
createDomain
    : DOMAIN qualifiedName AS? typeName columnConstraint* { TableChecks.oneCollation($ctx.columnConstraint()); }
    ;

// https://www.postgresql.org/docs/18/sql-alterdomain.html
alterDomain
    : DOMAIN qualifiedName alterDomainAction
    ;

alterDomainAction
    : SET DEFAULT expression
    | DROP DEFAULT
    | (SET | DROP) NOT NULL
    | ADD (CONSTRAINT identifier)? (CHECK '(' expression ')' | NOT NULL { since(17, "a domain's ADD NOT NULL"); }) constraintAttribute* { ConstraintChecks.domain($ctx); }
    | DROP CONSTRAINT ifExists? identifier cascadeOrRestrict?
    | VALIDATE CONSTRAINT identifier
    | RENAME (TO identifier | CONSTRAINT identifier TO identifier)
    | OWNER TO role
    | SET SCHEMA identifier
    ;

// https://www.postgresql.org/docs/18/sql-createcast.html
createCast
    : CAST '(' typeName AS typeName ')' (WITH FUNCTION routine | WITHOUT FUNCTION | WITH INOUT)
      (AS (IMPLICIT | ASSIGNMENT))?
    ;

// https://www.postgresql.org/docs/18/sql-createtransform.html
createTransform
    : TRANSFORM FOR typeName LANGUAGE identifier transformFunctions
    ;

transformFunctions
    : '(' FROM SQL WITH FUNCTION routine (',' TO SQL WITH FUNCTION routine)? ')'
    | '(' TO SQL WITH FUNCTION routine (',' FROM SQL WITH FUNCTION routine)? ')'
    ;

// https://www.postgresql.org/docs/18/sql-createcollation.html
createCollation
    : COLLATION ifNotExists? qualifiedName (definition | FROM qualifiedName)
    ;

// https://www.postgresql.org/docs/18/sql-altercollation.html
alterCollation
    : COLLATION qualifiedName (REFRESH VERSION | RENAME TO identifier | OWNER TO role | SET SCHEMA identifier)
    ;

// https://www.postgresql.org/docs/18/sql-createconversion.html
createConversion
    : DEFAULT? CONVERSION qualifiedName FOR string TO string FROM qualifiedName
    ;

// https://www.postgresql.org/docs/18/sql-alterconversion.html
alterConversion
    : CONVERSION qualifiedName (RENAME TO identifier | OWNER TO role | SET SCHEMA identifier)
    ;

// https://www.postgresql.org/docs/18/sql-createlanguage.html
createLanguage
    : TRUSTED? PROCEDURAL? LANGUAGE identifier
      (HANDLER qualifiedName (INLINE qualifiedName)? (VALIDATOR qualifiedName | NO VALIDATOR)?)?
    ;

// https://www.postgresql.org/docs/18/sql-alterlanguage.html
alterLanguage
    : PROCEDURAL? LANGUAGE identifier (RENAME TO identifier | OWNER TO role)
    ;

// https://www.postgresql.org/docs/18/sql-createoperator.html
createOperator
    : OPERATOR_WORD operatorName definition
    ;

// https://www.postgresql.org/docs/18/sql-alteroperator.html
alterOperator
    : OPERATOR_WORD operatorWithOperands (OWNER TO role | SET SCHEMA identifier | SET definition { changedOptions($definition.ctx); })
    ;

// A unary operator has NONE at its left.
operatorWithOperands
    : operatorName '(' (typeName ',' typeName | NONE ',' typeName | typeName ',' NONE) ')'
    ;

// https://www.postgresql.org/docs/18/sql-createopclass.html
createOperatorClass
    : OPERATOR_WORD CLASS qualifiedName DEFAULT? FOR TYPE typeName USING identifier (FAMILY qualifiedName)?
      AS operatorClassItem (',' operatorClassItem)*
    ;

operatorClassItem
    : OPERATOR_WORD INTEGER (operatorName | operatorWithOperands) (FOR (SEARCH | ORDER BY qualifiedName))?
    | FUNCTION INTEGER ('(' typeList ')')? routine
    | STORAGE typeName
    ;

// https://www.postgresql.org/docs/18/sql-alteropclass.html
alterOperatorClass
    : OPERATOR_WORD CLASS qualifiedName USING identifier (RENAME TO identifier | OWNER TO role | SET SCHEMA identifier)
    ;

// https://www.postgresql.org/docs/18/sql-createopfamily.html
createOperatorFamily
    : OPERATOR_WORD FAMILY qualifiedName USING identifier
    ;

// https://www.postgresql.org/docs/18/sql-alteropfamily.html
alterOperatorFamily
    : OPERATOR_WORD FAMILY qualifiedName USING identifier
      ( ADD operatorClassItem (',' operatorClassItem)*
      | DROP operatorFamilyDrop (',' operatorFamilyDrop)*
      | RENAME TO identifier
      | OWNER TO role
      | SET SCHEMA identifier
      )
    ;

operatorFamilyDrop
    : (OPERATOR_WORD | FUNCTION) INTEGER '(' typeList ')'
    ;

// https://www.postgresql.org/docs/18/sql-createaccessmethod.html
createAccessMethod
    : ACCESS METHOD identifier TYPE (INDEX | TABLE) HANDLER qualifiedName
    ;
