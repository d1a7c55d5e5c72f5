//! Where the report goes, and in which form.

use std::io::Write;
use std::path::Path;

use super::args::{Diff, DiffForm};
use crate::cli::End;
use crate::cli::data::fail;
use crate::cli::terminal::Terminal;
use crate::data::{AtomicFile, DataError};
use crate::diagnostic::{ascii, printable};
use crate::diff::{Report, to_html, to_json, to_markdown, to_text};

/// `--to`, else the ending of the output file, else text.
pub(super) fn form(args: &Diff, terminal: &Terminal) -> Result<DiffForm, End> {
    let Some(path) = path(args).filter(|_| args.to.is_none()) else {
        return Ok(args.to.unwrap_or(DiffForm::Text));
    };
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("txt") => Ok(DiffForm::Text),
        Some("md") => Ok(DiffForm::Markdown),
        Some("json") => Ok(DiffForm::Json),
        Some("html") => Ok(DiffForm::Html),
        _ => {
            terminal.fail(
                &format!("The ending of {} does not tell the form of the report.", path.display()),
                "End it in .txt, .md, .json or .html, or say --to with text, markdown, json or html.",
            );
            Err(End::CouldNotRun)
        }
    }
}

fn path(args: &Diff) -> Option<&Path> {
    args.output.as_deref().filter(|it| *it != Path::new("-"))
}

/// Writes the report to its place.
pub(super) fn write(
    report: &Report,
    form: DiffForm,
    args: &Diff,
    terminal: &Terminal,
) -> Result<(), End> {
    let path = path(args);
    let text = match form {
        DiffForm::Text if path.is_none() && terminal.is_ascii() => {
            in_ascii(&printable(&to_text(report)))
        }
        DiffForm::Text => printable(&to_text(report)),
        DiffForm::Markdown => to_markdown(report),
        DiffForm::Json => format!("{:#}\n", to_json(report)),
        DiffForm::Html => to_html(report),
    };
    let Some(path) = path else {
        terminal.write(&text);
        return Ok(());
    };
    let written = AtomicFile::create(path).and_then(|mut file| {
        let written = file.write_all(text.as_bytes());
        written.map_err(|error| file.error(error))?;
        file.commit()
    });
    written.map_err(|error: DataError| fail(&error, terminal))
}

/// Without characters that not every terminal can draw.
fn in_ascii(text: &str) -> String {
    ascii(&text.replace('█', "#").replace('→', "->"))
}
