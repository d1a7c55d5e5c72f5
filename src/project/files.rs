use std::path::{Path, PathBuf};

use super::decode::{NotText, text_of};
use crate::diagnostic::{Diagnostic, Severity, codes};

/// The rule files that a command names: itself, or every `.score` file in a folder and below.
///
/// # Errors
///
/// A finding if the path cannot be read or the folder holds no rule file.
pub fn find_rule_files(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let cannot = |reason: String| {
        let message = format!("{} cannot be read: {reason}.", path.display());
        Diagnostic::general(Severity::Error, codes::FILE_NOT_FOUND, message)
    };
    let kind = std::fs::metadata(path).map_err(|error| {
        cannot(plain_reason(&error)).help("Give the path of a .score file, or of a folder of them.")
    })?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| cannot(plain_reason(&error)))?;
        for entry in entries {
            let entry = entry.map_err(|error| cannot(plain_reason(&error)))?;
            let path = entry.path();
            // Links to folders are not followed: they may lead round in a circle.
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let kind = entry.file_type().map_err(|error| cannot(plain_reason(&error)))?;
            if kind.is_dir() && !hidden {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "score") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        let message = format!("The folder {} holds no .score file.", path.display());
        return Err(Diagnostic::general(Severity::Error, codes::FILE_NOT_FOUND, message)
            .help("Write rules into a file that ends in .score."));
    }
    Ok(found)
}

/// The text of a rule file: UTF-8, or UTF-16 with a byte-order mark.
///
/// # Errors
///
/// Why it cannot be read, as the end of a sentence.
pub fn read_rules(path: &Path) -> Result<String, NotText> {
    text_of(read_bytes(path)?)
}

pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, NotText> {
    std::fs::read(path).map_err(|error| NotText::Unreadable(plain_reason(&error)))
}

/// The operating system's reason in plain words, without its number.
#[must_use]
pub fn plain_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::NotADirectory => "its path leads through a file".to_owned(),
        _ => {
            let text = error.to_string();
            if text.contains("symbolic links") {
                return "it is a link that leads round in a circle".to_owned();
            }
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
