//! The rules are read, formatted and checked before anybody sees them.

use std::collections::HashMap;
use std::path::Path;

use super::ImportOptions;
use super::schema::Shape;
use crate::diagnostic::{Diagnostic, Severity, codes, on_lines};
use crate::format::{FormatError, format};
use crate::project::Project;
use crate::source::{SourceFile, Sources};

/// Why a sheet or model gives no rules, with the files that the findings point into.
#[derive(Clone, Debug, Default, thiserror::Error)]
#[error("{}", said(*.is_fault, .findings))]
#[non_exhaustive]
pub struct Refused {
    /// What is wrong; at least one is an error.
    pub findings: Vec<Diagnostic>,
    /// Whether the rules made from the sheet are unsound by a fault of the import, not of the sheet.
    pub is_fault: bool,
    /// The rules that would have been written, and what they use.
    pub sources: Sources,
}

const FAULT: &str =
    "The rules made of it are not sound. This is a fault of leadscore: please report it.";

fn said(is_fault: bool, findings: &[Diagnostic]) -> String {
    let found = on_lines(findings);
    match (is_fault, findings.is_empty()) {
        (false, _) => found,
        (true, true) => FAULT.to_owned(),
        (true, false) => format!("{FAULT}\n{found}"),
    }
}

impl From<Diagnostic> for Refused {
    fn from(finding: Diagnostic) -> Self {
        Self::from(vec![finding])
    }
}

impl From<Vec<Diagnostic>> for Refused {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self { findings, ..Self::default() }
    }
}

/// The records that the rules are about.
pub(super) fn shape(options: &ImportOptions) -> Result<Shape, Refused> {
    let (events, field) = (&options.events, &options.field);
    let Some(schema) = &options.schema else { return Ok(Shape::own(events, field)) };
    let project = Project::load(std::slice::from_ref(schema));
    if project.diagnostics.iter().any(Diagnostic::is_error) {
        let findings = project.diagnostics;
        return Err(Refused { findings, sources: project.sources, is_fault: false });
    }
    Ok(Shape::of_schema(&project, schema, &options.output, events, field)?)
}

/// The rules in the usual form, if they check without a finding that speaks against them.
pub(super) fn sound(draft: &str, options: &ImportOptions) -> Result<String, Refused> {
    let (text, project) = read(draft, &options.output)?;
    let mut findings = project.findings();
    // A star in a sheet is asked about, and is no fault.
    if findings.iter().all(|it| it.severity == Severity::Note || it.code == codes::WILD_CARD) {
        return Ok(text);
    }
    let is_fault = !asked_for_names(options);
    if !is_fault {
        let message = "The rules of the sheet do not fit the records, so nothing is written.";
        let help = "Choose other names with --events and --field, or mend the sheet or the schema.";
        let misfit = Diagnostic::general(Severity::Error, codes::SCHEMA_MISFIT, message);
        findings.push(misfit.help(help));
    }
    Err(Refused { findings, sources: project.sources, is_fault })
}

/// The rules in the usual form, if they check without an error: rules that others wrote may be odd.
pub(super) fn checked(draft: &str, output: &Path) -> Result<String, Refused> {
    let (text, project) = read(draft, output)?;
    let findings = project.findings();
    match findings.iter().any(Diagnostic::is_error) {
        true => Err(Refused { findings, sources: project.sources, is_fault: true }),
        false => Ok(text),
    }
}

/// The rules in the usual form, and what is found in them.
fn read(draft: &str, output: &Path) -> Result<(String, Project), Refused> {
    let shown = output.display().to_string();
    let file = Sources::new().add(SourceFile::new(&shown, draft));
    let text = match format(file, draft) {
        Ok(text) => text,
        // The checker below says what is wrong.
        Err(FormatError::Mistakes(_)) => draft.to_owned(),
        Err(FormatError::Unproven { .. }) => {
            return Err(Refused { is_fault: true, ..Refused::default() });
        }
    };
    let output = output.to_owned();
    let texts = HashMap::from([(output.clone(), text.clone())]);
    Ok((text, Project::load_with(&[output], texts)))
}

/// Whether the rules use names that were not chosen by the import itself.
fn asked_for_names(options: &ImportOptions) -> bool {
    let usual = ImportOptions::default();
    options.schema.is_some() || options.events != usual.events || options.field != usual.field
}
