package dev.bellows.sql.tree;

/** What stands between the parentheses of CREATE TABLE. */
public sealed interface TableElement extends Node permits ColumnDefinition, LikeTable, TableConstraint {}
