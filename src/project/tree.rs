//! Where rule files come from: the disk, or a git revision.

use std::path::{Path, PathBuf};

use super::decode::{NotText, text_of};
use super::files::read_bytes;
use super::revision::{Revision, RevisionError, tidy};

/// Where rule files come from.
#[derive(Clone, Debug, Default)]
pub enum Tree {
    /// The disk.
    #[default]
    Disk,
    /// A git revision; paths are seen from the root of the repository.
    Revision(Revision),
}

impl Tree {
    /// The tree and the path in it that a text of a command line names: a path on disk, or `REVISION:PATH`.
    ///
    /// ```
    /// use leadscore::project::Tree;
    /// let (tree, path) = Tree::locate("rules/b2b.score")?;
    /// assert!(matches!(tree, Tree::Disk));
    /// assert_eq!(path, std::path::Path::new("rules/b2b.score"));
    /// # Ok::<(), leadscore::project::RevisionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a revision is named and cannot be found.
    pub fn locate(text: &str) -> Result<(Self, PathBuf), RevisionError> {
        let disk = || Ok((Self::Disk, PathBuf::from(text)));
        let Some((revision, path)) = text.split_once(':') else { return disk() };
        // A name of a file may hold the sign, too, and a letter before it may be a drive.
        let is_drive = revision.len() == 1 && path.starts_with(['/', '\\']);
        if revision.is_empty() || is_drive || Path::new(text).exists() {
            return disk();
        }
        let (revision, path) = Revision::find(revision, path)?;
        Ok((Self::Revision(revision), path))
    }

    /// The text of a rule file.
    pub(super) fn read(&self, path: &Path) -> Result<String, NotText> {
        let bytes = match self {
            Self::Disk => read_bytes(path)?,
            Self::Revision(revision) => revision.read(path).map_err(NotText::Unreadable)?,
        };
        text_of(bytes)
    }

    /// The values of a list in a file of its own: one a line, blank lines do not count.
    pub(super) fn read_values(&self, path: &Path) -> Result<Vec<String>, String> {
        let text = self.read(path).map_err(|reason| reason.to_string())?;
        let lines = text.trim_start_matches('\u{FEFF}').lines();
        Ok(lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    /// One name for a file, by whatever path it is reached.
    pub(super) fn same_path(&self, path: &Path) -> PathBuf {
        let same = match self {
            Self::Disk => path.canonicalize().ok(),
            Self::Revision(_) => tidy(path),
        };
        same.unwrap_or_else(|| path.to_owned())
    }

    /// Whether a path leads to a folder.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        matches!(self, Self::Disk) && path.is_dir()
    }

    /// A path as messages show it.
    pub(super) fn shown(&self, path: &Path) -> String {
        match self {
            Self::Disk => path.display().to_string(),
            Self::Revision(revision) => revision.shown(path),
        }
    }
}
