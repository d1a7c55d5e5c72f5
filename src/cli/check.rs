//! `leadscore check`

use super::args::{Check, Common, DataArgs, Reading, ReportForm};
use super::proofs::Asked;
use super::terminal::Terminal;
use super::{End, check_data, proofs, reads, rules};
use crate::diagnostic::{Code, Diagnostic, Format, Severity, codes, in_order};
use crate::project::{Model, Project};
use crate::survey;

pub(super) fn run(args: &Check, common: &Common, terminal: &Terminal) -> End {
    if let Some(code) = &args.explain {
        return explain(code, terminal);
    }
    if args.reads {
        return reads::run(args, terminal);
    }
    if args.bounds {
        return proofs::tell_bounds(args, common, terminal);
    }
    let terminal = &terminal.reporting(form(args.format));
    let project = match rules::load(&args.rules, terminal) {
        Ok(project) => project,
        Err(end) => return end,
    };
    let models = project.models();
    if project.is_empty() {
        return rules::none(terminal);
    }
    let findings = match &args.data {
        Some(data) => {
            let data = DataArgs {
                data: data.clone(),
                reading: Reading {
                    encoding: args.encoding,
                    with: args.with.clone(),
                    ..Reading::default()
                },
            };
            match check_data::findings(&project, &models, &data, common, terminal) {
                Ok(findings) => findings,
                Err(end) => return end,
            }
        }
        None => [project.findings(), notes(&project, &models)].concat(),
    };
    let asked = Asked { named: &args.lint, terminal };
    let proved = proofs::findings(&project, &models, asked, common);
    let mut findings = project.settle([findings, proved].concat());
    let sound = !findings.iter().any(Diagnostic::is_error);
    let wants_fields = asked.has(codes::UNUSED_FIELD);
    if sound && args.data.is_some() {
        findings.extend(project.unused());
    }
    if sound && wants_fields {
        findings.extend(project.unused_fields());
    }
    findings.extend(project.unused_allows(|code| {
        let proved = asked.looks_for(code);
        let looked_for = proved.is_none_or(|wanted| wanted && sound)
            && (wants_fields && sound || code != codes::UNUSED_FIELD);
        (args.data.is_some() || !needs_data(code)) && looked_for
    }));
    let findings = terminal.graded(&in_order(findings));
    let stop = terminal.findings(&findings, &project.sources);
    if args.format == ReportForm::Human {
        terminal.say(&format!("{}: {}", counted(models.len(), "model"), tally(&findings)));
    }
    if stop { End::Found } else { End::Done }
}

/// Whether a finding is made only if data are given.
fn needs_data(code: Code) -> bool {
    [codes::VALUE_NOT_IN_DATA, codes::RANGE_NOT_IN_DATA].contains(&code)
}

/// The form of a report for other programs.
fn form(format: ReportForm) -> Option<Format> {
    match format {
        ReportForm::Human => None,
        ReportForm::Short => Some(Format::Short),
        ReportForm::Json => Some(Format::Json),
        ReportForm::Sarif => Some(Format::Sarif),
        ReportForm::Github => Some(Format::Github),
        ReportForm::Gitlab => Some(Format::Gitlab),
        ReportForm::Junit => Some(Format::Junit),
    }
}

/// `2 errors, 1 warning`; notes only if there are any.
fn tally(findings: &[Diagnostic]) -> String {
    let of = |severity| findings.iter().filter(|it| it.severity == severity).count();
    let mut text = format!(
        "{}, {}",
        counted(of(Severity::Error), "error"),
        counted(of(Severity::Warning), "warning")
    );
    match of(Severity::Note) {
        0 => {}
        notes => text.push_str(&format!(", {}", counted(notes, "note"))),
    }
    text
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
            terminal.write(code.page);
            End::Done
        }
        None => {
            let known = codes::ALL.iter().flat_map(|it| [Some(it.id), it.lint]).flatten();
            let help = match crate::diagnostic::nearest(code, known) {
                Some(near) => format!("Did you mean {near}?"),
                None => "Codes look like E0201, and lints have names like never-fires.".to_owned(),
            };
            terminal.fail(&format!("There is no code {code}."), &help);
            End::CouldNotRun
        }
    }
}
