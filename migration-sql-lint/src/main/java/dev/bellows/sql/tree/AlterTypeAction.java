package dev.bellows.sql.tree;

/** One of the things that an ALTER TYPE does. */
public sealed interface AlterTypeAction extends Node
        permits AddAttribute, AddEnumValue, AlterAttribute, DropAttribute, RenameEnumValue, SetTypeOptions {}
