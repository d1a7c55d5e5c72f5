//! `leadscore compile --to pmml`

use crate::cli::args::Common;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::Program;
use crate::pmml::{self, Exported};

/// How many inputs a sentence names.
const SHOWN: usize = 20;

/// A model as a scorecard, and what has to be calculated for it.
pub(super) fn text(
    program: &Program,
    common: &Common,
) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let exported = pmml::export(program, common.as_of).map_err(|it| it.findings)?;
    let notes = [precomputed(program, &exported), renamed(&exported), failed(&exported)];
    Ok((exported.text, notes.into_iter().flatten().collect()))
}

/// Fields that have another name in the model.
fn renamed(exported: &Exported) -> Option<Diagnostic> {
    let all: Vec<String> =
        exported.renamed.iter().map(|(field, name)| format!("`{field}` is `{name}`")).collect();
    let message = format!("Outputs of the model have the names of fields: {}.", all.join(", "));
    let help = "Send these fields by their new names.";
    let note = Diagnostic::general(Severity::Note, codes::RENAMED_IN_PMML, message);
    (!all.is_empty()).then(|| note.help(help))
}

/// Tests that the model does not hold, because it would not pass them.
fn failed(exported: &Exported) -> Option<Diagnostic> {
    let names: Vec<String> = exported.failed.iter().map(|it| format!("\"{it}\"")).collect();
    let message = format!("Tests that fail are left out of the model: {}.", names.join(", "));
    let help = "Run `leadscore test` to see why, and mend the rules or the test.";
    let note = Diagnostic::general(Severity::Note, codes::FAILED_IN_PMML, message);
    (!names.is_empty()).then(|| note.help(help))
}

fn precomputed(program: &Program, exported: &Exported) -> Option<Diagnostic> {
    let inputs: Vec<_> = exported.inputs.iter().filter(|it| it.precomputed).collect();
    if inputs.is_empty() {
        return None;
    }
    let mut lines: Vec<String> =
        inputs.iter().take(SHOWN).map(|it| format!("{}: {}", it.name, it.about)).collect();
    if let Some(more) = inputs.len().checked_sub(SHOWN).filter(|it| *it > 0) {
        lines.push(format!("and {more} more, described in the DataDictionary"));
    }
    let name = &program.name;
    let message = match inputs.len() {
        1 => format!(
            "PMML cannot calculate 1 input of {name}. Calculate it before the model is asked."
        ),
        several => format!(
            "PMML cannot calculate {several} inputs of {name}. Calculate them before the model is asked."
        ),
    };
    let note = Diagnostic::general(Severity::Note, codes::PRECOMPUTED, message);
    Some(note.help(lines.join("\n")))
}
