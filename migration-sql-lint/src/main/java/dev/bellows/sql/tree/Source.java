package dev.bellows.sql.tree;

/** What stands in FROM. */
public sealed interface Source extends Node permits FunctionSource, JoinSource, QuerySource, TableSource {}
