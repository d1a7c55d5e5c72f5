//! Words that stand for something else in SQL unless they are quoted.

use std::collections::HashSet;
use std::sync::LazyLock;

/// DuckDB's: what `duckdb_keywords()` of version 2.0 calls other than unreserved.
const DUCKDB: &str = "all analyse analyze and anti any array as asc asof asymmetric at authorization between bigint binary \
    bit boolean both by case cast char character check coalesce collate collation column columns concurrently \
    constraint create cross dec decimal default deferrable desc describe distinct do else end except exists extract \
    false fetch float for foreign freeze from full generated glob group grouping grouping_id having ilike in initially \
    inner inout int integer intersect interval into is isnull join lambda lateral leading left like limit map national \
    natural nchar none not notnull null nullif numeric offset on only or order out outer overlaps overlay pivot \
    pivot_longer pivot_wider placing position positional precision primary qualify real references returning right row \
    select semi setof show similar smallint some struct substring summarize symmetric table tablesample then time \
    timestamp to trailing treat trim true try_cast tuple union unique unpack unpivot using values varchar variadic \
    verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi \
    xmlroot xmlserialize xmltable";

/// What `pg_get_keywords()` of PostgreSQL 15 has beyond these.
const POSTGRES: &str = "current_catalog current_date current_role current_schema current_time current_timestamp \
    current_user greatest least localtime localtimestamp normalize session_user user";

/// What BigQuery has beyond these: "Reserved keywords" of its lexical structure.
const BIGQUERY: &str = "assert_rows_modified contains cube current define enum escape exclude following groups hash if \
    ignore lookup merge new no nulls of over partition preceding proto range recursive respect rollup rows set unbounded \
    unnest within";

/// What Spark has beyond these where it is asked to follow ANSI SQL.
const SPARK: &str =
    "date day drop filter first hour last minus minute month second sets start year";

/// Snowflake's: "Reserved and limited keywords" of its reference, those that no column may be called.
const SNOWFLAKE: &str = "all alter and any as between by case cast check column connect constraint create cross current \
    current_date current_time current_timestamp current_user delete distinct drop else exists false following for from \
    full grant group having ilike in increment inner insert intersect into is join lateral left like localtime \
    localtimestamp minus natural not null of on or order qualify regexp revoke right rlike row rows sample select set \
    some start table tablesample then to trigger true try_cast union unique update using values when whenever where with";

static OF_SNOWFLAKE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SNOWFLAKE.split_whitespace().collect());

static OF_ANY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let all = [DUCKDB, POSTGRES, BIGQUERY, SPARK, SNOWFLAKE];
    all.iter().flat_map(|it| it.split_whitespace()).collect()
});

/// Whether a word means something else in one of the dialects.
pub(super) fn in_any(word: &str) -> bool {
    OF_ANY.contains(word)
}

/// Whether a word means something else in Snowflake. Quotes change what a name means there: `date` is the column DATE,
/// and `"date"` is another one. So nothing is quoted that need not be.
pub(super) fn in_snowflake(word: &str) -> bool {
    OF_SNOWFLAKE.contains(word)
}
