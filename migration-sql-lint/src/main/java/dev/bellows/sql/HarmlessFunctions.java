package dev.bellows.sql;

import java.util.Set;

/**
 * Functions of the server that migrations call often and that take no strong lock. One of the same name in another schema is
 * not meant; that somebody puts one before these in the search path is not expected.
 */
final class HarmlessFunctions {
    private static final Set<String> NAMES = Words.of("""
            set_config current_setting version current_database current_schema current_schemas pg_backend_pid
            pg_sleep pg_notify pg_typeof pg_get_serial_sequence pg_table_size pg_indexes_size pg_relation_size
            pg_total_relation_size pg_database_size pg_size_pretty pg_is_in_recovery pg_column_size
            pg_get_constraintdef pg_get_indexdef pg_get_viewdef pg_get_functiondef pg_get_expr pg_get_userbyid
            pg_advisory_lock pg_advisory_lock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared
            pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
            pg_cancel_backend pg_terminate_backend
            to_regclass to_regtype to_regproc to_regprocedure to_regnamespace to_regrole
            format_type obj_description col_description has_table_privilege has_schema_privilege has_column_privilege

            nextval setval currval lastval generate_series generate_subscripts gen_random_uuid random
            txid_current pg_current_xact_id

            now clock_timestamp statement_timestamp transaction_timestamp timeofday age date_part date_trunc date_bin
            make_date make_time make_timestamp make_timestamptz make_interval justify_days justify_hours justify_interval
            to_char to_timestamp to_date to_number timezone isfinite

            count sum min max avg every bool_and bool_or bit_and bit_or string_agg array_agg stddev variance
            percentile_cont percentile_disc mode row_number rank dense_rank percent_rank cume_dist ntile lag lead
            first_value last_value nth_value

            abs ceil ceiling floor round trunc mod power sqrt exp ln log sign div

            length char_length character_length octet_length bit_length lower upper initcap md5 sha224 sha256 sha384 sha512
            concat concat_ws format left right lpad rpad ltrim rtrim btrim replace translate reverse repeat split_part
            strpos substr starts_with ascii chr encode decode convert_from convert_to to_hex quote_ident quote_literal
            quote_nullable regexp_replace regexp_match regexp_matches regexp_split_to_array regexp_split_to_table
            string_to_array string_to_table

            array_length array_to_string array_append array_prepend array_cat array_remove array_replace array_position
            array_positions array_lower array_upper array_ndims cardinality unnest

            to_json to_jsonb row_to_json array_to_json json_agg jsonb_agg json_object_agg jsonb_object_agg
            json_build_object jsonb_build_object json_build_array jsonb_build_array json_object jsonb_object
            json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text
            json_array_length jsonb_array_length json_each jsonb_each json_each_text jsonb_each_text
            json_object_keys jsonb_object_keys json_typeof jsonb_typeof json_extract_path jsonb_extract_path
            json_extract_path_text jsonb_extract_path_text json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_insert
            jsonb_pretty jsonb_path_exists jsonb_path_query jsonb_path_query_array jsonb_path_query_first
            json_populate_record jsonb_populate_record json_populate_recordset jsonb_populate_recordset
            json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset

            to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery setweight ts_rank
            int4range int8range numrange daterange tsrange tstzrange""");

    private HarmlessFunctions() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
