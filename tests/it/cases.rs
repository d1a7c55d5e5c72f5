//! The language, case by case: rules, leads and results side by side in one snapshot.
//!
//! A case is a folder in `tests/cases`: `rules.score`, `leads.csv` or `leads.ndjson`, related records such as
//! `visits.csv` or `visits-2.ndjson`, which are joined to the field of that name, and `as_of.txt` if the day
//! matters. A column `expected` in the leads is the score that the language page demands; it is compared with the
//! score, so that a snapshot accepted in haste cannot hide a mistake. With `previous.csv` or `previous.ndjson`, the
//! scores of a run before, the actions that are set off are shown, and a run after that must set off none.

use std::fmt::Write;
use std::path::Path;

use leadscore::data::{
    Binding, Cells, Event, Loader, Plan, ReadOptions, Reader, Row, Source, With,
};
use leadscore::diagnostic::{Diagnostic, Style, render};
use leadscore::eval::{Scorer, explain};
use leadscore::ir::{AsOf, Points, Program};
use leadscore::project::Project;
use leadscore::testing::run_tests;

use crate::actions;
use crate::support::assert_snapshot_in;

/// The day of cases that name no other.
const AS_OF: &str = "2025-03-01";

#[test]
fn cases() {
    let mut all_wrong = Vec::new();
    insta::glob!("../cases", "*/*/rules.score", |path| {
        let folder = path.parent().unwrap();
        let (report, wrong) = case(folder);
        assert_snapshot_in(folder, "result", report);
        all_wrong.extend(wrong.iter().map(|it| format!("{}: {it}", folder.display())));
    });
    assert!(all_wrong.is_empty(), "{}", all_wrong.join("\n"));
}

fn case(folder: &Path) -> (String, Vec<String>) {
    let mut report = String::new();
    let mut names = Vec::new();
    files_below(folder, "", &mut names);
    names.retain(|name| !name.contains(".snap") && name != "as_of.txt");
    // The rules first, the leads last.
    names.sort_by_key(|name| (name != "rules.score", name.starts_with("leads"), name.clone()));
    for name in &names {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        writeln!(report, "── {name} ──\n{}\n", text.trim_end()).unwrap();
    }
    let as_of = std::fs::read_to_string(folder.join("as_of.txt"));
    let as_of = as_of.unwrap_or_else(|_| AS_OF.to_owned());
    let as_of = as_of.trim();
    let previous = names.iter().find(|it| it.starts_with("previous"));
    let actions = previous.map(|it| actions::set_off(folder, it, as_of)).unwrap_or_default();
    writeln!(report, "── result as of {as_of} ──").unwrap();
    let as_of = as_of
        .parse::<jiff::civil::Date>()
        .map(AsOf::Day)
        .unwrap_or_else(|_| AsOf::Instant(as_of.parse().unwrap()));

    let files = names.iter().filter(|it| it.ends_with("rules.score") || it.contains("tests.score"));
    let project = Project::load(&files.map(|it| folder.join(it)).collect::<Vec<_>>());
    let mut findings = project.diagnostics.clone();
    let mut wrong = Vec::new();
    for model in project.models() {
        let checked = project.check(&model, None);
        findings.extend(checked.diagnostics);
        let Some(program) = checked.program else {
            wrong.push("the rules are not sound".to_owned());
            continue;
        };
        if let Some(leads) = names.iter().find(|it| it.starts_with("leads")) {
            let data = names.iter().filter(|it| it.ends_with("csv") || it.ends_with("json"));
            let related = data.filter(|it| !it.starts_with("leads") && !it.starts_with("previous"));
            let with = |name: &String| {
                let field = name.split(['.', '-']).next().unwrap().to_owned();
                With { name: field, file: folder.join(name) }
            };
            let withs: Vec<With> = related.map(with).collect();
            score(&program, &folder.join(leads), &withs, as_of, &mut report, &mut wrong);
        }
        for verdict in run_tests(&program, as_of) {
            let passed = verdict.failures.is_empty();
            writeln!(report, "test {}: {}", verdict.name, if passed { "passed" } else { "FAILED" })
                .unwrap();
            for failure in verdict.failures {
                writeln!(report, "  expected {}, but {}", failure.expected, failure.actual)
                    .unwrap();
                if !verdict.name.starts_with("fails") {
                    wrong.push(format!("test {} failed", verdict.name));
                }
            }
        }
    }
    report.push_str(&actions);
    for finding in findings {
        let text = render(&finding, &project.sources, Style::PLAIN);
        let folder = format!("{}/", folder.display());
        write!(report, "{}", text.replace(&folder, "")).unwrap();
    }
    (report, wrong)
}

/// The names of all files in a folder, those in folders below it with their paths.
fn files_below(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        match entry.path().is_dir() {
            true => files_below(&entry.path(), &format!("{name}/"), names),
            false => names.push(name),
        }
    }
}

fn score(
    program: &Program,
    leads: &Path,
    withs: &[With],
    as_of: AsOf,
    report: &mut String,
    wrong: &mut Vec<String>,
) {
    let mut reader = Reader::open(&Source::from(leads), &ReadOptions::default()).unwrap();
    let mut plan = Plan::new(withs);
    let shape = plan.shape(program, as_of);
    let header = reader.header().map(<[String]>::to_vec);
    let (binding, mut findings) = Binding::of_shape(&shape, header.as_deref(), false);
    findings.extend(plan.findings());
    let (opened, wrong_headers) = plan.open(&ReadOptions::default(), false).unwrap();
    findings.extend(wrong_headers);
    assert_eq!(findings, Vec::<Diagnostic>::new(), "the headers fit the records");
    let tables = opened.read(|_| {}).unwrap();
    let (mut loader, mut joins) = (Loader::of_leads(&shape, binding), tables.joins(&shape));
    let scorer = Scorer::new(program, as_of);
    while let Some(event) = reader.next().unwrap() {
        let Event::Row(row) = event else {
            writeln!(report, "rejected").unwrap();
            continue;
        };
        let mut values = loader.values(&row);
        joins.fill(&mut values);
        let explanation = explain(&scorer, &values);
        let outcome = &explanation.outcome;
        assert_eq!(explanation.total(), outcome.score, "the lines add up to the score");
        let key = loader.key(&values).unwrap_or_else(|| format!("row {}", row.number));
        write!(report, "{key}: {}", outcome.score).unwrap();
        if outcome.status != leadscore::eval::Status::Scored {
            write!(report, ", disqualified: {}", explanation.disqualified_by.join("; ")).unwrap();
        }
        if let Some(band) = &explanation.band {
            write!(report, ", {band}").unwrap();
        }
        if let Some(stars) = outcome.stars {
            write!(report, ", stars {stars}").unwrap();
        }
        if let Some(grid) = &outcome.grid {
            write!(report, ", {grid}").unwrap();
        }
        if let Some(readiness) = outcome.readiness {
            write!(report, ", {readiness}% ready").unwrap();
        }
        report.push('\n');
        for part in &explanation.parts {
            let name = part.name.as_deref().map(|it| format!("{it}: ")).unwrap_or_default();
            for line in &part.lines {
                writeln!(report, "    {:>6}  {name}{}", line.points.signed(), line.label).unwrap();
            }
        }
        if let Some(expected) = expected(&row, header.as_deref())
            && expected != outcome.score
        {
            wrong.push(format!("{key}: expected {expected}, scored {}", outcome.score));
        }
    }
    for mut finding in
        [loader.diagnostics(), joins.diagnostics(), tables.diagnostics(true)].concat()
    {
        finding.message =
            finding.message.replace(&format!("{}/", leads.parent().unwrap().display()), "");
        writeln!(report, "{}: {}", finding.code, finding.message).unwrap();
        if let Some(help) = finding.help {
            writeln!(report, "  help: {help}").unwrap();
        }
    }
}

/// The score that a lead says it should have.
fn expected(row: &Row, header: Option<&[String]>) -> Option<Points> {
    let text = match &row.cells {
        Cells::Fields(fields) => {
            fields[header?.iter().position(|it| it == "expected")?].trim().to_owned()
        }
        Cells::Object(object) => object.get("expected")?.to_string(),
    };
    (!text.is_empty()).then(|| Points::rounded(text.parse().unwrap()).unwrap())
}
