-- An operator makes and renames roles; a migration grants to those that are there.
GRANT SELECT ON orders TO CURRENT_USER;
