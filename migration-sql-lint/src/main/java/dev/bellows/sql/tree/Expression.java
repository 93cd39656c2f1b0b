package dev.bellows.sql.tree;

/** A value that PostgreSQL computes. */
public sealed interface Expression extends Node
        permits AllColumns,
                ArrayValue,
                CaseExpression,
                Cast,
                Collation,
                ColumnReference,
                DefaultValue,
                FunctionCall,
                Literal,
                NullTest,
                Operation,
                ParameterReference,
                RowValue,
                Selection,
                Subquery {}
