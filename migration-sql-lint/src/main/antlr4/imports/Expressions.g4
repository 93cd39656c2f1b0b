// Expressions: https://www.postgresql.org/docs/18/sql-expressions.html
// The order of the alternatives is the precedence of the operators:
// https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-PRECEDENCE
// Operators stand here token by token, not in rules of their own: behind a rule, ANTLR cannot tell whose operand is next.
parser grammar Expressions;

expression
    : primary                                                                               # primaryExpression
    | DEFAULT                                                                               # defaultExpression
    | expression '::' typeName                                                              # castExpression
    | (PLUS | MINUS) expression                                                             # signExpression
    | expression COLLATE qualifiedName                                                      # collateExpression
    | expression AT TIME ZONE expression                                                    # atTimeZoneExpression
    | expression AT LOCAL { since(17, "AT LOCAL"); }                                        # atLocalExpression
    | expression CARET expression                                                           # operatorExpression
    | expression CARET (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.quantified($ctx); }                                                # quantifiedExpression
    | expression (STAR | SLASH | PERCENT) expression                                        # operatorExpression
    | expression (STAR | SLASH | PERCENT) (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.quantified($ctx); }                                                # quantifiedExpression
    | expression (PLUS | MINUS) expression                                                  # operatorExpression
    | expression (PLUS | MINUS) (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.quantified($ctx); }                                                # quantifiedExpression
    | (OPERATOR | OPERATOR_WORD '(' operatorName ')') expression                            # prefixExpression
    | expression (OPERATOR | OPERATOR_WORD '(' operatorName ')') expression                 # operatorExpression
    | expression (OPERATOR | OPERATOR_WORD '(' operatorName ')') (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.quantified($ctx); }                                                # quantifiedExpression
    | expression ESCAPE expression { escape($ESCAPE); }                                     # escapeExpression
    | expression OVERLAPS expression { ExpressionChecks.overlaps($ctx); }                   # overlapsExpression
    | expression NOT? BETWEEN (SYMMETRIC | ASYMMETRIC)? simpleExpression AND expression
      { ExpressionChecks.notChained($ctx); }                                                # betweenExpression
    | expression NOT? IN parenthesised { ExpressionChecks.notChained($ctx); }               # inExpression
    | expression NOT? (LIKE | ILIKE | SIMILAR TO) expression
      { ExpressionChecks.notChained($ctx); escapeOf($ctx.getChild($ctx.getChildCount() - 1)); }  # likeExpression
    | expression NOT? (LIKE | ILIKE) (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.quantified($ctx); }                                                # quantifiedExpression
    | expression (LESS | GREATER | EQUALS | LESS_EQUALS | GREATER_EQUALS | NOT_EQUALS) expression
      { ExpressionChecks.notChained($ctx); }                                                # comparisonExpression
    | expression (LESS | GREATER | EQUALS | LESS_EQUALS | GREATER_EQUALS | NOT_EQUALS) (ANY | SOME | ALL) parenthesised
      { ExpressionChecks.notChained($ctx); ExpressionChecks.quantified($ctx); }             # quantifiedExpression
    | expression (IS NOT? isCondition | ISNULL | NOTNULL) { ExpressionChecks.notChained($ctx); }  # isExpression
    | expression IS NOT? DISTINCT FROM expression { ExpressionChecks.notChained($ctx); }    # distinctExpression
    | NOT expression                                                                        # notExpression
    | expression AND expression                                                             # andExpression
    | expression OR expression                                                              # orExpression
    ;

isCondition
    : NULL
    | TRUE
    | FALSE
    | UNKNOWN
    | DOCUMENT
    | normalForm? NORMALIZED
    | isJson
    ;

normalForm
    : NFC | NFD | NFKC | NFKD
    ;

// Where more of a statement may follow: without AND, OR, NOT, IN, LIKE, BETWEEN, COLLATE and IS NULL, so that
// DEFAULT 1 NOT NULL and BETWEEN 1 AND 2 AND … have one meaning.
simpleExpression
    : primary
    | simpleExpression '::' typeName
    | (PLUS | MINUS) simpleExpression
    | simpleExpression CARET simpleExpression
    | simpleExpression (STAR | SLASH | PERCENT) simpleExpression
    | simpleExpression (PLUS | MINUS) simpleExpression
    | (OPERATOR | OPERATOR_WORD '(' operatorName ')') simpleExpression
    | simpleExpression (OPERATOR | OPERATOR_WORD '(' operatorName ')') simpleExpression
    | simpleExpression (LESS | GREATER | EQUALS | LESS_EQUALS | GREATER_EQUALS | NOT_EQUALS) simpleExpression
    | simpleExpression IS NOT? DISTINCT FROM simpleExpression
    | simpleExpression IS NOT? DOCUMENT
    ;

expressionList
    : expression (',' expression)*
    ;

primary
    : literal
    | parenthesised (fieldOrElement* allFields? { ExpressionChecks.selection($ctx); })
    | nameOrCall
    | typedString
    | specialFunction
    | jsonFunction
    | jsonAggregate
    | caseExpression
    | PARAMETER fieldOrElement* allFields?
    | EXISTS '(' query ')'
    | ARRAY ('(' query ')' | arrayElements)
    | ROW '(' expressionList? ')'
    | GROUPING '(' expressionList ')'
    ;

literal
    : INTEGER
    | NUMERIC
    | string
    | NATIONAL_STRING
    | BIT_STRING
    | HEXADECIMAL_STRING
    | TRUE
    | FALSE
    | NULL
    ;

// An expression, a row of several, or a query; which one is known only inside. A query may itself begin with a parenthesis:
// it is read as an expression first, and what only a query can have follows it.
parenthesised
    : '('
      ( withClause queryPrimary queryTail?
      | simpleQuery queryTail?
      | expression (queryTail { QueryChecks.parenthesised($ctx); } | (',' expression)*)
      )
      ')'
    ;

// A column or a function call; types' names before a string are calls in all but looks: point '(1, 2)'.
nameOrCall
    : plainIdentifier ('.' label)* (callSuffix | subscripts? allFields?)
    | plainColumnKeyword (('.' label)+ (callSuffix | subscripts? allFields?) | subscripts? allFields?)
    | typeFunctionNameKeyword callSuffix
    ;

subscripts
    : '[' subscript ']' fieldOrElement*
    ;

fieldOrElement
    : '.' label
    | '[' subscript ']'
    ;

allFields
    : '.' STAR
    ;

subscript
    : expression (':' expression?)?
    | ':' expression?
    ;

arrayElements
    : '[' ((expression | arrayElements) (',' (expression | arrayElements))*)? ']'
    ;

// https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS-GENERIC
typedString
    : (numericType | characterType | bitType | JSON) string
    | (TIMESTAMP | TIME) ('(' INTEGER ')')? timeZone? string
    | INTERVAL ('(' INTEGER ')' string | string intervalFields?)
    ;

// https://www.postgresql.org/docs/18/functions-conditional.html#FUNCTIONS-CASE
caseExpression
    : CASE expression? caseBranch+ (ELSE expression)? END
    ;

caseBranch
    : WHEN expression THEN expression
    ;
