use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Style, Told, render};
use crate::project::Project;
use crate::source::{LineColumn, Sources};

/// What was found in rules, with their texts at hand: displayed as `leadscore check` draws it.
#[derive(Clone)]
pub struct Findings {
    project: Arc<Project>,
    all: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn new(project: Arc<Project>, all: Vec<Diagnostic>) -> Self {
        Self { project, all }
    }

    /// Each with its code, its places and its suggestions.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Where a finding stands: the file, and the line and column in it. What is about no place in a file has none.
    ///
    /// ```
    /// let rules = "record Lead { employees: integer }\nwhen emploees > 100 then +20\n";
    /// let error = rules.parse::<leadscore::Program>().expect_err("a field is misspelled");
    /// let findings = error.findings();
    /// for finding in findings {
    ///     let (file, at) = findings.position(finding).expect("it has a place");
    ///     assert_eq!((file, at.line, at.column), ("rules.score", 2, 6));
    /// }
    /// ```
    #[must_use]
    pub fn position(&self, finding: &Diagnostic) -> Option<(&str, LineColumn)> {
        let place = finding.place()?;
        let file = self.sources().get(place.file)?;
        Some((file.name(), file.line_column(place.span.start as usize)))
    }

    /// The texts that places point into, for [`to_json`](crate::diagnostic::to_json) and what else
    /// [`diagnostic`](crate::diagnostic) makes of findings.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.project.sources
    }

    /// Draws them for a terminal or file at hand.
    #[must_use]
    pub fn draw(&self, style: Style) -> String {
        self.all.iter().map(|it| render(it, &self.project.sources, style)).collect()
    }

    /// As diagnostics of miette, for programs that report with miette.
    pub fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.all.iter().map(|it| Told::new(it, &self.project.sources))
    }
}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Diagnostic;
    type IntoIter = std::slice::Iter<'f, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw(Style::PLAIN))
    }
}

impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.all).finish()
    }
}

/// Why rules cannot be used: every mistake at once, with its place and its cure.
///
/// It is displayed as `leadscore check` draws it, also by a `main` that returns it.
///
/// ```
/// let rules = "record Lead { employees: integer }\nwhen emploees > 100 then +20\n";
/// let error = rules.parse::<leadscore::Program>().expect_err("a field is misspelled");
/// assert_eq!(error.findings().iter().next().expect("one").code.id, "E0201");
/// assert!(error.to_string().contains("help: Did you mean employees?"));
/// ```
#[derive(Clone)]
pub struct RulesError(Findings);

impl RulesError {
    pub(super) fn new(project: &Arc<Project>, mut all: Vec<Diagnostic>) -> Self {
        all.retain(Diagnostic::is_error);
        Self(Findings::new(Arc::clone(project), all))
    }

    /// The mistakes, in the order of the files.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.0
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RulesError {
    /// The same: a `main` that fails shows its error so.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for RulesError {}
