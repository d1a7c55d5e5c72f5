//! `leadscore check --reads`: which rules read which fields.

use serde_json::{Value as Json, json};

use super::args::{Check, ReportForm};
use super::check::counted;
use super::terminal::Terminal;
use super::test::println_or_gone;
use super::{End, rules};
use crate::diagnostic::in_order;
use crate::ir::Program;

/// How many rules of one field are listed for people.
const RULES_SHOWN: usize = 10;

pub(super) fn run(args: &Check, terminal: &Terminal) -> End {
    if !matches!(args.format, ReportForm::Human | ReportForm::Json) {
        terminal.fail(
            "--reads is told in words, or with --format json.",
            "Leave the other format out.",
        );
        return End::CouldNotRun;
    }
    let project = match rules::load(&args.rules, terminal) {
        Ok(project) => project,
        Err(end) => return end,
    };
    let mut findings = project.diagnostics.clone();
    let mut programs: Vec<Program> = Vec::new();
    for model in project.models() {
        let checked = project.check(&model, None);
        findings.extend(checked.diagnostics);
        programs.extend(checked.program);
    }
    findings.retain(crate::diagnostic::Diagnostic::is_error);
    if terminal.findings(&in_order(findings), &project.sources) {
        return End::Found;
    }
    match args.format {
        ReportForm::Json => {
            let models: Vec<Json> = programs.iter().map(to_json).collect();
            println_or_gone(&json!({ "models": models }).to_string());
        }
        _ => programs.iter().for_each(|program| println_or_gone(&to_text(program))),
    }
    End::Done
}

/// The fields that a model reads in the order of the record, each with the rules that read it.
pub(super) fn by_field(program: &Program) -> Vec<(String, Vec<&str>)> {
    let rules = program.reads_by_rule();
    let of_rules: Vec<(&str, Vec<String>)> =
        rules.iter().map(|(label, reads)| (*label, program.paths_of(reads))).collect();
    let readers = |path: &String| {
        let reads = |(_, paths): &&(&str, Vec<String>)| paths.contains(path);
        of_rules.iter().filter(reads).map(|(label, _)| *label).collect()
    };
    let fields = program.paths_of(&program.reads());
    fields.into_iter().map(|path| (path.clone(), readers(&path))).collect()
}

fn to_text(program: &Program) -> String {
    let fields = by_field(program);
    let mut text = format!(
        "{} reads {} of {}\n",
        program.name,
        counted(fields.len(), "field"),
        program.record.name
    );
    for (field, rules) in fields {
        text.push_str(&format!("\n  {field} ({})\n", counted(rules.len(), "rule")));
        for rule in rules.iter().take(RULES_SHOWN) {
            text.push_str(&format!("    {rule}\n"));
        }
        let more = rules.len().saturating_sub(RULES_SHOWN);
        if more > 0 {
            text.push_str(&format!("    and {more} more\n"));
        }
    }
    text
}

fn to_json(program: &Program) -> Json {
    let fields: Vec<Json> = by_field(program)
        .into_iter()
        .map(|(field, rules)| json!({ "field": field, "rules": rules }))
        .collect();
    let rules: Vec<Json> = program
        .reads_by_rule()
        .iter()
        .map(|(rule, reads)| json!({ "rule": rule, "fields": program.paths_of(reads) }))
        .collect();
    json!({
        "model": program.name,
        "record": program.record.name,
        "fields": fields,
        "rules": rules,
    })
}
