//! Flaws that only a proof shows, and what is said about them: each file with its findings in one snapshot.

use leadscore::analyze::lints::{self, Lint};
use leadscore::analyze::{Budget, Space};
use leadscore::diagnostic::{Diagnostic, Style, render};
use leadscore::eval::Scorer;
use leadscore::fix::apply;
use leadscore::ir::{Points, Value};
use leadscore::project::Project;
use proptest::prelude::*;

use crate::generate::{as_of, lead, model};
use crate::support::{Rules, assert_snapshot_in, repository, rules};

const BUDGET: Budget = Budget(20_000);

/// What all lints find beside what checking says.
fn proved(rules: &Rules) -> Vec<(&'static Lint, Diagnostic)> {
    let Some(program) = &rules.program else { panic!("these rules are not sound") };
    lints::run(&Space::new(program, as_of()), &rules.diagnostics, BUDGET, |_| true)
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
            .map(|(lint, it)| format!("{}: {}", lint.name(), drawn(it)))
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
            let found = lints::run(&space, &checked.diagnostics, BUDGET, |it| it.by_default);
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

/// The rules with what a finding offers.
fn edited(text: &str, finding: &Diagnostic) -> Option<String> {
    let offered = leadscore::fix::offered(finding);
    let [suggestion] = offered.as_slice() else { return None };
    let (text, applied) = apply(text, finding.place()?.file, &[suggestion]);
    assert_eq!(applied, [0]);
    Some(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(60)))]

    #[test]
    fn what_never_does_anything_can_be_taken_out(
        model in model(), leads in proptest::collection::vec(lead(), 20)
    ) {
        let text = model.text();
        let old = rules(&text);
        let Some(program) = &old.program else { return Ok(()) };
        for (_, finding) in lints::run(&Space::new(program, as_of()), &[], BUDGET, |_| true) {
            let Some(text) = edited(&text, &finding) else { continue };
            let new = rules(&text);
            let Some(changed) = &new.program else { panic!("{finding:?}\n{text}") };
            let score = |program, lead: &Vec<Value>| {
                let outcome = Scorer::new(program, as_of()).score(lead);
                (outcome.score, outcome.status)
            };
            for lead in &leads {
                prop_assert_eq!(score(program, lead), score(changed, lead), "{:?}", finding);
            }
        }
    }

    #[test]
    fn what_lints_say_is_true_of_every_lead(
        model in model(), leads in proptest::collection::vec(lead(), 40)
    ) {
        let rules = rules(&model.text());
        let Some(program) = &rules.program else { return Ok(()) };
        for (lint, finding) in lints::run(&Space::new(program, as_of()), &[], BUDGET, |_| true) {
            prop_assert!(holds(&finding, lint, &rules, &leads), "{}: {:?}", lint.name(), finding);
        }
    }
}
