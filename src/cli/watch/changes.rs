//! Files that change on disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// Several changes within this time are one: an editor writes a file in steps.
const QUIET: Duration = Duration::from_millis(200);

/// The changes of some files, and of all rule files in some folders and below.
pub(in crate::cli) struct Changes {
    /// Watches as long as it lives.
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    /// What is watched, and whether all below it is.
    watched: BTreeSet<(PathBuf, bool)>,
}

impl Changes {
    /// Begins to watch files, and folders with all rule files in them and below.
    pub fn of(paths: &[PathBuf]) -> notify::Result<Self> {
        let (send, events) = channel();
        let watcher = notify::recommended_watcher(send)?;
        let (files, folders) = (BTreeSet::new(), BTreeSet::new());
        let mut changes = Self { watcher, events, files, folders, watched: BTreeSet::new() };
        for path in paths {
            let path = path.canonicalize()?;
            if path.is_dir() {
                changes.watch(&path, true)?;
                changes.folders.insert(path);
            } else {
                changes.file(&path)?;
            }
        }
        Ok(changes)
    }

    /// Watches files that others use. One that is not there yet may come.
    pub fn also(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let folder = path.parent().filter(|it| *it != Path::new("")).unwrap_or(Path::new("."));
            if let (Ok(folder), Some(name)) = (folder.canonicalize(), path.file_name()) {
                // What cannot be watched does not keep the others from being watched.
                let _ = self.file(&folder.join(name));
            }
        }
    }

    fn file(&mut self, path: &Path) -> notify::Result<()> {
        // A file is often replaced by a new one, which only its folder sees.
        let folder = path.parent().unwrap_or(Path::new("/"));
        self.watch(folder, false)?;
        self.files.insert(path.to_owned());
        Ok(())
    }

    fn watch(&mut self, folder: &Path, below: bool) -> notify::Result<()> {
        let is_covered = self.folders.iter().any(|it| folder.starts_with(it));
        if is_covered || !self.watched.insert((folder.to_owned(), below)) {
            return Ok(());
        }
        let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        self.watcher.watch(folder, mode)
    }

    /// Waits for the next change, and until all is quiet; gives the names of what changed.
    pub fn next(&self) -> Option<Vec<String>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            self.note(&self.events.recv().ok()?, &mut changed);
        }
        while let Ok(event) = self.events.recv_timeout(QUIET) {
            self.note(&event, &mut changed);
        }
        Some(changed.into_iter().collect())
    }

    fn note(&self, event: &notify::Result<Event>, changed: &mut BTreeSet<String>) {
        let Ok(event) = event else { return };
        // Reading a file is no change.
        if event.kind.is_access() {
            return;
        }
        for path in event.paths.iter().filter(|it| self.matters(it)) {
            let name = path.file_name().unwrap_or(path.as_os_str());
            changed.insert(name.to_string_lossy().into_owned());
        }
    }

    fn matters(&self, path: &Path) -> bool {
        let rules = path.extension().is_some_and(|it| it == "score");
        self.files.contains(path) || rules && self.folders.iter().any(|it| path.starts_with(it))
    }
}
