//! `leadscore fmt`

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::End;
use super::args::Fmt;
use super::terminal::Terminal;
use crate::data::AtomicFile;
use crate::format::{FormatError, format};
use crate::project::{find_rule_files, read_rules};
use crate::source::{SourceFile, Sources};

pub(super) fn run(args: &Fmt, terminal: &Terminal) -> End {
    if args.rules.iter().any(|path| path == Path::new("-")) {
        return standard_input(args, terminal);
    }
    let mut files: Vec<PathBuf> = Vec::new();
    for path in &args.rules {
        match find_rule_files(path) {
            Ok(found) => files.extend(found),
            Err(finding) => {
                return terminal.stop(&finding);
            }
        }
    }
    let ends: Vec<End> = files.iter().map(|path| one(path, args.check, terminal)).collect();
    let found = ends.iter().filter(|end| **end == End::Found).count();
    match (ends.contains(&End::CouldNotRun), found) {
        (true, _) => End::CouldNotRun,
        (false, 0) => End::Done,
        (false, _) => End::Found,
    }
}

/// Formats one file in place, or says whether it would change.
fn one(path: &Path, check: bool, terminal: &Terminal) -> End {
    let name = path.display().to_string();
    let text = match read_rules(path) {
        Ok(text) => text,
        Err(reason) => {
            terminal.fail(&format!("{name} cannot be read: {reason}."), "");
            return End::CouldNotRun;
        }
    };
    let formatted = match formatted(&name, &text, terminal) {
        Ok(formatted) => formatted,
        Err(end) => return end,
    };
    if formatted == text {
        return End::Done;
    }
    if check {
        terminal
            .show(&format!("{name} is not in the usual form; `leadscore fmt {name}` writes it so"));
        return End::Found;
    }
    let written = AtomicFile::create(path).and_then(|mut file| {
        file.write_all(formatted.as_bytes()).map_err(|error| file.error(error))?;
        file.commit()
    });
    match written {
        Ok(()) => {
            terminal.say(&format!("{name} rewritten"));
            End::Done
        }
        Err(error) => super::data::fail(&error, terminal),
    }
}

fn standard_input(args: &Fmt, terminal: &Terminal) -> End {
    let mut text = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut text) {
        terminal.fail(&format!("Standard input cannot be read: {error}."), "");
        return End::CouldNotRun;
    }
    match formatted("standard input", &text, terminal) {
        Err(end) => end,
        Ok(formatted) if args.check => {
            if formatted == text {
                End::Done
            } else {
                End::Found
            }
        }
        Ok(formatted) => {
            terminal.write(&formatted);
            End::Done
        }
    }
}

/// The canonical text, or what keeps it from being written.
fn formatted(name: &str, text: &str, terminal: &Terminal) -> Result<String, End> {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, text));
    format(id, text).map_err(|error| {
        match error {
            FormatError::Mistakes(findings) => {
                terminal.findings(&findings, &sources);
            }
            other => terminal.fail(
                &format!("{name}: {other}."),
                "Please report this file: it is a fault of leadscore.",
            ),
        }
        End::Found
    })
}
