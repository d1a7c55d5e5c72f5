use super::{Speech, moments, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::reasons::Listing;
use crate::sql::texts::quoted;

/// DuckDB, from 1.3.
pub(super) struct DuckDb;

impl Speech for DuckDb {
    /// No sign is an escape, so what cannot be seen is made by its number.
    fn text(&self, text: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut plain = String::new();
        for c in text.chars() {
            if !c.is_control() && (c == ' ' || !c.is_whitespace()) {
                plain.push(c);
                continue;
            }
            if !plain.is_empty() {
                parts.push(quoted(&std::mem::take(&mut plain)));
            }
            parts.push(format!("chr({})", u32::from(c)));
        }
        if !plain.is_empty() || parts.is_empty() {
            parts.push(quoted(&plain));
        }
        parts.join(" || ")
    }

    fn as_of(&self) -> String {
        "CAST($as_of AS TIMESTAMPTZ)".to_owned()
    }

    fn later(&self, day: &str, count: i64, of: Unit) -> String {
        let (word, each) = unit(of);
        let moved = format!("{day} + INTERVAL ({}) {word}", count.saturating_mul(each));
        if matches!(of, Unit::Minute | Unit::Hour) {
            moved
        } else {
            format!("CAST({moved} AS DATE)")
        }
    }

    fn seconds_between(&self, earlier: &str, later: &str) -> String {
        format!("(CAST(epoch_us({later}) - epoch_us({earlier}) AS DECIMAL(24, 6)) * 0.000001)")
    }

    /// Texts of plain ASCII, as most are, need no tables, which take long.
    fn trimmed(&self, text: &str) -> String {
        format!(
            "CASE WHEN regexp_full_match({text}, '[!-~]([ -~]*[!-~])?') THEN {text} ELSE nfc_normalize(trim({text}, blanks)) END"
        )
    }

    fn folded(&self, text: &str) -> String {
        format!(
            "CASE WHEN strlen({text}) = length({text}) THEN lower({text}) ELSE lower(translate({text}, cased, folded)) END"
        )
    }

    fn host(&self, text: &str) -> String {
        format!("regexp_extract({text}, '(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)', 1)")
    }

    fn number(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DECIMAL(38, 9))")
    }

    fn with_decimals(&self, number: &str, decimals: u32) -> String {
        format!("TRY_CAST({number} AS DECIMAL(38, {decimals}))")
    }

    fn whole(&self, number: &str) -> String {
        format!("TRY_CAST({number} AS BIGINT)")
    }

    fn date(&self, text: &str) -> String {
        format!("TRY_CAST(left({text}, 10) AS DATE)")
    }

    fn moment_in(&self, column: &str, zone: &str) -> String {
        let text = self.as_text(column);
        let clean = format!("upper(trim(replace({text}, ',', '.')))");
        let in_utc = format!(
            "regexp_replace(regexp_replace({clean}, ' *(Z|UTC|GMT)$', '+00'), ' +([-+])', '\\1')"
        );
        format!(
            "CASE\n  WHEN typeof({column}) = 'TIMESTAMP WITH TIME ZONE' THEN TRY_CAST({column} AS TIMESTAMPTZ)\n  WHEN {} THEN timezone({zone}, TRY_CAST({clean} AS TIMESTAMP))\n  WHEN {} THEN TRY_CAST({in_utc} AS TIMESTAMPTZ)\nEND",
            self.finds(&text, &moments::local(moments::DAY)),
            self.finds(&text, &moments::with_offset(moments::DAY))
        )
    }

    fn safe(&self, calculation: &str) -> String {
        format!("TRY({calculation})")
    }

    fn whole_quotient(&self, left: &str, right: &str) -> String {
        format!("(({left}) // ({right}))")
    }

    fn quotient(&self, left: &str, right: &str, decimals: u32) -> String {
        let whole = |it: &str| {
            let unit = "0".repeat(decimals as usize);
            format!("CAST(CAST({it} AS DECIMAL(38, {decimals})) * 1{unit} AS HUGEINT)")
        };
        let (a, b) = (whole(left), whole(right));
        format!(
            "TRY(CAST(sign({left}) * sign({right}) * ((2000000000000 * abs({a}) + abs({b})) // (2 * abs({b}))) AS DECIMAL(38, 0)) * 0.000000000001)"
        )
    }

    fn found(&self, op: TextOp, text: &str, piece: &str) -> String {
        match op {
            TextOp::StartsWith => format!("starts_with({text}, {piece})"),
            TextOp::EndsWith => format!("ends_with({text}, {piece})"),
            TextOp::Contains | TextOp::ContainsWord => format!("contains({text}, {piece})"),
        }
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_full_match({text}, {})", self.text(pattern))
    }

    fn finds(&self, text: &str, pattern: &str) -> String {
        format!("regexp_matches({text}, {})", self.text(pattern))
    }

    fn taken(&self, text: &str, pattern: &str) -> String {
        format!("nullif(regexp_extract({text}, {}, 1), '')", self.text(pattern))
    }

    fn in_words(&self) -> &str {
        r"\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉"
    }

    fn members(&self, list: &str, member: &dyn Fn(&str) -> String) -> String {
        let each = format!("list_transform({list}, lambda x: {})", member("x"));
        format!("nullif(list_filter({each}, lambda x: x IS NOT NULL), [])")
    }

    fn split(&self, text: &str, mark: &str) -> String {
        format!("string_split({text}, {})", self.text(mark))
    }

    fn has(&self, list: &str, member: &str) -> String {
        format!("list_contains({list}, {member})")
    }

    fn of_list(&self, function: &str, list: &str) -> String {
        format!("list_{function}({list})")
    }

    fn points(&self, number: &str) -> String {
        format!("TRY(CAST(round({number}, 2) AS DECIMAL(18, 2)))")
    }

    fn count(&self, list: &str) -> String {
        format!("coalesce(len({list}), 0)")
    }

    fn listing(&self, most: usize) -> Listing {
        Listing {
            first: ("list_filter([", "], lambda x: x IS NOT NULL)"),
            others: (
                "list_transform(list_sort(list_filter([",
                format!("], lambda x: x IS NOT NULL))[1:{most}], lambda x: substr(x, 21))"),
            ),
            both: ("list_concat(", ")"),
            text: ("array_to_string(", ", '; ')"),
        }
    }
}
