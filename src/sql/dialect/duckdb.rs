use super::{HOST, Speech, moments, unit};
use crate::ast::{TextOp, Unit};
use crate::sql::reasons::Listing;
use crate::sql::texts::{CASED, quoted};

/// DuckDB, from 1.3.
pub(super) struct DuckDb;

/// Whether a text is of ASCII and has no white space around it, as most have.
fn plain(text: &str) -> String {
    format!("strlen({text}) = length({text}) AND {text} >= '!' AND {text}[-1] >= '!'")
}

/// What makes any text a trimmed one.
fn full(text: &str) -> String {
    format!("nullif(nfc_normalize(trim({text}, blanks)), '')")
}

/// White space that `trim` alone leaves, as the members of a set.
const OTHER_BLANKS: &str = r"\t-\r\x{85}\x{2028}\x{2029}";

/// A mark that NFC makes one letter with `I`.
const DOT: &str = r"\x{307}";

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

    fn trimmed(&self, text: &str) -> String {
        format!("CASE WHEN {} THEN {text} ELSE {} END", plain(text), full(text))
    }

    /// To look for a few letters takes less time than to replace them.
    fn folded(&self, text: &str) -> String {
        format!(
            "CASE WHEN strlen({text}) > length({text}) AND regexp_matches({text}, '[{CASED}]') THEN lower(translate({text}, cased, folded)) ELSE lower({text}) END"
        )
    }

    /// Sets of characters are slow to leave out and to replace, so only those texts go that way that have some.
    fn compared(&self, text: &str) -> String {
        let lines = [
            "CASE".to_owned(),
            format!("  WHEN {} THEN lower({text})", plain(text)),
            format!("  WHEN regexp_matches({text}, '[{OTHER_BLANKS}{CASED}{DOT}]')"),
            format!("    THEN lower(translate({}, cased, folded))", full(text)),
            format!("  ELSE lower(nullif(nfc_normalize(trim({text})), ''))"),
            "END".to_owned(),
        ];
        lines.join("\n")
    }

    /// Most addresses are of one kind; those that begin with a `w` may begin with `www.`
    fn domain(&self, text: &str) -> String {
        format!(
            "CASE WHEN regexp_full_match({text}, '[^/?#@:]*@{HOST}') THEN lower(substr({text}, strpos({text}, '@') + 1)) ELSE {} END",
            self.any_domain(text)
        )
    }

    fn host(&self, text: &str) -> String {
        format!("regexp_extract({text}, '(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)', 1)")
    }

    fn as_number(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DECIMAL(38, 9))")
    }

    /// The type of a column is known before a statement runs, so a test of it costs nothing.
    fn number_in(&self, column: &str) -> String {
        format!(
            "CASE\n  WHEN typeof({column}) IN ('INTEGER', 'BIGINT') OR typeof({column}) LIKE 'DECIMAL%' THEN TRY_CAST({column} AS DECIMAL(38, 9))\n  WHEN typeof({column}) IN ('DOUBLE', 'FLOAT') THEN {}\n  ELSE {}\nEND",
            self.as_number(&self.as_text(column)),
            self.number(&self.as_text(column))
        )
    }

    fn whole_in(&self, column: &str) -> Option<String> {
        let number = self.number(&self.as_text(column));
        let whole = self.whole(&number);
        Some(format!(
            "CASE\n  WHEN typeof({column}) IN ('INTEGER', 'BIGINT') THEN {}\n  WHEN {whole} = {number} THEN {whole}\nEND",
            self.whole(column)
        ))
    }

    fn date_in(&self, column: &str) -> String {
        format!(
            "CASE WHEN typeof({column}) = 'DATE' THEN TRY_CAST({column} AS DATE) ELSE {} END",
            self.date(&self.as_text(column))
        )
    }

    fn answer_in(&self, column: &str, said: &str) -> String {
        format!(
            "CASE\n  WHEN typeof({column}) = 'BOOLEAN' THEN TRY_CAST({column} AS BOOLEAN)\n  {said}\nEND"
        )
    }

    fn with_decimals(&self, number: &str, decimals: u32) -> String {
        format!("TRY_CAST({number} AS DECIMAL(38, {decimals}))")
    }

    fn whole(&self, number: &str) -> String {
        format!("TRY_CAST({number} AS BIGINT)")
    }

    fn as_date(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DATE)")
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
