use super::{HOST, Speech, moments, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::reasons::Listing;
use crate::sql::texts::escaped;

/// Spark and Databricks, from 3.5.
pub(super) struct Spark;

impl Speech for Spark {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// A backslash is a sign of its own, and what cannot be seen is written by its number.
    fn text(&self, text: &str) -> String {
        seen(&escaped(text))
    }

    fn as_of(&self) -> String {
        "CAST(:as_of AS TIMESTAMP)".to_owned()
    }

    fn moment(&self, utc: &str) -> String {
        format!("TIMESTAMP '{utc}+00:00'")
    }

    /// Counted from 1970, as the zone of the session must not matter.
    fn day_of(&self, moment: &str, zone: &str) -> String {
        let seconds = format!("CAST(unix_micros({moment}) * 0.000001 AS DECIMAL(18, 6))");
        let utc =
            format!("TIMESTAMP_NTZ '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, {seconds})");
        format!("CAST(convert_timezone('UTC', {zone}, {utc}) AS DATE)")
    }

    fn later(&self, day: &str, count: i64, of: Unit) -> String {
        let (word, each) = unit(of);
        let count = count.saturating_mul(each);
        match of {
            Unit::Day | Unit::Week => format!("date_add({day}, {count})"),
            Unit::Month | Unit::Quarter => format!("add_months({day}, {count})"),
            Unit::Year => format!("add_months({day}, {})", count.saturating_mul(12)),
            Unit::Minute | Unit::Hour => format!("{day} + INTERVAL '{count}' {word}"),
        }
    }

    fn days_between(&self, earlier: &str, later: &str) -> String {
        format!("date_diff({later}, {earlier})")
    }

    fn seconds_between(&self, earlier: &str, later: &str) -> String {
        format!(
            "(CAST(unix_micros({later}) - unix_micros({earlier}) AS DECIMAL(24, 6)) * 0.000001)"
        )
    }

    fn part(&self, part: &str, day: &str) -> String {
        match part {
            "weekday" => format!("(weekday({day}) + 1)"),
            other => format!("{other}({day})"),
        }
    }

    fn text_type(&self) -> &'static str {
        "STRING"
    }

    /// Spark has no function that composes accents.
    fn trimmed(&self, text: &str) -> String {
        let full = format!("nullif(trim(BOTH blanks FROM {text}), '')");
        format!("CASE WHEN {} THEN {text} ELSE {full} END", plain(text))
    }

    fn folded(&self, text: &str) -> String {
        format!(
            "CASE WHEN octet_length({text}) = length({text}) THEN lower({text}) ELSE lower(translate({text}, cased, folded)) END"
        )
    }

    fn compared(&self, text: &str) -> String {
        let full =
            format!("lower(translate(nullif(trim(BOTH blanks FROM {text}), ''), cased, folded))");
        format!("CASE\n  WHEN {} THEN lower({text})\n  ELSE {full}\nEND", plain(text))
    }

    fn as_number(&self, text: &str) -> String {
        format!("try_cast({text} AS DECIMAL(28, 9))")
    }

    /// The type of a column is known before a statement runs, so a test of it costs nothing.
    fn number_in(&self, column: &str) -> String {
        format!(
            "CASE\n  WHEN typeof({column}) IN ('int', 'bigint') OR typeof({column}) LIKE 'decimal%' THEN try_cast({column} AS DECIMAL(28, 9))\n  WHEN typeof({column}) IN ('double', 'float') THEN {}\n  ELSE {}\nEND",
            self.as_number(&self.as_text(column)),
            self.number(&self.as_text(column))
        )
    }

    fn whole_in(&self, column: &str) -> Option<String> {
        let text = self.as_text(column);
        let number = self.number(&text);
        let whole = self.whole(&number);
        Some(format!(
            "CASE\n  WHEN typeof({column}) IN ('int', 'bigint') THEN {}\n  WHEN {whole} = {number} THEN {whole}\nEND",
            self.whole(column)
        ))
    }

    fn date_in(&self, column: &str) -> String {
        format!(
            "CASE WHEN typeof({column}) = 'date' THEN try_cast({column} AS DATE) ELSE {} END",
            self.date(&self.as_text(column))
        )
    }

    fn answer_in(&self, column: &str, said: &str) -> String {
        format!(
            "CASE\n  WHEN typeof({column}) = 'boolean' THEN try_cast({column} AS BOOLEAN)\n  {said}\nEND"
        )
    }

    fn with_decimals(&self, number: &str, decimals: u32) -> String {
        format!("CAST({number} AS DECIMAL(38, {decimals}))")
    }

    fn whole(&self, number: &str) -> String {
        format!("try_cast({number} AS BIGINT)")
    }

    fn as_date(&self, text: &str) -> String {
        format!("try_cast({text} AS DATE)")
    }

    fn moment_in(&self, column: &str, zone: &str) -> String {
        let text = self.as_text(column);
        let clean = format!("upper(trim(replace({text}, ',', '.')))");
        // Beside a distance from UTC or a zone, seconds must not be left out.
        let whole = format!(
            "regexp_replace(regexp_replace({clean}, '^(.{{10}})(T| +)', '$1 '), '^(.{{16}})([^:]|$)', '$1:00$2')"
        );
        format!(
            "CASE\n  WHEN typeof({column}) = 'timestamp' THEN try_cast({column} AS TIMESTAMP)\n  WHEN {} THEN try_cast(concat(trim({text}), ' 00:00:00 ', {zone}) AS TIMESTAMP)\n  WHEN {} THEN try_cast(concat({whole}, ' ', {zone}) AS TIMESTAMP)\n  WHEN {} THEN try_cast({whole} AS TIMESTAMP)\nEND",
            self.finds(&text, &format!("^ *{} *$", moments::DAY)),
            self.finds(&text, &moments::local(moments::DAY)),
            self.finds(&text, &moments::with_offset(moments::DAY))
        )
    }

    /// The whole part and the rest apart, as a quotient has too few decimals by itself.
    fn whole_quotient(&self, left: &str, right: &str) -> String {
        format!("(({left}) div ({right}))")
    }

    fn quotient(&self, left: &str, right: &str, _: u32) -> String {
        let rest = format!("CAST(abs({left}) % abs({right}) AS DECIMAL(25, 12))");
        let quotient = format!(
            "CAST(abs({left}) div abs({right}) + CAST((2 * {rest} * 1000000000000 + abs({right})) div (2 * abs({right})) AS DECIMAL(38, 0)) * 0.000000000001 AS DECIMAL(38, 12))"
        );
        // `sign` would make a binary fraction of it.
        format!(
            "CASE WHEN {right} <> 0 THEN CASE WHEN ({left} < 0) = ({right} < 0) THEN {quotient} ELSE -{quotient} END END"
        )
    }

    fn found(&self, op: TextOp, text: &str, piece: &str) -> String {
        match op {
            TextOp::StartsWith => format!("startswith({text}, {piece})"),
            TextOp::EndsWith => format!("endswith({text}, {piece})"),
            TextOp::Contains | TextOp::ContainsWord => format!("contains({text}, {piece})"),
        }
    }

    /// Most addresses are of one kind.
    fn domain(&self, text: &str) -> String {
        format!(
            "CASE WHEN {text} RLIKE '^[^/?#@:]*@{HOST}\\\\z' THEN lower(substring_index({text}, '@', -1)) ELSE {} END",
            self.any_domain(text)
        )
    }

    fn host(&self, text: &str) -> String {
        format!("regexp_extract({text}, '(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)', 1)")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("{text} RLIKE {}", self.text(&format!("\\A({pattern})\\z")))
    }

    fn finds(&self, text: &str, pattern: &str) -> String {
        format!("{text} RLIKE {}", self.text(pattern))
    }

    fn taken(&self, text: &str, pattern: &str) -> String {
        format!("nullif(regexp_extract({text}, {}, 1), '')", self.text(pattern))
    }

    fn in_words(&self) -> &str {
        r"\p{IsAlphabetic}\p{M}\p{N}"
    }

    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String {
        let each = format!("transform({list}, x -> {})", member("x"));
        format!("nullif(filter({each}, x -> x IS NOT NULL), array())")
    }

    fn split(&self, text: &str, mark: &str) -> String {
        format!("split({text}, {})", self.text(&regex_syntax::escape(mark)))
    }

    fn has(&self, list: &str, member: &str) -> String {
        format!("array_contains({list}, {member})")
    }

    fn of_list(&self, function: &str, list: &str) -> String {
        match function {
            "sum" => format!(
                "aggregate({list}, CAST(0 AS DECIMAL(38, 9)), (sum, x) -> CAST(sum + x AS DECIMAL(38, 9)))"
            ),
            other => format!("array_{other}({list})"),
        }
    }

    fn points(&self, number: &str) -> String {
        format!("try_cast(round({number}, 2) AS DECIMAL(18, 2))")
    }

    fn count(&self, list: &str) -> String {
        format!("coalesce(array_size({list}), 0)")
    }

    fn shown(&self, points: &str) -> String {
        let text = self.as_text(&format!("CAST({points} AS DECIMAL(18, 2))"));
        format!("trim(TRAILING '.' FROM trim(TRAILING '0' FROM {text}))")
    }

    fn listing(&self, most: usize) -> Listing {
        Listing {
            first: ("array_compact(array(", "))"),
            others: (
                "transform(slice(array_sort(array_compact(array(",
                format!("))), 1, {most}), x -> substring(x, 21))"),
            ),
            both: ("concat(", ")"),
            text: ("array_join(", ", '; ')"),
        }
    }
}

/// Whether a text is of ASCII and has no white space around it, as most have.
fn plain(text: &str) -> String {
    format!("octet_length({text}) = length({text}) AND {text} >= '!' AND right({text}, 1) >= '!'")
}

/// What cannot be seen, by its number.
pub(super) fn seen(text: &str) -> String {
    let shown = |c: char| match c {
        ' ' => c.to_string(),
        c if c.is_control() || c.is_whitespace() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}
