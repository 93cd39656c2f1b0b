package dev.bellows.sql.tree;

/** What a query consists of. */
public sealed interface QueryPart extends Node permits Query, Select, TableQuery, Values {}
