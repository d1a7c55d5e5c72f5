//! What must hold for every model, lead and text.

use leadscore::eval::{Scorer, explain};
use leadscore::ir::{GroupKind, Points, Value};
use leadscore::source::{SourceFile, Sources};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::generate::{self, Model, RECORD, as_of, condition, full_lead, lead, model};
use crate::support::{program, rendered, rules};

/// Which of several conditions hold for a lead.
fn hold(conditions: &[String], lead: &[Value]) -> Vec<bool> {
    let mut text = RECORD.to_owned();
    for (index, condition) in conditions.iter().enumerate() {
        text.push_str(&format!("when {condition} then +1 because \"{index}\"\n"));
    }
    let program = program(&text);
    let scorer = Scorer::new(&program, as_of());
    let outcome = scorer.score(lead);
    let fired: Vec<usize> =
        outcome.groups[0].fired.iter().map(|it| usize::try_from(it.rule.0).unwrap()).collect();
    (0..conditions.len()).map(|index| fired.contains(&index)).collect()
}

fn all_equal(answers: &[bool]) -> bool {
    answers.iter().all(|it| *it == answers[0])
}

proptest! {
    #[test]
    fn de_morgan_and_double_negation_hold_with_missing_values(
        a in condition(), b in condition(), lead in lead()
    ) {
        let both = [
            format!("not (({a}) and ({b}))"),
            format!("(not ({a})) or (not ({b}))"),
            format!("not (not (not (({a}) and ({b}))))"),
        ];
        prop_assert!(all_equal(&hold(&both, &lead)));
        let either = [
            format!("not (({a}) or ({b}))"),
            format!("(not ({a})) and (not ({b}))"),
            format!("not ({b}) and not ({a})"),
        ];
        prop_assert!(all_equal(&hold(&either, &lead)));
        let answers = hold(&[a.clone(), format!("not ({a})"), format!("({a}) or not ({a})")], &lead);
        prop_assert!(answers[0] != answers[1] && answers[2]);
    }

    #[test]
    fn negated_operators_are_exact_negations(lead in lead(), a in select(vec!["a", "straße", "é", "A b"])) {
        let pairs = [
            ("t == \"#\"", "t != \"#\""),
            ("t in [\"#\", \"x\"]", "t not in [\"#\", \"x\"]"),
            ("t contains \"#\"", "t does not contain \"#\""),
            ("t contains word \"#\"", "t does not contain word \"#\""),
            ("t starts with \"#\"", "t does not start with \"#\""),
            ("t ends with \"#\"", "t does not end with \"#\""),
            ("t contains any of [\"#\", \"b\"]", "t contains none of [\"#\", \"b\"]"),
            ("t matches \"#.*\"", "t does not match \"#.*\""),
            ("t is exactly \"#\"", "t is not exactly \"#\""),
            ("t is missing", "t is known"),
            ("l contains \"#\"", "l does not contain \"#\""),
            ("l contains any of [\"#\", \"b\"]", "l contains none of [\"#\", \"b\"]"),
            ("n == 2", "n != 2"),
            ("n in -1..2.5", "n not in -1..2.5"),
            ("n == m", "n != m"),
            ("b == c", "b != c"),
            ("b == yes", "b != yes"),
            ("u in [\"red\", \"blue\"]", "u not in [\"red\", \"blue\"]"),
            ("d == 2025-02-28", "d != 2025-02-28"),
            ("s == 2025-02-28", "s != 2025-02-28"),
            ("p in 0%..5%", "p not in 0%..5%"),
        ];
        let conditions: Vec<String> =
            pairs.iter().flat_map(|(yes, no)| [yes.replace('#', a), no.replace('#', a)]).collect();
        let answers = hold(&conditions, &lead);
        for (pair, answers) in pairs.iter().zip(answers.chunks(2)) {
            prop_assert!(answers[0] != answers[1], "{pair:?} with {a}");
        }
    }

    #[test]
    fn the_lines_of_an_explanation_add_up(model in model(), lead in lead()) {
        let program = program(&model.text());
        let explanation = explain(&Scorer::new(&program, as_of()), &lead);
        prop_assert_eq!(explanation.total(), explanation.outcome.score);
        for part in &explanation.parts {
            let sum: Points = part.lines.iter().map(|line| line.points).sum();
            prop_assert_eq!(sum, part.points);
        }
        let parts: Points = explanation.parts.iter().map(|part| part.points).sum();
        prop_assert_eq!(parts, explanation.outcome.score);
    }

    #[test]
    fn the_order_of_rules_and_groups_changes_nothing(
        model in model(), lead in lead(), turns in proptest::collection::vec(any::<Index>(), 8)
    ) {
        let mut other = model.clone();
        let mut turns = turns.iter().cycle();
        let by = turns.next().unwrap().index(other.groups.len());
        other.groups.rotate_left(by);
        for group in &mut other.groups {
            let by = turns.next().unwrap().index(group.rules.len());
            if group.adds_up {
                group.rules.rotate_left(by);
            }
        }
        prop_assert_eq!(score(&model, &lead), score(&other, &lead));
    }

    #[test]
    fn limits_are_kept(model in model(), lead in lead()) {
        let program = program(&model.text());
        let outcome = Scorer::new(&program, as_of()).score(&lead);
        let inside = |limit: leadscore::ir::Limits, points| limit.keep(points) == points;
        prop_assert!(inside(program.limit, outcome.score));
        for (group, points) in program.groups.iter().zip(&outcome.groups) {
            prop_assert!(inside(group.limit, points.points));
            for fired in &points.fired {
                let rule = program.rule(fired.rule).unwrap();
                prop_assert!(inside(rule.limit, fired.limited));
                prop_assert!(fired.counted == fired.limited || fired.counted == Points::ZERO);
            }
            let counting = points.fired.iter().filter(|it| it.counted != Points::ZERO).count();
            prop_assert!(group.kind == GroupKind::Sum || counting <= 1);
        }
    }

    #[test]
    fn the_range_holds_the_score_of_every_completion(
        model in model(), lead in lead(),
        fillings in proptest::collection::vec(full_lead(), 8)
    ) {
        let program = program(&model.text());
        let scorer = Scorer::new(&program, as_of());
        let explanation = explain(&scorer, &lead);
        for filling in fillings {
            let completed: Vec<Value> = lead
                .iter()
                .zip(filling)
                .map(|(value, filling)| if value.is_missing() { filling } else { value.clone() })
                .collect();
            let score = scorer.score(&completed).score;
            match &explanation.range {
                None => prop_assert_eq!(score, explanation.outcome.score),
                Some(range) => {
                    prop_assert!(range.low.is_none_or(|low| low <= score), "{range:?}, {score}");
                    prop_assert!(range.high.is_none_or(|high| score <= high), "{range:?}, {score}");
                }
            }
        }
    }

    #[test]
    fn formatting_changes_no_score(model in model(), lead in lead()) {
        let text = model.text();
        let id = Sources::new().add(SourceFile::new("m.score", text.as_str()));
        let formatted = leadscore::format::format(id, &text).unwrap();
        let (before, after) = (program(&text), program(&formatted));
        let before = Scorer::new(&before, as_of()).score(&lead);
        prop_assert_eq!(before, Scorer::new(&after, as_of()).score(&lead));
        let again = leadscore::format::format(id, &formatted).unwrap();
        prop_assert_eq!(formatted, again);
    }

    #[test]
    fn the_way_to_the_next_band_reaches_it(model in model(), lead in lead()) {
        let program = program(&model.text());
        let explanation = explain(&Scorer::new(&program, as_of()), &lead);
        let band = explanation.outcome.band.unwrap();
        prop_assert_eq!(explanation.next_band.is_none(), band == 0);
        if let Some(next) = explanation.next_band {
            let wanted = &program.bands[band - 1];
            prop_assert_eq!(&next.band, &wanted.label);
            prop_assert_eq!(next.missing, wanted.from.unwrap() - explanation.outcome.score);
            prop_assert!(next.missing > Points::ZERO);
            prop_assert_eq!(next.score.is_none(), next.changes.is_empty());
            prop_assert!(next.score.is_none_or(|score| score >= wanted.from.unwrap()));
        }
    }
}

fn score(model: &Model, lead: &[Value]) -> Points {
    let program = program(&model.text());
    Scorer::new(&program, as_of()).score(lead).score
}

const TOKENS: &[&str] = &[
    "when",
    "then",
    "and",
    "or",
    "not",
    "in",
    "is",
    "where",
    "match",
    "group",
    "bands",
    "stars",
    "grid",
    "test",
    "given",
    "expect",
    "record",
    "list",
    "let",
    "use",
    "model",
    "missing",
    "values",
    "otherwise",
    "because",
    "limit",
    "per",
    "valid",
    "for each",
    "disqualify",
    "on",
    "entering",
    "do",
    "contains",
    "word",
    "any of",
    "none of",
    "starts with",
    "matches",
    "within last",
    "ago",
    "more than",
    "days",
    "score of",
    "first match",
    "highest",
    "weight",
    "ready at",
    "start at",
    "from",
    "key",
    "n",
    "t",
    "Lead",
    "text",
    "number",
    "`a b`",
    "制造业",
    "і",
    "\"a\"",
    "\"",
    "“",
    "”",
    "„",
    "'",
    "`",
    "+20",
    "-5",
    "20",
    "30%",
    "1,000",
    "5k",
    "0.1",
    "100..500",
    "..",
    "..<",
    "...",
    "…",
    "2025-02-20",
    "2025-02-30",
    "01/02/2025",
    "2025-01-01T10:00",
    "==",
    "!=",
    "=",
    "<",
    ">=",
    "=>",
    "+",
    "-",
    "–",
    "*",
    "/",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "（",
    "）",
    ",",
    ":",
    ".",
    ";",
    "#",
    "# x\n",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "👨‍👩‍👧",
    "\\",
    "\\\"",
    "&&",
    "||",
    "!",
    "$",
    "%",
    "％",
    "＝",
];

/// Reads, checks and draws everything about a text; panics and spans that do not fit it are found here.
fn read(text: &str) {
    let rules = rules(text);
    for finding in &rules.diagnostics {
        for label in &finding.labels {
            let range = label.place.span.range();
            assert!(
                text.get(range.clone()).is_some(),
                "{range:?} is no piece of the text: {finding:?}"
            );
        }
        for edit in finding.suggestions.iter().flat_map(|it| &it.edits) {
            assert!(text.get(edit.place.span.range()).is_some());
        }
    }
    rendered(&rules);
}

proptest! {
    #[test]
    fn token_soup_is_read_without_panic(
        soup in proptest::collection::vec((select(TOKENS), any::<bool>()), 0..250)
    ) {
        let mut text: String =
            soup.iter().map(|(token, blank)| if *blank { format!("{token} ") } else { (*token).to_owned() }).collect();
        while text.len() > 2048 {
            text.pop();
        }
        read(&text);
    }

    #[test]
    fn damaged_rules_are_read_without_panic(
        model in model(),
        damage in proptest::collection::vec((any::<Index>(), 0_usize..12, select(TOKENS)), 1..6)
    ) {
        let mut text = model.text();
        for (at, cut, token) in damage {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let first = at.index(starts.len());
            let start = starts[first];
            let end = starts.get(first + cut).copied().unwrap_or(text.len());
            text.replace_range(start..end, token);
        }
        read(&text);
    }

    #[test]
    fn any_characters_are_read_without_panic(text in "\\PC{0,300}") {
        read(&text);
    }
}

#[test]
fn full_width_brackets_have_whole_spans() {
    for text in [
        "when （n > 1 then +1",
        "when n in （",
        "group \"g\" { when max（n, 1 > 2 then +1",
        "let x = （（n > 1）",
    ] {
        read(&format!("{RECORD}{text}\n"));
    }
}

/// Rules with one mistake each, each of another kind.
const MISTAKES: &[&str] = &[
    "when nn > 1 then +1",
    "when n > \"1\" then +1",
    "when n > 1 then 1",
    "when n > 1 +1",
    "when t > \"a\" then +1",
    "when u == \"rad\" then +1",
    "when (n > 1 then +1",
    "when n in 5..1 then +1",
    "when p > 5 then +1",
    "when l == \"a\" then +1",
    "when t == \"a then +1",
    "when d > 2025-02-30 then +1",
    "when n > 1 or m > 1 and b then +1",
    "when d within last 5 dayz then +1",
    "when lenght(t) > 1 then +1",
    "when t contains \"\" then +1",
    "when n / 0 > 1 then +1",
    "when n > 1 then +1.234",
    "when n then +1",
    "when t matches \"[\" then +1",
    "when 1 < n < 5 then +1",
    "when n > 1,000 then +1",
    "when n > 1 then +1 limit ..5",
];

proptest! {
    #[test]
    fn every_mistake_is_told_and_every_other_rule_is_kept(
        sound in proptest::collection::vec(generate::rule(), 1..8),
        mistakes in proptest::collection::vec((any::<Index>(), select(MISTAKES)), 1..8),
        grouped in any::<bool>()
    ) {
        let mut lines: Vec<String> = sound
            .iter()
            .enumerate()
            .map(|(index, rule)| format!("{rule} because \"sound {index}\""))
            .collect();
        for (at, mistake) in &mistakes {
            lines.insert(at.index(lines.len() + 1), (*mistake).to_owned());
        }
        let body = lines.join("\n");
        let body = if grouped { format!("group \"g\" {{\n{body}\n}}") } else { body };
        let rules = rules(&format!("{RECORD}model m scores Lead ready at 80\n{body}\n"));
        let errors = rules.diagnostics.iter().filter(|it| it.is_error()).count();
        prop_assert!(errors >= mistakes.len(), "{} of {}:\n{body}\n{}", errors, mistakes.len(), rendered(&rules));
        let tree = format!("{:?}", rules.file);
        for index in 0..sound.len() {
            let reason = format!("\"sound {index}\"");
            prop_assert!(tree.contains(&reason), "{reason} is gone:\n{body}\n{}", rendered(&rules));
        }
    }
}
