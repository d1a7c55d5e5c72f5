//! Findings for other programs: one file for each form.

mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod short;
mod spot;

use std::path::Path;

pub use github::annotation;
pub use json::to_json;
pub use junit::allowed;
pub use sarif::{Remark, sarif_of};
use spot::Spot;
pub use spot::from_root;

use super::Diagnostic;
use crate::source::Sources;

/// A form that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One line for each finding, as compilers print it.
    Short,
    /// One JSON object on each line; see [`to_json`].
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Commands by which a workflow of GitHub annotates lines.
    Github,
    /// GitLab's report of code quality.
    Gitlab,
    /// Results of tests, which nearly every build server can show.
    Junit,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 6] =
        [Self::Short, Self::Json, Self::Sarif, Self::Github, Self::Gitlab, Self::Junit];
}

/// What one report is about.
struct Report<'a> {
    findings: &'a [Diagnostic],
    sources: &'a Sources,
    /// Services name files from the root of a repository, which is taken to be this folder.
    root: &'a Path,
}

/// All findings in one form. Files below `root` are named from there.
///
/// ```
/// use std::path::Path;
/// use leadscore::diagnostic::{Diagnostic, Format, codes, report};
/// use leadscore::source::{SourceFile, Sources, Span};
///
/// let mut sources = Sources::new();
/// let file = sources.add(SourceFile::new("a.score", "when emploees > 5 then +1"));
/// let place = file.at(Span::new(5, 13));
/// let finding = Diagnostic::error(codes::UNKNOWN_NAME, place, "There is no field emploees.");
/// assert_eq!(
///     report(Format::Short, &[finding], &sources, Path::new("")),
///     "a.score:1:6: error[E0201]: There is no field emploees.\n"
/// );
/// ```
#[must_use]
pub fn report(format: Format, findings: &[Diagnostic], sources: &Sources, root: &Path) -> String {
    let report = Report { findings, sources, root };
    match format {
        Format::Short => short::write(&report),
        Format::Json => json::write(&report),
        Format::Sarif => sarif::write(&report),
        Format::Github => github::write(&report),
        Format::Gitlab => gitlab::write(&report),
        Format::Junit => junit::write(&report),
    }
}

impl Report<'_> {
    /// Where the guilty text of a finding stands.
    fn spot(&self, finding: &Diagnostic) -> Option<Spot<'_>> {
        Spot::new(finding.place()?, self.sources, self.root)
    }
}
