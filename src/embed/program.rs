use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use super::findings::{Findings, RulesError};
use super::scorer::Scorer;
use crate::analyze::{Budget, Space, lints};
use crate::diagnostic::{Code, Diagnostic, Severity, codes, in_order};
use crate::ir::{self, AsOf, Record};
use crate::project::{Model, Project, find_rule_files};

/// A model whose rules are sound: ready to score leads, and to tell about itself.
///
/// It never changes, so many threads may share it; each makes a [`Scorer`] of its own.
///
/// ```no_run
/// # #[derive(serde::Serialize)] struct Lead { industry: String, employees: u32 }
/// let program = leadscore::Program::load("rules/b2b.score")?;
/// let mut scorer = program.scorer(leadscore::now());
/// let scored = scorer.score(&Lead { industry: "Manufacturing".into(), employees: 250 })?;
/// println!("{} points, {}", scored.score(), scored.band().unwrap_or("no band"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Program {
    project: Arc<Project>,
    model: Model,
    program: Arc<ir::Program>,
}

impl Program {
    /// Reads the only model of a rule file, or of a folder of them, with everything that it uses.
    ///
    /// # Errors
    ///
    /// With every mistake of the rules. Also if there is no model, or there are several: [`Program::load_all`] is for those.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, RulesError> {
        let path = path.as_ref();
        let all = Self::load_all(path)?;
        only(all).map_err(|several| {
            let names: Vec<&str> = several.iter().map(Self::name).collect();
            let message = format!("{} holds several models: {}.", path.display(), names.join(", "));
            general(codes::WHICH_MODEL, message, "Name the file of one of them.")
        })
    }

    /// Reads every model of a rule file or folder.
    ///
    /// ```
    /// let programs = leadscore::Program::load_all("examples/b2b")?;
    /// let names: Vec<&str> = programs.iter().map(|it| it.name()).collect();
    /// assert_eq!(names, ["b2b", "behaviour"]);
    /// # Ok::<(), leadscore::RulesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// With every mistake of every model; if there is no model.
    pub fn load_all(path: impl AsRef<Path>) -> Result<Vec<Self>, RulesError> {
        let path = path.as_ref();
        let files = find_rule_files(path)
            .map_err(|finding| RulesError::new(&Arc::default(), vec![finding]))?;
        Self::of(Project::load(&files), &path.display().to_string())
    }

    /// Reads rules that stand in no file: `name` is what messages call them, and what their `use` is seen from.
    ///
    /// # Errors
    ///
    /// As [`Program::load`].
    pub fn from_text(name: impl Into<PathBuf>, text: &str) -> Result<Self, RulesError> {
        let path = name.into();
        let texts = HashMap::from([(path.clone(), text.to_owned())]);
        let shown = path.display().to_string();
        let all = Self::of(Project::load_with(&[path], texts), &shown)?;
        only(all).map_err(|_| nothing(&shown))
    }

    fn of(project: Project, shown: &str) -> Result<Vec<Self>, RulesError> {
        let project = Arc::new(project);
        let findings = project.findings();
        if findings.iter().any(Diagnostic::is_error) {
            return Err(RulesError::new(&project, findings));
        }
        let checked = project.models().into_iter().filter_map(|model| {
            let program = Arc::new(project.check(&model, None).program?);
            Some(Self { project: Arc::clone(&project), model, program })
        });
        let all: Vec<Self> = checked.collect();
        if all.is_empty() { Err(nothing(shown)) } else { Ok(all) }
    }

    /// The model's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.program.name
    }

    /// What a lead looks like: its fields with their types.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.program.record
    }

    /// The typed program, for whoever reasons about rules: see [`ir`](crate::ir), [`analyze`](crate::analyze).
    #[must_use]
    pub fn ir(&self) -> &ir::Program {
        &self.program
    }

    /// What `leadscore check` says of sound rules: warnings and notes, those too that need a proof. Comments beside the
    /// rules that allow a warning are followed.
    ///
    /// ```
    /// let rules = "record Lead { staff: integer }
    /// when staff > 10 then +20
    /// bands { Hot from 50, Cold otherwise }";
    /// let program: leadscore::Program = rules.parse()?;
    /// let findings = program.check("2025-03-01".parse()?);
    /// assert!(findings.to_string().contains("No lead comes to *Hot*: it needs 50"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check(&self, as_of: AsOf) -> Findings {
        let project = &self.project;
        let checked = project.check_strictly(&self.model, None);
        let (written, said) = (&checked.uses.parts, &checked.diagnostics);
        let space = Space::new(&self.program, as_of);
        let proved = lints::run(&space, written, said, Budget::SHORT, |it| it.by_default);
        let proved = proved.into_iter().map(|(_, mut finding)| {
            finding.move_places(|place| project.sources.original(place));
            finding
        });
        let all = project.settle(project.findings().into_iter().chain(proved).collect());
        Findings::new(Arc::clone(project), in_order(all))
    }

    /// Prepares to score many leads at one moment: one that is given, or [`now`](crate::now).
    #[must_use]
    pub fn scorer(&self, as_of: AsOf) -> Scorer<'_> {
        Scorer::new(&self.program, as_of)
    }

    /// Prepares to score rows of Arrow record batches whose columns have these names.
    ///
    /// # Errors
    ///
    /// If a column is not there that the rules read.
    #[cfg(feature = "formats")]
    pub fn arrow_scorer(
        &self,
        columns: &[String],
        as_of: AsOf,
    ) -> Result<crate::engine::ArrowScorer<'_>, RulesError> {
        let program = &*self.program;
        let fields = program.fields_read();
        let (binding, findings) =
            crate::data::Binding::of_header(&program.record, &fields, columns, false);
        if findings.iter().any(Diagnostic::is_error) {
            return Err(RulesError::new(&self.project, findings));
        }
        Ok(crate::engine::ArrowScorer::new(program, as_of, &binding))
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl FromStr for Program {
    type Err = RulesError;

    fn from_str(text: &str) -> Result<Self, RulesError> {
        Self::from_text("rules.score", text)
    }
}

/// The only one, or all of them.
fn only(all: Vec<Program>) -> Result<Program, Vec<Program>> {
    <[Program; 1]>::try_from(all).map(|[one]| one)
}

fn nothing(shown: &str) -> RulesError {
    let help = "A rule reads: when industry == \"Manufacturing\" then +20";
    general(codes::NO_RULES, format!("{shown} holds no rules."), help)
}

fn general(code: Code, message: String, help: &str) -> RulesError {
    let finding = Diagnostic::general(Severity::Error, code, message).help(help);
    RulesError::new(&Arc::default(), vec![finding])
}
