//! What a run writes never takes the place of what it reads, or of something else that it writes.

use std::path::{Path, PathBuf};

use super::End;
use super::args::Score;
use super::selection::FormerFile;
use super::terminal::Terminal;
use crate::project::Project;

/// A file that is written, with the option that names it.
pub(super) type Written<'a> = (&'static str, &'a Path);

/// Says before anything is written if an output is also an input, or another output.
pub(super) fn check(
    read: &[PathBuf],
    written: &[Written<'_>],
    terminal: &Terminal,
) -> Result<(), End> {
    let read: Vec<PathBuf> = read.iter().filter_map(|it| place(it)).collect();
    let mut before: Vec<(&str, PathBuf)> = Vec::new();
    for (option, path) in written {
        let Some(place) = place(path) else { continue };
        let name = path.display();
        if read.contains(&place) {
            terminal.fail(
                &format!("{option} {name} would replace a file that this run reads."),
                &format!("Name another file after {option}; nothing has been written."),
            );
            return Err(End::CouldNotRun);
        }
        if let Some((other, _)) = before.iter().find(|(_, it)| *it == place) {
            terminal.fail(
                &format!("{other} and {option} cannot both write {name}."),
                "Give each a file of its own; nothing has been written.",
            );
            return Err(End::CouldNotRun);
        }
        before.push((option, place));
    }
    Ok(())
}

/// The same for runs of `score`, one for each kind of record. Scores may replace those of the run before.
pub(super) fn check_scores(
    runs: &[Score],
    project: &Project,
    terminal: &Terminal,
) -> Result<(), End> {
    let read: Vec<PathBuf> =
        project.paths().into_iter().chain(runs.iter().flat_map(read)).collect();
    let outputs = runs.iter().flat_map(|it| named("-o", it.output.as_deref()));
    let others = runs.iter().flat_map(|it| {
        let rejects = named("--rejects", it.rejects.as_deref());
        rejects.into_iter().chain(named("--actions", it.actions.as_deref()))
    });
    let others: Vec<Written<'_>> = others.collect();
    check(&read, &outputs.chain(others.iter().copied()).collect::<Vec<_>>(), terminal)?;
    let former: Vec<PathBuf> = runs.iter().filter_map(|it| it.previous.clone()).collect();
    check(&former, &others, terminal)
}

/// An output that is asked for.
pub(super) fn named<'a>(option: &'static str, path: Option<&'a Path>) -> Option<Written<'a>> {
    path.map(|it| (option, it))
}

/// The files of data that a run of `score` reads.
fn read(args: &Score) -> Vec<PathBuf> {
    let former = args.changed_since.iter().map(|it| match it {
        FormerFile::Leads(path) => path,
        FormerFile::Related(with) => &with.file,
    });
    let with = args.reading.with.iter().map(|it| &it.file);
    args.data.iter().chain(&args.only).chain(with).chain(former).cloned().collect()
}

/// Where a file is or will be, links followed; none of standard input and output, devices and pipes.
fn place(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") {
        return None;
    }
    match path.canonicalize() {
        Ok(place) => place.is_file().then_some(place),
        Err(_) => {
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
            Some(folder.join(path.file_name()?))
        }
    }
}
