use super::spark::seen;
use super::{Speech, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::lines::{Line, indented};
use crate::sql::reasons::Listing;
use crate::sql::reserved;
use crate::sql::texts::{BLANKS, escaped};

/// Snowflake.
pub(super) struct Snowflake;

impl Speech for Snowflake {
    fn is_reserved(&self, word: &str) -> bool {
        reserved::in_snowflake(word)
    }

    fn text(&self, text: &str) -> String {
        seen(&escaped(text))
    }

    fn as_of(&self) -> String {
        "CAST(:as_of AS TIMESTAMP_TZ)".to_owned()
    }

    fn moment(&self, utc: &str) -> String {
        format!("CAST('{utc}+00:00' AS TIMESTAMP_TZ)")
    }

    fn day_of(&self, moment: &str, zone: &str) -> String {
        format!("CAST(CONVERT_TIMEZONE({zone}, {moment}) AS DATE)")
    }

    fn later(&self, day: &str, count: i64, of: Unit) -> String {
        let (word, each) = unit(of);
        format!("DATEADD({word}, {}, {day})", count.saturating_mul(each))
    }

    fn days_between(&self, earlier: &str, later: &str) -> String {
        format!("DATEDIFF(DAY, {earlier}, {later})")
    }

    fn seconds_between(&self, earlier: &str, later: &str) -> String {
        format!("(DATEDIFF(MICROSECOND, {earlier}, {later}) * 0.000001)")
    }

    fn part(&self, part: &str, day: &str) -> String {
        match part {
            "weekday" => format!("DAYOFWEEKISO({day})"),
            other => format!("{}({day})", other.to_uppercase()),
        }
    }

    fn points_type(&self) -> &'static str {
        "NUMBER(18, 2)"
    }

    /// Snowflake has no function that composes accents.
    fn trimmed(&self, text: &str) -> String {
        format!("NULLIF(TRIM({text}, blanks), '')")
    }

    fn as_number(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS NUMBER(38, 9))")
    }

    /// Most are read without a regular expression.
    fn number_in(&self, column: &str) -> String {
        let text = self.as_text(column);
        format!("COALESCE({}, {})", self.as_number(&text), self.number(&text))
    }

    fn with_decimals(&self, number: &str, decimals: u32) -> String {
        format!("CAST({number} AS NUMBER(38, {decimals}))")
    }

    fn whole(&self, number: &str) -> String {
        format!("CAST({number} AS NUMBER(19, 0))")
    }

    fn as_date(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DATE)")
    }

    fn moment_in(&self, column: &str, zone: &str) -> String {
        let text = format!("CAST({column} AS VARCHAR)");
        format!(
            "CASE\n  WHEN REGEXP_LIKE({text}, '.*:[0-9.:]+ *([Zz]|[+-][0-9:]+)') THEN TRY_CAST({text} AS TIMESTAMP_TZ)\n  ELSE CAST(CONVERT_TIMEZONE({zone}, 'UTC', TRY_CAST({text} AS TIMESTAMP_NTZ)) || '+00:00' AS TIMESTAMP_TZ)\nEND"
        )
    }

    fn whole_quotient(&self, left: &str, right: &str) -> String {
        format!("((({left}) - MOD({left}, {right})) / ({right}))")
    }

    fn quotient(&self, left: &str, right: &str, _: u32) -> String {
        format!(
            "CAST(ROUND(CAST({left} AS NUMBER(38, 12)) / NULLIF({right}, 0), 12) AS NUMBER(38, 12))"
        )
    }

    fn found(&self, op: TextOp, text: &str, piece: &str) -> String {
        match op {
            TextOp::StartsWith => format!("STARTSWITH({text}, {piece})"),
            TextOp::EndsWith => format!("ENDSWITH({text}, {piece})"),
            TextOp::Contains | TextOp::ContainsWord => format!("CONTAINS({text}, {piece})"),
        }
    }

    fn blanks(&self) -> &str {
        BLANKS
    }

    fn table(&self, name: &str, columns: &[String], rows: &[Vec<String>]) -> Vec<Line> {
        let rows = rows.iter().map(|it| vec![Line::code(format!("({})", it.join(", ")))]).collect();
        let mut lines = vec![Line::code(format!("{name} ({}) AS (", columns.join(", ")))];
        lines.push(Line::code("  SELECT * FROM VALUES"));
        lines.extend(indented(Line::listed(rows)));
        lines
    }

    /// Patterns stand for the whole text.
    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_LIKE({text}, {})", self.text(pattern))
    }

    fn finds(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_INSTR({text}, {}) > 0", self.text(pattern))
    }

    /// Patterns know neither options nor groups without a number.
    fn cut(&self, text: &str, pattern: &str) -> String {
        let pattern = pattern.replace("(?s)", "").replace("^.*?://", "^[^:]*://");
        format!("REGEXP_REPLACE({text}, {}, '')", self.text(&pattern))
    }

    fn taken(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_SUBSTR({text}, {}, 1, 1, 'e', 1)", self.text(&pattern.replace("(?:", "(")))
    }

    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String {
        let each = format!("TRANSFORM({list}, x -> {})", member("x"));
        format!("NULLIF(FILTER({each}, x -> x IS NOT NULL), [])")
    }

    fn split(&self, text: &str, mark: &str) -> String {
        format!("SPLIT({text}, {})", self.text(mark))
    }

    fn has(&self, list: &str, member: &str) -> String {
        format!("ARRAY_CONTAINS(TO_VARIANT({member}), {list})")
    }

    fn of_list(&self, function: &str, list: &str) -> String {
        match function {
            "sum" => format!("REDUCE({list}, 0, (total, x) -> total + x)"),
            other => format!("ARRAY_{}({list})", other.to_uppercase()),
        }
    }

    fn points(&self, number: &str) -> String {
        format!("CAST(ROUND({number}, 2) AS NUMBER(18, 2))")
    }

    fn extreme_of(&self, greatest: bool) -> (String, &'static str) {
        let name = if greatest { "GREATEST_IGNORE_NULLS" } else { "LEAST_IGNORE_NULLS" };
        (format!("{name}("), ")")
    }

    fn count(&self, list: &str) -> String {
        format!("COALESCE(ARRAY_SIZE({list}), 0)")
    }

    fn not(&self, condition: &str) -> String {
        format!("NOT COALESCE({condition}, FALSE)")
    }

    fn listing(&self, most: usize) -> Listing {
        Listing {
            first: ("ARRAY_CONSTRUCT_COMPACT(", ")"),
            others: (
                "TRANSFORM(ARRAY_SLICE(ARRAY_SORT(ARRAY_CONSTRUCT_COMPACT(",
                format!(")), 0, {most}), x -> SUBSTR(x, 21))"),
            ),
            both: ("ARRAY_CAT(", ")"),
            text: ("ARRAY_TO_STRING(", ", '; ')"),
        }
    }
}
