//! `leadscore check --reads`: which rules read which fields.

use serde_json::{Value as Json, json};

use super::args::{Check, ReportForm};
use super::check::counted;
use super::terminal::Terminal;
use super::{End, rules};
use crate::ir::{FieldId, Program};
use crate::source::{SourceFile, Sources};

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
    let (project, programs) = match rules::programs(&args.rules, terminal) {
        Ok(sound) => sound,
        Err(end) => return end,
    };
    match args.format {
        ReportForm::Json => {
            let models: Vec<Json> =
                programs.iter().map(|it| to_json(it, &project.sources)).collect();
            terminal.write(&format!("{}\n", json!({ "models": models })));
        }
        _ => programs.iter().for_each(|program| terminal.show(&to_text(program))),
    }
    End::Done
}

/// The fields that a model reads in the order of the record, each with the rules that read it.
pub(super) fn by_field(program: &Program) -> Vec<(String, Vec<&str>)> {
    let readers = program.readers();
    let of_rules: Vec<(&str, Vec<String>)> =
        readers.iter().map(|it| (it.label, program.field_paths(&it.reads))).collect();
    let readers = |path: &String| {
        let reads = |(_, paths): &&(&str, Vec<String>)| paths.contains(path);
        of_rules.iter().filter(reads).map(|(label, _)| *label).collect()
    };
    let fields = program.field_paths(&program.reads());
    fields.into_iter().map(|path| (path.clone(), readers(&path))).collect()
}

/// The fields of the scored record that nothing reads, but for keys.
fn not_read(program: &Program) -> Vec<&str> {
    let reads = program.reads();
    let ids = (0..).map(FieldId).zip(&program.record.fields);
    ids.filter(|(id, field)| {
        !field.key && !reads.fields.contains(id) && !reads.related.contains_key(id)
    })
    .map(|(_, field)| field.name.as_str())
    .collect()
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
    let others = not_read(program);
    if !others.is_empty() {
        text.push_str(&format!("\n  not read: {}\n", others.join(", ")));
    }
    text
}

fn to_json(program: &Program, sources: &Sources) -> Json {
    let fields: Vec<Json> = by_field(program)
        .into_iter()
        .map(|(field, rules)| json!({ "field": field, "rules": rules }))
        .collect();
    let rules: Vec<Json> = program
        .readers()
        .iter()
        .map(|it| {
            let file = sources.get(it.place.file);
            json!({
                "rule": it.label,
                "kind": it.kind.word(),
                "code": it.code,
                "file": file.map(SourceFile::name),
                "line": file.map(|file| file.line_column(it.place.span.range().start).line),
                "fields": program.field_paths(&it.reads),
            })
        })
        .collect();
    json!({
        "model": program.name,
        "record": program.record.name,
        "fields": fields,
        "rules": rules,
        "not_read": not_read(program),
    })
}
