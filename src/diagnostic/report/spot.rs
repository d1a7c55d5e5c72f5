use std::path::{Component, Path};

use crate::source::{LineColumn, Place, SourceFile, Sources};

/// A place as reports name it.
pub(super) struct Spot<'a> {
    pub file: &'a SourceFile,
    /// The file's path from the root, with `/` between its parts.
    pub path: String,
    pub start: LineColumn,
    pub end: LineColumn,
}

impl<'a> Spot<'a> {
    pub fn new(place: Place, sources: &'a Sources, root: &Path) -> Option<Self> {
        let file = sources.get(place.file)?;
        let at = |offset: u32| file.line_column(offset as usize);
        let (start, end) = (at(place.span.start), at(place.span.end));
        Some(Self { file, path: from_root(file.name(), root), start, end })
    }
}

/// A path from the root, if it lies below; else as it is, but for `.` in it.
#[must_use]
pub fn from_root(name: &str, root: &Path) -> String {
    let path = Path::new(name);
    let below = path.strip_prefix(root).ok().filter(|it| !it.as_os_str().is_empty());
    let mut text = String::new();
    for part in below.unwrap_or(path).components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => text.push('/'),
            other => {
                if !text.is_empty() && !text.ends_with('/') {
                    text.push('/');
                }
                text.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_named_from_the_root() {
        let root = Path::new("/home/ana/work");
        for (name, path) in [
            ("a.score", "a.score"),
            ("./rules/./a.score", "rules/a.score"),
            ("/home/ana/work/rules/a.score", "rules/a.score"),
            ("/home/ana/worker/a.score", "/home/ana/worker/a.score"),
            ("../a.score", "../a.score"),
        ] {
            assert_eq!(from_root(name, root), path);
        }
        assert_eq!(from_root("a.score", Path::new("")), "a.score");
    }
}
