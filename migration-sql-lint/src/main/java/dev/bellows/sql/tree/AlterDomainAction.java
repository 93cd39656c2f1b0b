package dev.bellows.sql.tree;

/** What an ALTER DOMAIN does. */
public sealed interface AlterDomainAction extends Node
        permits AddDomainConstraint,
                DropDomainConstraint,
                SetDomainDefault,
                SetDomainNotNull,
                ValidateDomainConstraint {}
