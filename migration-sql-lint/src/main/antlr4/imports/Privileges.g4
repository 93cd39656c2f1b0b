// Roles and privileges
parser grammar Privileges;

// https://www.postgresql.org/docs/18/sql-createrole.html
createRole
    : (ROLE | USER | GROUP) role { PrivilegeChecks.ownName($role.ctx); } WITH? (roleOption | newRoleOption)*
    ;

roleOption
    : PASSWORD (string | NULL)
    | ENCRYPTED PASSWORD string
    | INHERIT
    | CONNECTION LIMIT signedInteger
    | VALID UNTIL string
    | USER roleList
    | IDENTIFIER { PrivilegeChecks.roleOption($ctx); }
    ;

newRoleOption
    : (ADMIN | ROLE | IN ROLE | IN GROUP) roleList
    | SYSID INTEGER
    ;

// https://www.postgresql.org/docs/18/sql-alterrole.html, sql-alteruser.html, sql-altergroup.html
alterRole
    : (ROLE | USER)
      ( (role | ALL) (IN DATABASE identifier)? (SET setting | RESET settingName)
      | role WITH? roleOption*
      | role RENAME TO role { PrivilegeChecks.renamed($ctx); }
      )
    | GROUP role ((ADD | DROP) USER roleList | RENAME TO role { PrivilegeChecks.renamed($ctx); })
    ;

// https://www.postgresql.org/docs/18/sql-grant.html
grant
    : GRANT privileges
      ( ON grantTarget TO granteeList (WITH GRANT OPTION)? grantedBy?
      | TO roleList (WITH roleGrantOption (',' roleGrantOption)*)? grantedBy?
      )
      { PrivilegeChecks.grant($ctx); }
    ;

// https://www.postgresql.org/docs/18/sql-revoke.html
revoke
    : REVOKE ((GRANT OPTION FOR) privileges | (identifier OPTION FOR { revokedOption($identifier.ctx); })? privileges)
      (ON grantTarget FROM granteeList | FROM roleList) grantedBy? cascadeOrRestrict?
      { PrivilegeChecks.revoke($ctx); }
    ;

privileges
    : ALL PRIVILEGES? columnList?
    | privilege (',' privilege)*
    ;

privilege
    : (SELECT | REFERENCES | CREATE | identifier) columnList?
    | ALTER SYSTEM { since(15, "the privilege ALTER SYSTEM"); }
    ;

grantTarget
    : TABLE? qualifiedNameList
    | SEQUENCE qualifiedNameList
    | FOREIGN (DATA WRAPPER | SERVER) identifierList
    | (FUNCTION | PROCEDURE | ROUTINE) routineList
    | (DATABASE | LANGUAGE | SCHEMA | TABLESPACE) identifierList
    | (DOMAIN | TYPE) qualifiedNameList
    | LARGE OBJECT signedNumber (',' signedNumber)*
    | PARAMETER_WORD qualifiedNameList { since(15, "privileges on parameters"); }
    | ALL (TABLES | SEQUENCES | FUNCTIONS | PROCEDURES | ROUTINES) IN SCHEMA identifierList
    ;

granteeList
    : grantee (',' grantee)*
    ;

grantee
    : GROUP? role
    ;

roleGrantOption
    : label (OPTION | TRUE | FALSE) { roleGrantOption($ctx); }
    ;

grantedBy
    : GRANTED BY role
    ;

// https://www.postgresql.org/docs/18/sql-alterdefaultprivileges.html
alterDefaultPrivileges
    : DEFAULT PRIVILEGES (IN SCHEMA identifierList | FOR (ROLE | USER) roleList)*
      ( GRANT privileges ON defaultPrivilegeTarget TO granteeList (WITH GRANT OPTION)?
      | REVOKE (GRANT OPTION FOR)? privileges ON defaultPrivilegeTarget FROM granteeList cascadeOrRestrict?
      )
    ;

defaultPrivilegeTarget
    : TABLES | FUNCTIONS | ROUTINES | SEQUENCES | TYPES | SCHEMAS
    | LARGE OBJECTS { since(18, "default privileges on large objects"); }
    ;

// https://www.postgresql.org/docs/18/sql-reassign-owned.html
reassignOwned
    : REASSIGN OWNED BY roleList TO role
    ;

// https://www.postgresql.org/docs/18/sql-alterlargeobject.html
alterLargeObject
    : LARGE OBJECT signedNumber OWNER TO role
    ;
