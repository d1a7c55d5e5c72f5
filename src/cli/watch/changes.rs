//! Files that change on disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// Several changes within this time are one: an editor writes a file in steps.
const QUIET: Duration = Duration::from_millis(200);

/// The changes of some files, and of all rule files in some folders and below.
pub(super) struct Changes {
    /// Watches as long as it lives.
    _watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Changes {
    /// Begins to watch. A rule file may use others, so the rule files beside it are watched too.
    pub fn of(paths: &[PathBuf]) -> notify::Result<Self> {
        let (send, events) = channel();
        let mut watcher = notify::recommended_watcher(send)?;
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let mut watched = BTreeSet::new();
        for path in paths {
            let path = path.canonicalize()?;
            let is_folder = path.is_dir();
            // A file is often replaced by a new one, which only its folder sees.
            let folder = match is_folder {
                true => path.clone(),
                false => path.parent().unwrap_or(Path::new("/")).to_owned(),
            };
            let rules = is_folder || path.extension().is_some_and(|it| it == "score");
            if !is_folder {
                files.push(path);
            }
            if rules {
                folders.push(folder.clone());
            }
            let mode = if rules { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            if watched.insert((folder.clone(), rules)) {
                watcher.watch(&folder, mode)?;
            }
        }
        Ok(Self { _watcher: watcher, events, files, folders })
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
        self.files.iter().any(|it| it == path)
            || rules && self.folders.iter().any(|it| path.starts_with(it))
    }
}
