//! Rule files of a git revision, read through the `git` program.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output};

/// The files of a revision.
///
/// The revision is looked up once, so all files come from one commit even if a branch moves meanwhile.
#[derive(Clone, Debug)]
pub struct Revision {
    /// As it was named: `main`, `HEAD~1`.
    name: String,
    /// The tree of its files.
    tree: String,
}

/// Why a revision, or a file of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RevisionError {
    /// There is no program of this name.
    #[error("The program git is not there, which reads {0}")]
    NoGit(String),
    /// It cannot be started.
    #[error("The program git cannot be started: {0}")]
    Failed(String),
    /// This folder is in no repository.
    #[error("{0} names a git revision, and this folder is in no git repository")]
    NoRepository(String),
    /// The repository knows no such revision.
    #[error("Git knows no revision {0}")]
    Unknown(String),
    /// The path leads out of the repository.
    #[error("{0} leads out of the git repository")]
    Outside(String),
    /// The revision holds no such file or folder.
    #[error("The revision {revision} holds no {path}")]
    NoFile {
        /// The revision as it was named.
        revision: String,
        /// The path from the root of the repository.
        path: String,
    },
    /// A folder without rules.
    #[error("The folder {0} holds no .score file")]
    NoRules(String),
}

impl RevisionError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoGit(_) | Self::Failed(_) => "Install git, or give two files that are there.",
            Self::NoRepository(_) => {
                "Run the command in the repository, or give two files that are there."
            }
            Self::Unknown(_) => {
                "Write a branch, a tag or a commit before the colon. A server may have fetched only the last commit: fetch the others too."
            }
            Self::Outside(_) => "Give a path inside of the repository.",
            Self::NoFile { .. } => {
                "The path is seen from the root of the repository; from this folder it begins with ./"
            }
            Self::NoRules(_) => "Rules stand in files that end in .score.",
        }
    }
}

impl Revision {
    /// The revision and the path that `main:rules/b2b.score` names. A path that begins with `./` or `../` is seen from
    /// the current folder, others from the root of the repository, as git does it.
    ///
    /// # Errors
    ///
    /// When there is no git, no repository or no such revision, or the path leads out of it.
    pub fn find(name: &str, path: &str) -> Result<(Self, PathBuf), RevisionError> {
        let whole = format!("{name}:{path}");
        let prefix = git(["rev-parse", "--show-prefix"], &whole)?;
        if !prefix.status.success() {
            return Err(RevisionError::NoRepository(whole));
        }
        let from_here = path.starts_with("./") || path.starts_with("../") || path == ".";
        let folder = if from_here { text(&prefix) } else { String::new() };
        let inside = tidy(&Path::new(&folder).join(path)).ok_or(RevisionError::Outside(whole))?;
        let commit = format!("{name}^{{tree}}");
        let found = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], name)?;
        if !found.status.success() {
            return Err(RevisionError::Unknown(name.to_owned()));
        }
        Ok((Self { name: name.to_owned(), tree: text(&found) }, inside))
    }

    /// The rule files at a path: itself, or every `.score` file in a folder and below, hidden folders left out.
    ///
    /// # Errors
    ///
    /// When there is no such file or folder, or it holds no rule file.
    pub fn rule_files(&self, path: &Path) -> Result<Vec<PathBuf>, RevisionError> {
        let shown = self.shown(path);
        let kind = git(["cat-file", "-t", &self.object(path)], &shown)?;
        match (kind.status.success(), text(&kind).as_str()) {
            (true, "blob") => return Ok(vec![path.to_owned()]),
            (true, "tree") => {}
            _ => {
                let (revision, path) = (self.name.clone(), slashes(path));
                return Err(RevisionError::NoFile { revision, path });
            }
        }
        let names = git(["ls-tree", "-r", "-z", "--name-only", &self.object(path)], &shown)?;
        let names = String::from_utf8_lossy(&names.stdout).into_owned();
        let is_rules = |name: &&str| {
            name.ends_with(".score") && !name.split('/').rev().skip(1).any(|it| it.starts_with('.'))
        };
        let mut files: Vec<PathBuf> =
            names.split('\0').filter(is_rules).map(|name| path.join(name)).collect();
        files.sort();
        if files.is_empty() { Err(RevisionError::NoRules(shown)) } else { Ok(files) }
    }

    /// The bytes of a file, or why it cannot be read as the end of a sentence.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let shown = self.shown(path);
        let inside = tidy(path).ok_or("it is outside of the git repository")?;
        let read = git(["cat-file", "blob", &self.object(&inside)], &shown);
        let read = read.map_err(|error| error.to_string())?;
        match read.status.success() {
            true => Ok(read.stdout),
            false => Err(format!("there is no such file in the revision {}", self.name)),
        }
    }

    /// A path as messages show it: `main:rules/b2b.score`.
    pub(super) fn shown(&self, path: &Path) -> String {
        format!("{}:{}", self.name, slashes(&tidy(path).unwrap_or_else(|| path.to_owned())))
    }

    fn object(&self, path: &Path) -> String {
        format!("{}:{}", self.tree, slashes(path))
    }
}

/// A path without `.` and `..`; `None` if it leads out of where it begins.
pub(super) fn tidy(path: &Path) -> Option<PathBuf> {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => tidy.push(name),
            Component::CurDir => {}
            Component::ParentDir if tidy.pop() => {}
            _ => return None,
        }
    }
    Some(tidy)
}

/// A path as git writes it on every system.
fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Runs git; `what` is what it is asked for.
fn git<const N: usize>(args: [impl AsRef<OsStr>; N], what: &str) -> Result<Output, RevisionError> {
    Command::new("git").args(args).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => RevisionError::NoGit(what.to_owned()),
        _ => RevisionError::Failed(error.to_string()),
    })
}

/// The first line of an answer.
fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim_end_matches(['\r', '\n']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let cases = [
            ("rules/./b2b.score", Some("rules/b2b.score")),
            ("rules/../crm.score", Some("crm.score")),
            ("rules/../../crm.score", None),
            ("/crm.score", None),
            ("", Some("")),
        ];
        for (path, expected) in cases {
            assert_eq!(tidy(Path::new(path)), expected.map(PathBuf::from), "{path}");
        }
    }
}
