//! `leadscore check`

use std::io::Write;

use super::args::{Check, Common};
use super::terminal::Terminal;
use super::{End, check_data, rules};
use crate::diagnostic::{Diagnostic, Severity, codes, in_order, to_json};
use crate::project::{Model, Project};
use crate::survey;

pub(super) fn run(args: &Check, common: &Common, terminal: &Terminal) -> End {
    if let Some(code) = &args.explain {
        return explain(code, terminal);
    }
    let project = match rules::load(&args.rules, terminal) {
        Ok(project) => project,
        Err(end) => return end,
    };
    let models = project.models();
    let findings = match &args.data {
        Some(data) => {
            match check_data::findings(&project, &models, data, args.encoding, common, terminal) {
                Ok(findings) => in_order(findings),
                Err(end) => return end,
            }
        }
        None => in_order([project.findings(), notes(&project, &models)].concat()),
    };
    let stop = if args.json {
        let mut out = std::io::stdout().lock();
        for finding in &findings {
            if writeln!(out, "{}", to_json(finding, &project.sources)).is_err() {
                break; // the reader has gone
            }
        }
        let denied =
            common.deny.is_some() && findings.iter().any(|it| it.severity == Severity::Warning);
        denied || findings.iter().any(Diagnostic::is_error)
    } else {
        terminal.findings(&findings, &project.sources)
    };
    if !args.json {
        let errors = findings.iter().filter(|it| it.is_error()).count();
        let warnings = findings.iter().filter(|it| it.severity == Severity::Warning).count();
        terminal.say(&format!(
            "{}: {}, {}",
            counted(models.len(), "model"),
            counted(errors, "error"),
            counted(warnings, "warning")
        ));
    }
    if stop { End::Found } else { End::Done }
}

/// What may be worth knowing where nothing is wrong.
fn notes(project: &Project, models: &[Model]) -> Vec<Diagnostic> {
    let of_model = |model: &Model| {
        let checked = project.check(model, None);
        let record = checked.program.map(|it| it.record).unwrap_or_default();
        survey::notes(&checked.uses, &record)
    };
    models.iter().flat_map(of_model).collect()
}

/// `1 error`, `2 errors`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn explain(code: &str, terminal: &Terminal) -> End {
    match codes::find(code) {
        Some(code) => {
            // A reader that has gone is no failure.
            let _ = std::io::stdout().lock().write_all(code.page.as_bytes());
            End::Done
        }
        None => {
            let ids = codes::ALL.iter().map(|it| it.id);
            let near = crate::diagnostic::nearest(code, ids);
            let help = near
                .map_or("Codes look like E0201.".to_owned(), |it| format!("Did you mean {it}?"));
            terminal.fail(&format!("There is no code {code}."), &help);
            End::CouldNotRun
        }
    }
}
