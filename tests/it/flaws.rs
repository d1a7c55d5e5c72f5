//! Flaws that only a proof shows, and what is said about them: each file with its findings in one snapshot.

use std::collections::BTreeMap;

use leadscore::analyze::lints::{self, Lint};
use leadscore::analyze::{Budget, Space, Verdict, compare};
use leadscore::diagnostic::{Applicability, Diagnostic, Style, Suggestion, render};
use leadscore::eval::Scorer;
use leadscore::fix::apply;
use leadscore::ir::{AsOf, Points, Value};
use leadscore::project::Project;
use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};

use crate::generate::{RECORD, as_of, condition, lead, model};
use crate::support::{Rules, assert_snapshot_in, repository, rules};

const BUDGET: Budget = Budget(20_000);

/// What all lints find beside what checking says.
fn proved(rules: &Rules) -> Vec<(&'static Lint, Diagnostic)> {
    let Some(program) = &rules.program else { panic!("these rules are not sound") };
    lints::run(&Space::new(program, as_of()), &rules.written, &rules.diagnostics, BUDGET, |_| true)
}

#[test]
fn flaws() {
    insta::glob!("../lints", "*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let rules = rules(&text);
        let drawn = |it: &Diagnostic| render(it, &rules.sources, Style::PLAIN);
        let said: String = rules.diagnostics.iter().map(drawn).collect();
        let found: String = proved(&rules)
            .iter()
            .map(|(lint, it)| format!("{}: {}{}", lint.name(), drawn(it), mended(&text, it)))
            .collect();
        let (_, shown) = text.split_once("at:      datetime, time\n}\n\n").unwrap();
        let mut report = format!("{}\n── found\n{found}", shown.trim_end());
        if !said.is_empty() {
            report.push_str(&format!("── said before\n{said}"));
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert_snapshot_in(path.parent().unwrap(), name, report);
    });
}

/// What the suggestions of a finding change, line by line.
fn mended(text: &str, finding: &Diagnostic) -> String {
    let mut report = String::new();
    for suggestion in &finding.suggestions {
        let is_safe = suggestion.applicability == Applicability::Safe;
        let how = if is_safe { "fix" } else { "offer" };
        report.push_str(&format!("  {how}: {}\n", suggestion.message));
        let new = taken(text, finding, suggestion);
        let lines = TextDiff::from_lines(text, new.as_str());
        for line in lines.iter_all_changes().filter(|it| it.tag() != ChangeTag::Equal) {
            let text = line.value().trim_end();
            report.push_str(format!("  {} {text}", line.tag()).trim_end());
            report.push('\n');
        }
    }
    report
}

/// The rules with what a suggestion says.
fn taken(text: &str, finding: &Diagnostic, suggestion: &Suggestion) -> String {
    let (text, applied) = apply(text, finding.place().unwrap().file, &[suggestion]);
    assert_eq!(applied, [0]);
    text
}

/// Among many rules that differ little, those that mean the same find each other.
#[test]
fn two_of_many_rules_that_mean_the_same_are_found() {
    let rule = |it: usize| format!("when a > {it} and b == \"v{it}\" then +1\n");
    let many: String = (0..300).map(rule).collect();
    let other = "when not (a <= 150 or a is missing) and b in [\"v150\"] then +2\n";
    let rules = rules(&format!("record Lead {{ a: integer  b: text }}\n{many}{other}"));
    let found = proved(&rules);
    let equal = found.iter().filter(|(lint, _)| lint.name() == "equal-conditions");
    assert_eq!(equal.count(), 1);
}

/// Each lint finds something in some files, and says nothing of one that is nearly flawed.
#[test]
fn each_lint_has_flaws_and_a_file_without_one() {
    let mut files = 0;
    let mut flaws: BTreeMap<&str, usize> = BTreeMap::new();
    let mut spared: Vec<&str> = Vec::new();
    for entry in std::fs::read_dir(repository("tests/lints")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "score") {
            continue;
        }
        let rules = rules(&std::fs::read_to_string(&path).unwrap());
        let found = proved(&rules);
        let name = path.file_stem().unwrap().to_str().unwrap();
        if let Some(lint) = name.strip_prefix("fine_") {
            let lint = lints::find(&lint.replace('_', "-"));
            spared.extend(lint.map(Lint::name));
            // What is only told if somebody asks may be meant.
            let is_told =
                |it: &Lint| it.by_default || lint.is_some_and(|lint| lint.code == it.code);
            assert!(!found.iter().any(|(it, _)| is_told(it)), "{name}: {found:?}");
        } else {
            assert!(!found.is_empty() || !rules.diagnostics.is_empty(), "{name} has no flaw");
            files += 1;
        }
        let mut here: Vec<&str> = found.iter().map(|(it, _)| it.name()).collect();
        here.dedup();
        here.into_iter().for_each(|it| *flaws.entry(it).or_default() += 1);
    }
    assert!(files >= 40, "{files} flawed files");
    for lint in lints::all() {
        let (name, count) = (lint.name(), flaws.get(lint.name()).copied().unwrap_or_default());
        assert!(count >= 2, "{name} is found in {count} files");
        assert!(spared.contains(&name), "no tests/lints/fine_{}.score", name.replace('-', "_"));
    }
}

#[test]
fn the_examples_are_clean() {
    for entry in std::fs::read_dir(repository("examples")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let Ok(files) = leadscore::project::find_rule_files(&folder) else { continue };
        let project = Project::load(&files);
        for model in project.models() {
            let checked = project.check(&model, None);
            let Some(program) = checked.program else { panic!("{}", folder.display()) };
            let space = Space::new(&program, as_of());
            let found = lints::run(&space, &[], &checked.diagnostics, BUDGET, |it| it.by_default);
            let shown: Vec<String> =
                found.iter().map(|(_, it)| render(it, &project.sources, Style::PLAIN)).collect();
            assert!(found.is_empty(), "{}", shown.concat());
        }
    }
}

fn text_of<'r>(finding: &Diagnostic, rules: &'r Rules) -> &'r str {
    let file = rules.sources.get(rules.id).unwrap();
    &file.text()[finding.place().unwrap().span.range()]
}

/// What a lint says of a rule, tried on leads.
fn holds(finding: &Diagnostic, lint: &Lint, rules: &Rules, leads: &[Vec<Value>]) -> bool {
    let program = rules.program.as_ref().unwrap();
    let scorer = Scorer::new(program, as_of());
    let place = finding.place().unwrap();
    let place_of = |id: leadscore::ir::RuleId, rows: &[usize]| {
        let rule = program.rule(id).unwrap();
        let row = rows.first().and_then(|it| rule.rows().get(*it));
        row.map_or(rule.identity.place, |it| it.identity.place)
    };
    let group = |points: fn(&leadscore::eval::Fired) -> bool| {
        leads.iter().map(move |lead| {
            let outcome = scorer.score(lead);
            let fired = outcome.groups.iter().flat_map(|it| &it.fired);
            let here = fired.filter(|it| place_of(it.rule, &it.rows) == place);
            let out = outcome
                .disqualified_by
                .iter()
                .any(|it| program.disqualifiers[*it].identity.place == place);
            here.filter(|it| points(it)).count() > 0 || out
        })
    };
    match lint.name() {
        // In a group with `first match` a rule that fires behind another one does not count.
        "never-fires" | "never-counts" => !group(|it| it.counted != Points::ZERO).any(|it| it),
        // What is measured may be missing.
        "always-fires" => group(|_| true).all(|it| it) || text_of(finding, rules).contains(" per "),
        "result-out-of-reach" => {
            let bands = program.bands.iter().position(|it| it.place == place);
            let Some(band) = bands else { return true };
            leads.iter().all(|it| Scorer::new(program, as_of()).score(it).band != Some(band))
        }
        // Leads to which the group gives the same are in the same band.
        "weight-decides" => {
            let Some(group) = program.groups.iter().position(|it| it.place == Some(place)) else {
                return false;
            };
            let scorer = Scorer::new(program, as_of());
            let told = |lead: &Vec<Value>| {
                let outcome = scorer.score(lead);
                (outcome.groups[group].points, outcome.status, outcome.band)
            };
            let told: Vec<_> = leads.iter().map(told).collect();
            let apart = |(a, b): (_, _)| {
                let ((points, status, band), (others, other, another)): (&_, &_) = (a, b);
                points == others && status == other && band != another
            };
            !told.iter().flat_map(|a| told.iter().map(move |b| (a, b))).any(apart)
        }
        _ => true,
    }
}

/// Whatever a proved lint suggests leaves the scores as they are.
fn keeps_scores(text: &str, leads: &[Vec<Value>]) -> Result<usize, TestCaseError> {
    let old = rules(text);
    let Some(program) = &old.program else { return Ok(0) };
    let space = Space::new(program, as_of());
    let mut suggested = 0;
    for (_, finding) in lints::run(&space, &old.written, &[], BUDGET, |_| true) {
        for suggestion in &finding.suggestions {
            suggested += 1;
            let text = taken(text, &finding, suggestion);
            let Some(changed) = rules(&text).program else { panic!("{finding:?}\n{text}") };
            // What is applied unasked keeps them on every other day too.
            let days = match suggestion.applicability {
                Applicability::Safe => {
                    &["2025-03-01", "2025-01-31", "2024-02-29", "2031-07-01"][..]
                }
                Applicability::Offered => &["2025-03-01"],
            };
            for day in days {
                let as_of = AsOf::Day(day.parse().unwrap());
                let score = |program, lead: &Vec<Value>| {
                    let outcome = Scorer::new(program, as_of).score(lead);
                    (outcome.score, outcome.status)
                };
                for lead in leads {
                    prop_assert_eq!(score(program, lead), score(&changed, lead), "{:?}", finding);
                }
                let verdict = compare(program, &changed, as_of, BUDGET).verdict;
                prop_assert!(verdict != Verdict::Different, "{:?}\n{}", finding, text);
            }
        }
    }
    Ok(suggested)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(60)))]

    #[test]
    fn what_never_does_anything_can_be_taken_out(
        model in model(), leads in proptest::collection::vec(lead(), 20)
    ) {
        keeps_scores(&model.text(), &leads)?;
    }

    #[test]
    fn what_makes_no_difference_can_be_taken_out(
        (a, b, c) in (condition(), condition(), condition()),
        form in proptest::sample::select(vec![
            "((A) and (B)) or (A)",
            "((A) and (B)) or ((C) and (A))  or (A)",
            "(A) and ((B) or (A))",
            "not ((A) and ((B) or (A)))",
            "((A) or (B)) and ((A) or (C) or (B))",
        ]),
        leads in proptest::collection::vec(lead(), 30),
    ) {
        let condition = form.replace('A', &a).replace("(B)", &format!("({b})")).replace("(C)", &format!("({c})"));
        keeps_scores(&format!("{RECORD}when {condition} then +1\n"), &leads)?;
    }

    #[test]
    fn what_lints_say_is_true_of_every_lead(
        model in model(), leads in proptest::collection::vec(lead(), 40)
    ) {
        let rules = rules(&model.text());
        let Some(program) = &rules.program else { return Ok(()) };
        for (lint, finding) in lints::run(&Space::new(program, as_of()), &[], &[], BUDGET, |_| true) {
            prop_assert!(holds(&finding, lint, &rules, &leads), "{}: {:?}", lint.name(), finding);
        }
    }
}
