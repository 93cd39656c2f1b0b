package dev.bellows.sql;

import java.util.Set;

/** Keywords before an opening parenthesis; quoted, or behind a schema's name, they are names like others. */
final class Keywords {
    /** Reserved words, of which none can be a function's name, and the other words of a query that take parentheses. */
    private static final Set<String> WORDS = Words.of("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
            current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
            distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
            leading limit localtime localtimestamp not null offset on only or order placing primary references returning
            select session_user some symmetric system_user table then to trailing true union unique user using variadic when
            where window with

            by columns conflict cube escape filter materialized operator over passing rollup set sets varying within zone
            cross full ilike inner is isnull join like natural notnull outer overlaps similar verbose""");

    /** Types and functions whose names the grammar keeps for itself, so that nobody can define others. */
    private static final Set<String> TYPES_AND_FUNCTIONS = Words.of("""
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping int integer
            interval least national nchar none normalize nullif numeric out overlay position precision real row setof smallint
            substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest
            xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable""");

    private Keywords() {}

    static boolean isNoFunction(String word) {
        return WORDS.contains(word) || TYPES_AND_FUNCTIONS.contains(word);
    }
}
