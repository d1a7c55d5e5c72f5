//! The file of settings, key by key; whatever is no setting is told with its place.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Level, Settings};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{FileId, SourceFile, Sources, Span};

/// Settings that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be read")]
pub struct Unread {
    /// What is wrong with them.
    pub findings: Vec<Diagnostic>,
    /// The file.
    pub sources: Sources,
}

const KEYS: [&str; 3] = ["as-of", "rules", "lints"];
const LEVELS: [(&str, Level); 4] = [
    ("allow", Level::Allow),
    ("note", Level::Note),
    ("warning", Level::Warning),
    ("error", Level::Error),
];

/// What is being read.
struct Reading<'f> {
    folder: &'f Path,
    file: FileId,
    settings: Settings,
    findings: Vec<Diagnostic>,
}

pub(super) fn read(path: &Path) -> Result<Settings, Box<Unread>> {
    let mut sources = Sources::new();
    let text = std::fs::read_to_string(path);
    let file = sources
        .add(SourceFile::new(path.display().to_string(), text.as_deref().unwrap_or_default()));
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut reading = Reading { folder, file, settings: Settings::default(), findings: Vec::new() };
    match &text {
        Ok(text) => match DeTable::parse(text) {
            Ok(table) => reading.table(table.get_ref()),
            Err(error) => {
                let span = error.span().map_or(Span::default(), |it| Span::new(it.start, it.end));
                reading.wrong(
                    span,
                    "This is not written as TOML has it.".to_owned(),
                    "A line reads: as-of = \"2025-03-01\", or in [lints]: same-name = \"error\"",
                );
            }
        },
        Err(error) => reading.wrong(
            Span::default(),
            format!("The settings cannot be read: {error}."),
            "Save the file as UTF-8, and allow it to be read.",
        ),
    }
    match reading.findings.is_empty() {
        true => Ok(reading.settings),
        false => Err(Box::new(Unread { findings: reading.findings, sources })),
    }
}

fn span_of<T>(it: &Spanned<T>) -> Span {
    Span::new(it.span().start, it.span().end)
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("as-of", DeValue::String(text)) => self.as_of(text, span_of(value)),
                ("as-of", DeValue::Datetime(moment)) => {
                    self.as_of(&moment.to_string(), span_of(value));
                }
                ("as-of", _) => self.as_of("", span_of(value)),
                ("rules", DeValue::String(path)) => self.rules(path),
                ("rules", DeValue::Array(paths)) => {
                    for path in paths {
                        match path.get_ref() {
                            DeValue::String(path) => self.rules(path),
                            _ => self.no_path(span_of(path)),
                        }
                    }
                }
                ("rules", _) => self.no_path(span_of(value)),
                ("lints", DeValue::Table(lints)) => self.lints(lints),
                ("lints", _) => self.wrong(
                    span_of(value),
                    "`lints` holds names with levels.".to_owned(),
                    "Write [lints] on a line of its own, and below it: same-name = \"error\"",
                ),
                (name, _) => self.unknown(name, span_of(key), &KEYS, "setting"),
            }
        }
    }

    fn as_of(&mut self, text: &str, span: Span) {
        match text.parse() {
            Ok(moment) => self.settings.as_of = Some(moment),
            Err(_) => self.wrong(
                span,
                "This is no moment of a run.".to_owned(),
                "Write a date like \"2025-03-01\", or a moment like \"2025-03-01T12:00Z\".",
            ),
        }
    }

    fn rules(&mut self, path: &str) {
        self.settings.rules.push(self.folder.join(path));
    }

    fn no_path(&mut self, span: Span) {
        self.wrong(
            span,
            "A path is a text.".to_owned(),
            "Write it in quotes: rules = [\"rules\", \"more/rules.score\"]",
        );
    }

    fn lints(&mut self, lints: &DeTable<'_>) {
        for (key, value) in lints {
            let name = key.get_ref().as_ref();
            let Some(code) = codes::lint(name) else {
                let names: Vec<&str> = codes::ALL.iter().filter_map(|it| it.lint).collect();
                self.unknown(name, span_of(key), &names, "lint");
                continue;
            };
            let word = match value.get_ref() {
                DeValue::String(word) => word.as_ref(),
                _ => "",
            };
            match LEVELS.iter().find(|(level, _)| *level == word) {
                Some((_, level)) => self.settings.lints.push((code, *level)),
                None => self.wrong(
                    span_of(value),
                    format!("`{name}` has no such level."),
                    "Write \"allow\", \"note\", \"warning\" or \"error\".",
                ),
            }
        }
    }

    fn unknown(&mut self, name: &str, span: Span, known: &[&str], what: &str) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("Write {near}"),
            None if known.len() > 5 => "docs/lints.md lists them all.".to_owned(),
            None => format!("There are {}.", known.join(", ")),
        };
        self.wrong(span, format!("There is no {what} called `{name}`."), &help);
    }

    fn wrong(&mut self, span: Span, message: String, help: &str) {
        let place = self.file.at(span);
        self.findings.push(Diagnostic::error(codes::BAD_SETTINGS, place, message).help(help));
    }
}
