//! Random models that use each other's scores, written as source text: five files over the same records.

use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{condition, rule};

/// Leads of organisations, and events that belong to both.
const RECORDS: &str = r#"record Lead {
  id: text, key
  x: number
  org: Org, by org
  events: list of Event, by lead
}
record Org {
  id: text, key
  size: integer
  parent: Org, by parent
  events: list of Event, by firm
}
record Event {
  id: text, key
  n: number
  m: integer
  p: percent
  t: text
  u: one of ["red", "green", "blue"]
  d: date
  s: datetime, time
  b: yes/no
  c: yes/no
  l: list of text
  k: list of number
}
"#;

/// A file, with its name.
pub type File = (&'static str, String);

/// What stands for a test of an event, a number, and points.
fn filled(template: &'static str) -> impl Strategy<Value = String> {
    let points = select(vec!["+5", "-3", "+0.25", "+7.77", "+12"]);
    (condition(), -6_i32..12, points).prop_map(move |(test, number, points)| {
        let filled = template.replace("TEST", &test).replace("NUMBER", &number.to_string());
        filled.replace("POINTS", points)
    })
}

fn one_of(templates: &[&'static str]) -> BoxedStrategy<String> {
    select(templates.to_vec()).prop_flat_map(filled).boxed()
}

/// Of an event.
fn of_event() -> BoxedStrategy<String> {
    rule().boxed()
}

/// Of an organisation, by what it is.
fn of_org() -> BoxedStrategy<String> {
    one_of(&[
        "when size > NUMBER then POINTS",
        "when parent is known then POINTS",
        "when parent.size > NUMBER then POINTS",
        "when count(events where TEST) > 1 then POINTS",
        "match size {\n  missing then POINTS\n  ..5 then +2\n  otherwise then -1.5 per size limit -9..\n}",
    ])
}

/// Of an organisation, by scores of it, of the one above it, and of its events.
fn of_org_by_scores() -> BoxedStrategy<String> {
    one_of(&[
        "when size > NUMBER then POINTS",
        "when score of small > NUMBER then POINTS",
        "when score of small for parent > NUMBER then POINTS",
        "when score of small for parent is missing then POINTS",
        "when parent is known then +0.5 per (score of small for parent)",
        "when sum(score of event for events) > NUMBER then POINTS",
        "when any events where (TEST) and score of event > NUMBER then POINTS",
        "for each events where TEST then +1.5 per (score of event) limit ..9",
    ])
}

/// Of a lead, for other models of leads.
fn of_lead() -> BoxedStrategy<String> {
    one_of(&[
        "when x > NUMBER then POINTS",
        "when x is known then POINTS per x",
        "when org.size > NUMBER then POINTS",
        "when count(events where TEST) > 1 then POINTS",
        "when any events where (TEST) and n > x then POINTS",
        "when score of small for org > NUMBER then POINTS",
        "for each events where TEST then POINTS first 3 limit ..20",
    ])
}

/// Of a lead, by all scores that there are.
fn of_lead_by_scores() -> BoxedStrategy<String> {
    one_of(&[
        "when x > NUMBER then POINTS",
        "when score of other > NUMBER then POINTS",
        "when score of other in -9..NUMBER or x > 2 then POINTS",
        "when x is known then POINTS per (score of other)",
        "when score of large for org > NUMBER then POINTS",
        "when score of large for org is missing then POINTS",
        "when score of small for org.parent > NUMBER then POINTS",
        "when org is known then +0.13 per (score of large for org)",
        "when score of large for org * 2 - score of other > NUMBER then POINTS",
        "when score of other / score of small for org > NUMBER then POINTS",
        "when sum(score of event for events where TEST) > NUMBER then POINTS",
        "when max(score of event for events) > NUMBER then POINTS",
        "when min(score of event for events where TEST) < NUMBER then POINTS",
        "when average(score of event for events) > NUMBER then POINTS",
        "when any events where score of event > NUMBER and (TEST) then POINTS",
        "when count(events where score of other > n) > 1 then POINTS",
        "when any events where score of large for org > n and (TEST) then POINTS",
        "for each events where TEST then +0.5 per (score of event) first 3",
        "for each events where score of event > NUMBER then POINTS once per week",
    ])
}

/// The rest of a file behind its `use`s: a model with rules in one or two groups.
fn model(
    name: &'static str,
    record: &'static str,
    rules: BoxedStrategy<String>,
) -> impl Strategy<Value = String> {
    let settings = select(vec!["", "limit 0..40", "limit -5..9.5 start at 2", "start at -3"]);
    let kind = select(vec!["", "", "", " limit ..12", " highest", " first match", " weight 0.333"]);
    let group = (kind, prop::collection::vec(rules, 1..4));
    (settings, prop::collection::vec(group, 1..3)).prop_map(move |(settings, groups)| {
        let mut text = format!(
            "\nmodel {name} scores {record}\n  timezone \"ZONE\"\n  ready at 80\n  {settings}\n"
        );
        for (number, (kind, rules)) in groups.iter().enumerate() {
            text.push_str(&format!("group \"g{number}\"{kind} {{\n"));
            for (index, rule) in rules.iter().enumerate() {
                text.push_str(&format!("  {rule} because \"{name} {number}.{index}\"\n"));
            }
            text.push_str("}\n");
        }
        text
    })
}

/// The files of five models; the last, `m.score`, asks for the scores of the others.
pub fn files() -> impl Strategy<Value = Vec<File>> {
    let zone = select(vec!["UTC", "America/St_Johns", "Asia/Kolkata"]);
    let models = (
        model("event", "Event", of_event()),
        model("small", "Org", of_org()),
        model("large", "Org", of_org_by_scores()),
        model("other", "Lead", of_lead()),
        model("m", "Lead", of_lead_by_scores()),
    );
    (zone, models, any::<bool>()).prop_map(|(zone, (event, small, large, other, m), out)| {
        let file = |name: &'static str, used: &[&str], text: &str| -> File {
            let uses = ["records"].iter().chain(used);
            let uses: String = uses.map(|it| format!("use \"{it}.score\"\n")).collect();
            (name, uses + &text.replace("ZONE", zone))
        };
        // Who is disqualified has a score like any other.
        let out = if out { "disqualify when size > 3\n" } else { "" };
        vec![
            ("records.score", RECORDS.to_owned()),
            file("event.score", &[], &event),
            file("small.score", &[], &format!("{small}{out}")),
            file("large.score", &["event", "small"], &large),
            file("other.score", &["small"], &other),
            file("m.score", &["event", "small", "large", "other"], &m),
        ]
    })
}
