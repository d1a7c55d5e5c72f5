use super::{HOST, Speech, moments, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::reasons::Listing;
use crate::sql::texts::{BLANKS, quoted};

/// PostgreSQL, from 13.
pub(super) struct Postgres;

/// Texts of ASCII without white space around them, as most are. Unlike a count of bytes, this does not depend on the
/// encoding of the database.
const PLAIN: &str = "'^[!-~]([ -~]*[!-~])?$'";

/// What makes any text a trimmed one.
fn full(text: &str) -> String {
    format!("nullif(normalize(btrim({text}, blanks), NFC), '')")
}

/// A text folded: at once if it is plain, else what is made of it. The rules of letters must not be those of the
/// server's language.
fn folded(text: &str, full: &str) -> String {
    format!(
        "CASE\n  WHEN {text} ~ {PLAIN} THEN lower({text} COLLATE \"C\")\n  ELSE lower(translate({full}, cased, folded) COLLATE \"und-x-icu\") COLLATE \"C\"\nEND"
    )
}

impl Speech for Postgres {
    /// What cannot be seen is written by its number.
    fn text(&self, text: &str) -> String {
        let is_seen = |c: char| !c.is_control() && (c == ' ' || !c.is_whitespace());
        if text.chars().all(is_seen) {
            return quoted(text);
        }
        let shown = |c: char| match c {
            '\\' => "\\\\".to_owned(),
            '\'' => "''".to_owned(),
            c if is_seen(c) => c.to_string(),
            c => format!("\\u{:04x}", u32::from(c)),
        };
        format!("E'{}'", text.chars().map(shown).collect::<String>())
    }

    fn as_of(&self) -> String {
        "CAST($1 AS timestamptz)".to_owned()
    }

    fn later(&self, day: &str, count: i64, of: Unit) -> String {
        let (word, each) = unit(of);
        let moved = format!("{day} + INTERVAL '{} {word}'", count.saturating_mul(each));
        if matches!(of, Unit::Minute | Unit::Hour) {
            moved
        } else {
            format!("CAST({moved} AS date)")
        }
    }

    fn seconds_between(&self, earlier: &str, later: &str) -> String {
        format!("extract(EPOCH FROM {later} - {earlier})")
    }

    fn text_type(&self) -> &'static str {
        "text"
    }

    fn points_type(&self) -> &'static str {
        "numeric(18, 2)"
    }

    fn trimmed(&self, text: &str) -> String {
        format!("CASE WHEN {text} ~ {PLAIN} THEN {text} ELSE {} END", full(text))
    }

    fn folded(&self, text: &str) -> String {
        folded(text, text)
    }

    fn compared(&self, text: &str) -> String {
        folded(text, &full(text))
    }

    /// Most addresses are of one kind.
    fn domain(&self, text: &str) -> String {
        format!(
            "CASE WHEN {text} ~ '^[^/?#@:]*@{HOST}$' THEN lower(split_part({text}, '@', 2) COLLATE \"C\") ELSE {} END",
            self.any_domain(text)
        )
    }

    fn as_number(&self, text: &str) -> String {
        format!("CAST({text} AS numeric)")
    }

    /// Only `NaN` and what is infinite have no digit.
    fn number_in(&self, column: &str) -> String {
        let text = self.as_text(column);
        let ty = format!("pg_typeof({column})");
        format!(
            "CASE\n  WHEN {ty} IN ('integer'::regtype, 'bigint'::regtype) THEN CAST({column} AS numeric)\n  WHEN {ty} IN ('numeric'::regtype, 'double precision'::regtype) THEN CASE WHEN {text} ~ '[0-9]' THEN CAST({text} AS numeric) END\n  ELSE {}\nEND",
            self.number(&text)
        )
    }

    fn date_in(&self, column: &str) -> String {
        format!(
            "CASE\n  WHEN pg_typeof({column}) = 'date'::regtype AND CAST({column} AS date) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN CAST({column} AS date)\n  ELSE {}\nEND",
            self.date(&self.as_text(column))
        )
    }

    fn whole(&self, number: &str) -> String {
        number.to_owned()
    }

    fn as_date(&self, text: &str) -> String {
        format!("CAST({text} AS date)")
    }

    /// A day that is none stops a statement.
    fn form_of_days(&self) -> &'static str {
        moments::REAL_DAY
    }

    fn moment_in(&self, column: &str, zone: &str) -> String {
        let text = self.as_text(column);
        // Digits behind the sixth would be rounded.
        let clean =
            format!("regexp_replace(replace({text}, ',', '.'), '([.][0-9]{{6}})[0-9]+', '\\1')");
        format!(
            "CASE\n  WHEN pg_typeof({column}) = 'timestamptz'::regtype THEN CAST({text} AS timestamptz)\n  WHEN {} THEN CAST({clean} AS timestamp) AT TIME ZONE {zone}\n  WHEN {} THEN CAST({clean} AS timestamptz)\nEND",
            self.finds(&text, &moments::local(moments::REAL_DAY)),
            self.finds(&text, &moments::with_offset(moments::REAL_DAY))
        )
    }

    fn quotient(&self, left: &str, right: &str, _: u32) -> String {
        format!("round(round({left}, 48) / nullif({right}, 0), 12)")
    }

    fn found(&self, op: TextOp, text: &str, piece: &str) -> String {
        match op {
            TextOp::StartsWith => format!("starts_with({text}, {piece})"),
            TextOp::EndsWith => format!("right({text}, length({piece})) = {piece}"),
            TextOp::Contains | TextOp::ContainsWord => format!("strpos({text}, {piece}) > 0"),
        }
    }

    fn blanks(&self) -> &str {
        BLANKS
    }

    /// A step that is not kept would be worked out again for every use of its columns.
    fn step(&self, name: &str) -> String {
        format!("{name} AS MATERIALIZED (")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("{text} ~ {}", self.text(&format!("^({pattern})$")))
    }

    fn finds(&self, text: &str, pattern: &str) -> String {
        format!("{text} ~ {}", self.text(pattern))
    }

    fn taken(&self, text: &str, pattern: &str) -> String {
        format!("substring({text} FROM {})", self.text(pattern))
    }

    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String {
        let each = member("x");
        format!(
            "(SELECT array_agg(x ORDER BY n) FROM (SELECT {each}, n FROM unnest({list}) WITH ORDINALITY AS of_list (x, n)) AS known (x, n) WHERE x IS NOT NULL)"
        )
    }

    fn split(&self, text: &str, mark: &str) -> String {
        format!("string_to_array({text}, {})", self.text(mark))
    }

    fn has(&self, list: &str, member: &str) -> String {
        format!("{member} = ANY ({list})")
    }

    fn of_list(&self, function: &str, list: &str) -> String {
        format!("(SELECT {function}(x) FROM unnest({list}) AS of_list (x))")
    }

    fn points(&self, number: &str) -> String {
        format!("round({number}, 2)")
    }

    fn count(&self, list: &str) -> String {
        format!("coalesce(cardinality({list}), 0)")
    }

    fn listing(&self, most: usize) -> Listing {
        Listing {
            first: ("array_remove(ARRAY[", "], NULL)"),
            others: (
                "ARRAY(SELECT substr(x, 21) FROM unnest(ARRAY[",
                format!("]) AS x WHERE x IS NOT NULL ORDER BY x COLLATE \"C\" LIMIT {most})"),
            ),
            both: ("array_cat(", ")"),
            text: ("array_to_string(", ", '; ')"),
        }
    }
}
