use rust_decimal::Decimal;

use super::spark::seen;
use super::{Speech, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::lines::{Line, indented};
use crate::sql::reasons::Listing;
use crate::sql::texts::escaped;

/// BigQuery.
pub(super) struct BigQuery;

impl Speech for BigQuery {
    /// Its names are escaped as its texts are.
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
    }

    fn text(&self, text: &str) -> String {
        seen(&escaped(text))
    }

    fn as_of(&self) -> String {
        "CAST(@as_of AS TIMESTAMP)".to_owned()
    }

    fn moment(&self, utc: &str) -> String {
        format!("TIMESTAMP '{utc}+00:00'")
    }

    fn day_of(&self, moment: &str, zone: &str) -> String {
        format!("CAST(DATETIME({moment}, {zone}) AS DATE)")
    }

    fn later(&self, day: &str, count: i64, of: Unit) -> String {
        let (word, each) = unit(of);
        let moves =
            if matches!(of, Unit::Minute | Unit::Hour) { "TIMESTAMP_ADD" } else { "DATE_ADD" };
        format!("{moves}({day}, INTERVAL {} {word})", count.saturating_mul(each))
    }

    fn days_between(&self, earlier: &str, later: &str) -> String {
        format!("DATE_DIFF({later}, {earlier}, DAY)")
    }

    fn seconds_between(&self, earlier: &str, later: &str) -> String {
        format!(
            "(CAST(TIMESTAMP_DIFF({later}, {earlier}, MICROSECOND) AS BIGNUMERIC) * BIGNUMERIC '0.000001')"
        )
    }

    fn part(&self, part: &str, day: &str) -> String {
        match part {
            "weekday" => format!("(MOD(EXTRACT(DAYOFWEEK FROM {day}) + 5, 7) + 1)"),
            other => format!("EXTRACT({} FROM {day})", other.to_uppercase()),
        }
    }

    fn text_type(&self) -> &'static str {
        "STRING"
    }

    fn points_type(&self) -> &'static str {
        "NUMERIC"
    }

    fn trimmed(&self, text: &str) -> String {
        format!("NULLIF(NORMALIZE(TRIM({text}, blanks)), '')")
    }

    fn as_number(&self, text: &str) -> String {
        format!("SAFE_CAST({text} AS BIGNUMERIC)")
    }

    /// Most are read without a regular expression.
    fn number_in(&self, column: &str) -> String {
        let text = self.as_text(column);
        format!("COALESCE({}, {})", self.as_number(&text), self.number(&text))
    }

    fn whole(&self, number: &str) -> String {
        format!("SAFE_CAST({number} AS INT64)")
    }

    fn as_date(&self, text: &str) -> String {
        format!("SAFE_CAST({text} AS DATE)")
    }

    fn moment_in(&self, column: &str, zone: &str) -> String {
        let text = format!("CAST({column} AS STRING)");
        format!(
            "CASE\n  WHEN REGEXP_CONTAINS({text}, r':[0-9.:]+ *([Zz]|[+-][0-9:]+)$') THEN SAFE_CAST({text} AS TIMESTAMP)\n  ELSE SAFE_CAST(CONCAT({text}, ' ', {zone}) AS TIMESTAMP)\nEND"
        )
    }

    fn safe(&self, calculation: &str) -> String {
        calculation.to_owned()
    }

    fn whole_quotient(&self, left: &str, right: &str) -> String {
        format!("DIV({left}, {right})")
    }

    fn quotient(&self, left: &str, right: &str, _: u32) -> String {
        format!("ROUND(SAFE_DIVIDE(CAST({left} AS BIGNUMERIC), {right}), 12)")
    }

    fn decimal(&self, number: Decimal) -> String {
        let number = number.normalize();
        if number.scale() == 0 { number.to_string() } else { format!("BIGNUMERIC '{number}'") }
    }

    fn found(&self, op: TextOp, text: &str, piece: &str) -> String {
        match op {
            TextOp::StartsWith => format!("STARTS_WITH({text}, {piece})"),
            TextOp::EndsWith => format!("ENDS_WITH({text}, {piece})"),
            TextOp::Contains | TextOp::ContainsWord => format!("STRPOS({text}, {piece}) > 0"),
        }
    }

    fn host(&self, text: &str) -> String {
        format!("REGEXP_EXTRACT({text}, r'(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)')")
    }

    fn cut(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_REPLACE({text}, {}, '')", self.text(pattern))
    }

    /// There are no tables of values, but arrays of structs.
    fn table(&self, name: &str, columns: &[String], rows: &[Vec<String>]) -> Vec<Line> {
        let named = |row: &Vec<String>| -> Vec<String> {
            row.iter().zip(columns).map(|(value, name)| format!("{value} AS {name}")).collect()
        };
        let row = |(index, row): (usize, &Vec<String>)| match index {
            0 => vec![Line::code(format!("STRUCT({})", named(row).join(", ")))],
            _ => vec![Line::code(format!("({})", row.join(", ")))],
        };
        let rows = rows.iter().enumerate().map(row).collect();
        let mut lines = vec![Line::code(self.step(name)), Line::code("  SELECT * FROM UNNEST([")];
        lines.extend(indented(Line::listed(rows)));
        lines.push(Line::code("  ])"));
        lines
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_CONTAINS({text}, {})", self.text(&format!("^({pattern})$")))
    }

    fn finds(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_CONTAINS({text}, {})", self.text(pattern))
    }

    fn taken(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_EXTRACT({text}, {})", self.text(pattern))
    }

    fn in_words(&self) -> &str {
        r"\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉"
    }

    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String {
        let each = member("x");
        format!(
            "(SELECT ARRAY_AGG(x ORDER BY n) FROM (SELECT {each} AS x, n FROM UNNEST({list}) AS x WITH OFFSET AS n) WHERE x IS NOT NULL)"
        )
    }

    fn split(&self, text: &str, mark: &str) -> String {
        format!("SPLIT({text}, {})", self.text(mark))
    }

    fn has(&self, list: &str, member: &str) -> String {
        format!("{member} IN UNNEST({list})")
    }

    fn of_list(&self, function: &str, list: &str) -> String {
        format!("(SELECT {}(x) FROM UNNEST({list}) AS x)", function.to_uppercase())
    }

    fn points(&self, number: &str) -> String {
        format!("ROUND(CAST({number} AS BIGNUMERIC), 2)")
    }

    fn extreme_of(&self, greatest: bool) -> (String, &'static str) {
        let name = if greatest { "MAX" } else { "MIN" };
        (format!("(SELECT {name}(x) FROM UNNEST(["), "]) AS x)")
    }

    fn count(&self, list: &str) -> String {
        format!("COALESCE(ARRAY_LENGTH({list}), 0)")
    }

    fn shown(&self, points: &str) -> String {
        format!("RTRIM(RTRIM(FORMAT('%.2f', {points}), '0'), '.')")
    }

    fn listing(&self, most: usize) -> Listing {
        Listing {
            first: (
                "ARRAY(SELECT x FROM UNNEST([",
                "]) AS x WITH OFFSET AS n WHERE x IS NOT NULL ORDER BY n)",
            ),
            others: (
                "ARRAY(SELECT SUBSTR(x, 21) FROM UNNEST([",
                format!("]) AS x WHERE x IS NOT NULL ORDER BY x LIMIT {most})"),
            ),
            both: ("ARRAY_CONCAT(", ")"),
            text: ("ARRAY_TO_STRING(", ", '; ')"),
        }
    }
}
