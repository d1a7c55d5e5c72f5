//! `leadscore.toml`: what a project says once instead of with every command.
//!
//! ```toml
//! rules = ["rules"]       # what `check`, `test`, `fmt` and `fix` look at if nothing is named
//! as-of = "2025-03-01"    # the moment of a run without --as-of
//!
//! [lints]
//! same-name = "error"
//! only-asks-if-known = "allow"
//! ```
//!
//! It is looked for in the folder of the rules and upward.

mod read;

use std::path::{Path, PathBuf};

pub use read::Unread;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::AsOf;

/// The name of the file.
pub const FILE: &str = "leadscore.toml";

/// What a project says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The rules, seen from where the program runs.
    pub rules: Vec<PathBuf>,
    /// The moment of a run for which none is given.
    pub as_of: Option<AsOf>,
    /// How much findings matter, where that is not as usual.
    pub lints: Vec<(Code, Level)>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told as a note.
    Note,
    /// As a warning.
    Warning,
    /// As an error, with which no run goes on.
    Error,
}

impl Settings {
    /// The settings for what stands at a path: of the nearest `leadscore.toml` in its folder or above; none if there is
    /// no such file.
    ///
    /// ```
    /// use leadscore::settings::Settings;
    /// let folder = tempfile::tempdir()?;
    /// std::fs::create_dir(folder.path().join("rules"))?;
    /// std::fs::write(folder.path().join("leadscore.toml"), "rules = [\"rules\"]\n")?;
    /// let settings = Settings::of(&folder.path().join("rules")).unwrap();
    /// assert_eq!(settings.rules, [folder.path().join("rules")]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or holds what is no setting.
    pub fn of(path: &Path) -> Result<Self, Box<Unread>> {
        match find(path) {
            Some(file) => read::read(&file),
            None => Ok(Self::default()),
        }
    }

    /// A finding as much as it matters here; `None` if it is not to be told. Errors stay errors.
    #[must_use]
    pub fn graded(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        let level = self.lints.iter().rev().find(|(code, _)| *code == finding.code);
        let Some((_, level)) = level.filter(|_| !finding.is_error()) else { return Some(finding) };
        finding.severity = match level {
            Level::Allow => return None,
            Level::Note => Severity::Note,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
        Some(finding)
    }
}

/// The nearest file of settings, in the folder of a path or above.
fn find(path: &Path) -> Option<PathBuf> {
    // A relative path alone has nothing above it.
    let whole = std::path::absolute(path).ok()?;
    let file = whole.ancestors().map(|it| it.join(FILE)).find(|it| it.is_file())?;
    // Shown is the shorter path, if there is one.
    let here = std::env::current_dir().ok();
    let shown = here.and_then(|it| file.strip_prefix(it).ok().map(Path::to_owned));
    Some(shown.unwrap_or(file))
}
