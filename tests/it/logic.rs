//! What is said about the logic of rules is true of every lead, and what is offered mends it.

use std::collections::BTreeMap;

use leadscore::diagnostic::{Diagnostic, Suggestion, codes};
use leadscore::eval::Scorer;
use leadscore::ir::Value;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{RECORD, as_of, condition, lead};
use crate::support::{Rules, program, rendered, rules};

/// Tests of a few fields with few constants, so that they often clash.
fn narrow_test() -> impl Strategy<Value = String> {
    let number = select(vec!["-1", "0", "1", "2", "2.5", "3"]);
    let compare = select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let field = select(vec!["n", "m", "m", "n otherwise 0"]);
    let text = select(vec!["a", "A b", "head of a", "ad", "b"]);
    let word = select(vec![
        "== #",
        "!= #",
        "contains #",
        "does not contain #",
        "starts with #",
        "ends with #",
        "contains word #",
        "is exactly #",
        "does not start with #",
        "in [#, \"b\"]",
        "not in [#, \"zz\"]",
    ]);
    let color = select(vec!["== #", "!= #", "in [#, \"red\"]", "not in [#, \"blue\"]"]);
    let date = select(vec!["2025-01-30", "2025-01-31", "2025-02-28", "2025-03-01"]);
    let window = select(vec![
        "within last # @",
        "within next # @",
        "less than # @ ago",
        "more than # @ ago",
        "less than # @ from now",
        "more than # @ from now",
    ]);
    let unit = select(vec!["days", "weeks", "months", "quarters", "years"]);
    let count = select(vec![1_u32, 2, 3, 4, 7, 12, 28, 29, 30, 31, 59, 61, 365]);
    let windows =
        (select(vec!["d", "s"]), window, count, unit).prop_map(|(field, form, count, unit)| {
            format!("{field} {}", form.replace('#', &count.to_string()).replace('@', unit))
        });
    prop_oneof![
        4 => (field, compare.clone(), number).prop_map(|(it, op, to)| format!("{it} {op} {to}")),
        1 => (0_i64..3, 0_i64..3).prop_map(|(a, b)| format!("m in {a}..{}", a + b)),
        4 => (word, text.clone()).prop_map(|(form, to)| format!("t {}", form.replace('#', &format!("\"{to}\"")))),
        2 => (color, select(vec!["red", "GREEN", "blue"]))
            .prop_map(|(form, to)| format!("u {}", form.replace('#', &format!("\"{to}\"")))),
        2 => (select(vec!["d", "s"]), compare, date).prop_map(|(it, op, to)| format!("{it} {op} {to}")),
        4 => windows,
        1 => (select(vec!["contains", "does not contain"]), text).prop_map(|(op, to)| format!("l {op} \"{to}\"")),
        2 => select(vec![
            "b", "not b", "b == no", "b != no", "n > m", "n <= m", "n != m", "n == n", "n is missing",
            "t is known", "u is missing", "d is missing", "s is known", "l is missing", "b is known",
            "s < 2025-02-28T12:30", "s >= 2025-02-28T12:30", "weekday(d) > 5", "length(t) >= 0",
        ]).prop_map(str::to_owned),
    ]
}

fn narrow_condition() -> impl Strategy<Value = String> {
    narrow_test().prop_recursive(3, 10, 4, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..5);
        (several, select(vec![" and ", " or "]), any::<bool>()).prop_map(|(parts, word, turned)| {
            let parts: Vec<String> = parts.iter().map(|it| format!("({it})")).collect();
            let joined = parts.join(word);
            if turned { format!("not ({joined})") } else { joined }
        })
    })
}

fn when(condition: &str) -> String {
    format!("{RECORD}when {condition} then +1\n")
}

/// Whether a condition holds for each of some leads.
fn holds(condition: &str, leads: &[Vec<Value>]) -> Vec<bool> {
    let program = program(&when(condition));
    let scorer = Scorer::new(&program, as_of());
    leads.iter().map(|lead| !scorer.score(lead).groups[0].fired.is_empty()).collect()
}

fn edited(text: &str, suggestion: &Suggestion) -> String {
    let mut text = text.to_owned();
    let mut edits: Vec<_> = suggestion.edits.iter().collect();
    edits.sort_by_key(|it| std::cmp::Reverse((it.place.span.start, it.place.span.end)));
    for edit in edits {
        text.replace_range(edit.place.span.range(), &edit.text);
    }
    text
}

/// Checks everything that is said about a condition on some leads.
fn claims_are_true(condition: &str, leads: &[Vec<Value>]) -> Result<usize, TestCaseError> {
    let text = when(condition);
    let found = rules(&text);
    let mut claims = 0;
    for finding in &found.diagnostics {
        let parts: Vec<String> =
            finding.labels.iter().map(|it| format!("({})", &text[it.place.span.range()])).collect();
        let joined = |word: &str| holds(&parts.join(word), leads);
        claims += 1;
        match finding.code {
            codes::ALWAYS_TRUE => {
                prop_assert!(joined(" or ").iter().all(|it| *it), "{condition}: {finding:?}");
            }
            codes::NEVER_TRUE => {
                prop_assert!(!joined(" and ").iter().any(|it| *it), "{condition}: {finding:?}");
            }
            codes::ONLY_ASKS_IF_KNOWN => asks_if_known(finding, &parts, leads)?,
            codes::ADDS_NOTHING => {
                let shorter = edited(&text, &finding.suggestions[0]);
                let shorter =
                    &shorter[RECORD.len() + "when ".len()..shorter.len() - " then +1\n".len()];
                prop_assert_eq!(
                    holds(condition, leads),
                    holds(shorter, leads),
                    "{} {}",
                    condition,
                    shorter
                );
            }
            _ => claims -= 1,
        }
    }
    Ok(claims)
}

/// All leads that know the field pass (or none does), and if it is offered to ask just that, it is the same.
fn asks_if_known(
    finding: &Diagnostic,
    parts: &[String],
    leads: &[Vec<Value>],
) -> Result<(), TestCaseError> {
    let name = finding.message.split('*').nth(1).unwrap_or_default();
    let fields = ["n", "m", "p", "t", "u", "d", "s", "b", "c", "l", "k"];
    let Some(field) = fields.iter().position(|it| *it == name) else { return Ok(()) };
    let only_missing = finding.message.starts_with("Only a missing");
    let answers = holds(&parts.join(if only_missing { " and " } else { " or " }), leads);
    let just_asks = finding
        .suggestions
        .iter()
        .any(|it| it.message.starts_with("Write") && it.message.contains(" is "));
    for (lead, answer) in leads.iter().zip(answers) {
        if just_asks || !lead[field].is_missing() {
            prop_assert_eq!(answer, lead[field].is_missing() == only_missing, "{:?}", finding);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(128)))]

    #[test]
    fn claims_about_narrow_conditions_are_true(
        condition in narrow_condition(), leads in proptest::collection::vec(lead(), 16)
    ) {
        claims_are_true(&condition, &leads)?;
    }

    #[test]
    fn claims_about_any_conditions_are_true(
        condition in condition(), leads in proptest::collection::vec(lead(), 16)
    ) {
        claims_are_true(&condition, &leads)?;
    }

    #[test]
    fn windows_that_are_said_to_clash_do_so_on_every_day(
        parts in proptest::collection::vec(narrow_test().prop_filter("a window", |it| {
            it.starts_with("d ") && (it.contains("last") || it.contains("next") || it.contains("than"))
        }), 2..4),
        or in any::<bool>()
    ) {
        let days = (-70..400).map(|back| {
            let today: jiff::civil::Date = "2025-03-01".parse().unwrap();
            let mut lead = vec![Value::Missing; 11];
            lead[5] = Value::Date(today.checked_sub(jiff::Span::new().days(back)).unwrap());
            lead
        });
        claims_are_true(&parts.join(if or { " or " } else { " and " }), &days.collect::<Vec<_>>())?;
    }

    #[test]
    fn rows_that_are_never_reached_never_fire(
        rows in proptest::collection::vec((-6_i64..6, 0_i64..6, select(vec!["#..@", "> #", "<= @", "#, @", "#", "not in #..@"])), 1..7),
        first_match in any::<bool>()
    ) {
        let patterns: Vec<String> = rows
            .iter()
            .map(|(from, wide, form)| form.replace('#', &from.to_string()).replace('@', &(from + wide).to_string()))
            .collect();
        let mut body = String::new();
        for (index, pattern) in patterns.iter().enumerate() {
            match (first_match, pattern.starts_with(['>', '<', 'n'])) {
                (false, _) => body.push_str(&format!("{pattern} then +1 because \"{index}\"\n")),
                (true, true) => body.push_str(&format!("when m {pattern} then +1 because \"{index}\"\n")),
                (true, false) => body.push_str(&format!("when m in {} then +1 because \"{index}\"\n",
                    if pattern.contains("..") { pattern.clone() } else { format!("[{pattern}]") })),
            }
        }
        let text = match first_match {
            true => format!("{RECORD}group \"G\" first match {{\n{body}}}\n"),
            false => format!("{RECORD}match m {{\n{body}missing then +1 because \"m\"\notherwise then +1 because \"o\"\n}}\n"),
        };
        let Rules { program, diagnostics, .. } = rules(&text);
        let program = program.unwrap();
        let scorer = Scorer::new(&program, as_of());
        let mut reached: BTreeMap<String, bool> = BTreeMap::new();
        for m in (-20..20).map(|it| Value::Number(it.into())).chain([Value::Missing]) {
            let mut lead = vec![Value::Missing; 11];
            lead[1] = m;
            let outcome = scorer.score(&lead);
            let fired = outcome.groups.iter().flat_map(|it| &it.fired).next();
            if let Some(fired) = fired {
                let rule = program.rule(fired.rule).unwrap();
                let label = fired.row(rule).map_or(&rule.identity, |row| &row.identity).label.clone();
                reached.insert(label, true);
            }
        }
        let label_behind = |at: u32| {
            let rest = &text[at as usize..];
            rest.split('"').nth(1).unwrap().to_owned()
        };
        let mut dead: Vec<String> = diagnostics
            .iter()
            .filter(|it| it.code == codes::ROW_NEVER_REACHED && !it.message.contains("never apply here"))
            .map(|it| label_behind(it.place().unwrap().span.start))
            .collect();
        dead.sort();
        // What is said is true, and nothing that is so is left unsaid.
        let all = (0..patterns.len()).map(|it| it.to_string());
        let extra = (!first_match).then(|| ["m", "o"].map(str::to_owned)).into_iter().flatten();
        let mut unreached: Vec<String> = all.chain(extra).filter(|it| !reached.contains_key(it)).collect();
        unreached.sort();
        prop_assert_eq!(dead, unreached, "{}\n{}", text, rendered(&rules(&text)));
    }
}

/// The codes whose suggestions are tried.
fn of_logic(finding: &Diagnostic) -> bool {
    ("W0710".."W0720").contains(&finding.code.id)
}

#[test]
fn every_offer_mends_what_it_is_about() {
    let mut tried = 0;
    insta::glob!("../diagnostics/logic", "*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let before = rules(&text);
        assert!(before.program.is_some() || text.contains("\"D\""), "{}", path.display());
        for finding in before.diagnostics.iter().filter(|it| of_logic(it)) {
            for suggestion in &finding.suggestions {
                tried += 1;
                let mended = edited(&text, suggestion);
                let after = rules(&mended);
                let same =
                    |it: &&Diagnostic| it.code == finding.code && it.message == finding.message;
                let count = |all: &Rules| all.diagnostics.iter().filter(same).count();
                let errors =
                    |all: &Rules| all.diagnostics.iter().filter(|it| it.is_error()).count();
                assert!(
                    count(&after) < count(&before) && errors(&after) <= errors(&before),
                    "{}: {} does not mend: {}\n{mended}\n{}",
                    path.display(),
                    suggestion.message,
                    finding.message,
                    rendered(&after)
                );
            }
        }
    });
    assert!(tried > 90, "only {tried} offers were tried");
}

#[test]
fn files_in_which_nothing_is_wrong_get_no_word_about_logic() {
    let mut files = 0;
    insta::glob!("../diagnostics/logic", "*_not.score", |path| {
        let rules = rules(&std::fs::read_to_string(path).unwrap());
        files += 1;
        assert!(rules.diagnostics.is_empty(), "{}\n{}", path.display(), rendered(&rules));
    });
    assert!(files >= 14);
}
