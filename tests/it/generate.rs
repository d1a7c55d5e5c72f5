//! Random leads, conditions and models: typed, written as source text, made by proptest so that they shrink.

use jiff::Timestamp;
use jiff::civil::Date;
use leadscore::ir::{AsOf, Text, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The record of all generated rules.
pub const RECORD: &str = r#"record Lead {
  n: number
  m: integer
  p: percent
  t: text
  u: one of ["red", "green", "blue"]
  d: date
  s: datetime
  b: yes/no
  c: yes/no
  l: list of text
  k: list of number
}
"#;

/// The day of all generated runs.
pub fn as_of() -> AsOf {
    AsOf::Day("2025-03-01".parse().unwrap())
}

const TEXTS: [&str; 8] = ["a", "A b", "straße", "STRASSE", "制造业", "é", "a.b", "head of a"];
const DATES: [&str; 8] = [
    "2025-03-01",
    "2025-02-28",
    "2025-01-31",
    "2025-01-30",
    "2025-01-29",
    "2024-02-29",
    "2025-03-02",
    "2025-04-01",
];

fn number() -> impl Strategy<Value = Decimal> + Clone {
    (-30_i64..=30).prop_map(|halves| Decimal::new(halves * 5, 1))
}

fn whole() -> impl Strategy<Value = i64> + Clone {
    -12_i64..=12
}

fn text() -> impl Strategy<Value = &'static str> + Clone {
    proptest::sample::select(&TEXTS[..])
}

fn color() -> impl Strategy<Value = &'static str> + Clone {
    proptest::sample::select(&["red", "GREEN", "blue"][..])
}

fn date() -> impl Strategy<Value = &'static str> + Clone {
    proptest::sample::select(&DATES[..])
}

/// A value for each field of the record, none missing.
pub fn full_lead() -> impl Strategy<Value = Vec<Value>> {
    let moment = (date(), 0_i8..24).prop_map(|(day, hour)| {
        let day: Date = day.parse().unwrap();
        let moment: Timestamp = format!("{day}T{hour:02}:30:00Z").parse().unwrap();
        Value::Moment(moment)
    });
    (
        number().prop_map(Value::Number),
        whole().prop_map(|it| Value::Number(it.into())),
        number().prop_map(Value::Number),
        text().prop_map(Value::text),
        color().prop_map(Value::text),
        date().prop_map(|it| Value::Date(it.parse().unwrap())),
        moment,
        any::<bool>().prop_map(Value::YesNo),
        any::<bool>().prop_map(Value::YesNo),
        proptest::collection::vec(text().prop_map(Text::new), 1..4).prop_map(Value::Texts),
        proptest::collection::vec(number(), 1..4).prop_map(Value::Numbers),
    )
        .prop_map(|(n, m, p, t, u, d, s, b, c, l, k)| vec![n, m, p, t, u, d, s, b, c, l, k])
}

/// A lead of which each field may be missing.
pub fn lead() -> impl Strategy<Value = Vec<Value>> {
    (full_lead(), proptest::collection::vec(proptest::bool::weighted(0.35), 11)).prop_map(
        |(values, missing)| {
            let pairs = values.into_iter().zip(missing);
            pairs.map(|(value, missing)| if missing { Value::Missing } else { value }).collect()
        },
    )
}

fn compare() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["==", "!=", "<", "<=", ">", ">="][..])
}

fn equality() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["==", "!="][..])
}

fn window() -> impl Strategy<Value = String> {
    let unit = proptest::sample::select(&["days", "weeks", "months", "quarters", "years"][..]);
    let form = proptest::sample::select(
        &[
            "within last # @",
            "within next # @",
            "less than # @ ago",
            "more than # @ ago",
            "less than # @ from now",
            "more than # @ from now",
        ][..],
    );
    (form, 1_u32..40, unit)
        .prop_map(|(form, count, unit)| form.replace('#', &count.to_string()).replace('@', unit))
}

/// Something to calculate with.
pub fn calculated() -> impl Strategy<Value = String> {
    let simple = prop_oneof![Just("n".to_owned()), Just("m".to_owned())];
    prop_oneof![
        4 => simple,
        1 => Just("(n + m)".to_owned()),
        1 => Just("(n / m)".to_owned()),
        1 => Just("(n * 2 - m)".to_owned()),
        1 => number().prop_map(|it| format!("(n otherwise {it})")),
        1 => whole().prop_map(|it| format!("(m - {it})")),
        1 => whole().prop_map(|it| format!("({it} - m)")),
        1 => Just("round(n / 3)".to_owned()),
        1 => Just("max(n, m)".to_owned()),
        1 => Just("abs(n)".to_owned()),
        1 => Just("sum(k)".to_owned()),
        1 => Just("days_since(d)".to_owned()),
        1 => Just("length(t)".to_owned()),
        1 => Just("count(l)".to_owned()),
    ]
}

/// One test of one or two fields.
pub fn test() -> impl Strategy<Value = String> {
    let sides = (whole(), whole()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![
        (calculated(), compare(), number()).prop_map(|(it, op, to)| format!("{it} {op} {to}")),
        (calculated(), sides.clone()).prop_map(|(it, (a, b))| format!("{it} in {a}..{b}")),
        (calculated(), sides).prop_map(|(it, (a, b))| format!("{it} not in {a}..<{}", b + 1)),
        compare().prop_map(|op| format!("n {op} m")),
        (compare(), number()).prop_map(|(op, to)| format!("p {op} {to}%")),
        (equality(), text()).prop_map(|(op, to)| format!("t {op} \"{to}\"")),
        (equality(), color()).prop_map(|(op, to)| format!("u {op} \"{to}\"")),
        (text(), text()).prop_map(|(a, b)| format!("t in [\"{a}\", \"{b}\"]")),
        (text(), text()).prop_map(|(a, b)| format!("t contains any of [\"{a}\", \"{b}\"]")),
        text().prop_map(|it| format!("t does not contain \"{it}\"")),
        text().prop_map(|it| format!("t contains word \"{it}\"")),
        text().prop_map(|it| format!("t starts with \"{it}\"")),
        text().prop_map(|it| format!("t does not end with \"{it}\"")),
        text().prop_map(|it| format!("t is exactly \"{it}\"")),
        Just("t matches \"a.*\"".to_owned()),
        (compare(), date()).prop_map(|(op, to)| format!("d {op} {to}")),
        (compare(), date()).prop_map(|(op, to)| format!("s {op} {to}")),
        (compare(), date()).prop_map(|(op, to)| format!("s {op} {to}T12:30")),
        window().prop_map(|it| format!("d {it}")),
        window().prop_map(|it| format!("s {it}")),
        Just("b".to_owned()),
        Just("b == no".to_owned()),
        Just("b != c".to_owned()),
        (text(), text()).prop_map(|(a, b)| format!("l contains all of [\"{a}\", \"{b}\"]")),
        (text(), text()).prop_map(|(a, b)| format!("l contains none of [\"{a}\", \"{b}\"]")),
        text().prop_map(|it| format!("l does not contain \"{it}\"")),
        number().prop_map(|it| format!("k contains {it}")),
        proptest::sample::select(&["n", "m", "p", "t", "u", "d", "s", "b", "l", "k"][..])
            .prop_map(|field| format!("{field} is missing")),
        proptest::sample::select(&["n", "t", "d", "l"][..])
            .prop_map(|field| format!("{field} is known")),
    ]
}

/// A condition: tests joined with `and`, `or`, `not` and brackets.
pub fn condition() -> impl Strategy<Value = String> {
    test().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|it| format!("not ({it})")),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|parts| joined(&parts, "and")),
            proptest::collection::vec(inner, 2..4).prop_map(|parts| joined(&parts, "or")),
        ]
    })
}

fn joined(parts: &[String], word: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|it| format!("({it})")).collect();
    parts.join(&format!(" {word} "))
}

/// A model in pieces, so that its rules and groups can be put in another order.
#[derive(Clone, Debug)]
pub struct Model {
    pub settings: String,
    pub groups: Vec<Group>,
    pub rest: String,
}

/// A group in pieces.
#[derive(Clone, Debug)]
pub struct Group {
    pub head: String,
    /// Whether its rules add up, so that their order cannot matter.
    pub adds_up: bool,
    pub rules: Vec<String>,
}

impl Model {
    /// The source text; every rule and group has a name of its own.
    pub fn text(&self) -> String {
        let mut text = format!("{RECORD}model m scores Lead\n  {}\n", self.settings);
        for group in &self.groups {
            text.push_str(&format!("{} {{\n", group.head));
            for rule in &group.rules {
                text.push_str(&format!("  {rule}\n"));
            }
            text.push_str("}\n");
        }
        text.push_str(&self.rest);
        text
    }
}

fn points() -> impl Strategy<Value = String> + Clone {
    (-2000_i64..=2000, 0_u32..=2).prop_map(|(hundredths, kept)| {
        let amount = Decimal::new(hundredths, 2).round_dp(kept);
        if amount.is_sign_negative() { amount.to_string() } else { format!("+{amount}") }
    })
}

/// A limit around 0; half of the time none.
fn limit() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => Just(String::new()),
        1 => (0_i64..20).prop_map(|high| format!(" limit ..{high}")),
        1 => (0_i64..20).prop_map(|low| format!(" limit -{low}..")),
        1 => (0_i64..20, 0_i64..20).prop_map(|(low, high)| format!(" limit -{low}..{high}")),
    ]
}

/// Points, or points per something with a limit.
fn award() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => points(),
        1 => (-5_i64..=5).prop_map(|share| format!("{}{share}%", if share < 0 { "" } else { "+" })),
        2 => (points(), calculated(), limit()).prop_map(|(points, per, limit)| {
            let per = if per.starts_with('(') { per } else { format!("({per})") };
            format!("{points} per {per}{limit}")
        }),
    ]
}

fn valid() -> impl Strategy<Value = &'static str> + Clone {
    proptest::sample::select(
        &["", "", "", " valid 2025-03-01..2025-03-31", " valid ..2025-02-28"][..],
    )
}

/// One rule without its reason.
pub fn rule() -> impl Strategy<Value = String> {
    let row = (test(), award(), valid());
    prop_oneof![
        4 => (condition(), award(), valid())
            .prop_map(|(condition, award, valid)| format!("when {condition} then {award}{valid}")),
        1 => (calculated(), proptest::collection::vec((whole(), award(), valid()), 1..3), award())
            .prop_map(|(subject, rows, rest)| {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|(from, award, valid)| format!("{from}..{} then {award}{valid}\n", from + 4))
                    .collect();
                format!("match {subject} {{\n{}missing then +1\notherwise then {rest}\n}}", rows.concat())
            }),
        1 => row.prop_map(|(test, award, valid)| format!("when {test} then {award}{valid}")),
    ]
}

fn group() -> impl Strategy<Value = Group> {
    let kind = proptest::sample::select(&["", "", " first match", " highest", " lowest"][..]);
    let weight =
        proptest::sample::select(&["", "", " weight 0.5", " weight 1.5", " weight 0.333"][..]);
    (kind, weight, limit(), proptest::collection::vec(rule(), 1..5)).prop_map(
        |(kind, weight, limit, rules)| Group {
            head: format!("{kind}{weight}{limit}"),
            adds_up: kind.is_empty(),
            rules,
        },
    )
}

/// A whole model with groups of all kinds, weights, limits, a start and bands.
pub fn model() -> impl Strategy<Value = Model> {
    let settings = (-20_i64..20, 0_i64..60, -30_i64..0, any::<bool>()).prop_map(
        |(start, high, low, limited)| {
            let limit = if limited { format!("limit {low}..{high}") } else { String::new() };
            format!("{limit} ready at 80 start at {start}")
        },
    );
    (settings, proptest::collection::vec(group(), 1..4)).prop_map(|(settings, mut groups)| {
        for (number, group) in groups.iter_mut().enumerate() {
            group.head = format!("group \"g{number}\"{}", group.head);
            for (index, rule) in group.rules.iter_mut().enumerate() {
                rule.push_str(&format!(" because \"r{number}.{index}\""));
            }
        }
        let rest =
            "bands { Hot from 30, Warm from 10.5, Cool from -5, Cold otherwise }\n".to_owned();
        Model { settings, groups, rest }
    })
}
