//! Lines and colours of a drawing.

use anstyle::{AnsiColor, Effects, Style as Ink};

use crate::diagnostic::Severity;

/// The characters of a drawing.
pub(super) struct Marks {
    /// Beside the first line of a message, by severity.
    error: &'static str,
    warning: &'static str,
    note: &'static str,
    pub bar: &'static str,
    pub gap: &'static str,
    pub top: &'static str,
    pub bottom: &'static str,
    pub line: &'static str,
    /// Where a label hangs from an underline.
    pub tee: &'static str,
    /// A point between two characters.
    pub point: &'static str,
    pub elbow: &'static str,
    /// Something is left out.
    pub cut: &'static str,
}

pub(super) const UNICODE: Marks = Marks {
    error: "×",
    warning: "⚠",
    note: "☞",
    bar: "│",
    gap: "·",
    top: "╭─",
    bottom: "╰────",
    line: "─",
    tee: "┬",
    point: "▲",
    elbow: "╰──",
    cut: "…",
};

pub(super) const ASCII: Marks = Marks {
    error: "x",
    warning: "!",
    note: ">",
    bar: "|",
    gap: ":",
    top: ",-",
    bottom: "`----",
    line: "^",
    tee: "|",
    point: "^",
    elbow: "`--",
    cut: "...",
};

impl Marks {
    pub fn icon(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }
}

/// The colours of a severity, of labels in turn, and of everything else.
pub(super) fn of_severity(severity: Severity) -> Ink {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => HELP,
    }
}

pub(super) fn of_label(index: usize) -> Ink {
    let color = match index % 3 {
        0 => AnsiColor::Magenta,
        1 => AnsiColor::Yellow,
        _ => AnsiColor::Green,
    };
    color.on_default().bold()
}

pub(super) const HELP: Ink = AnsiColor::Cyan.on_default();
pub(super) const FILE: Ink =
    AnsiColor::Cyan.on_default().effects(Effects::BOLD.insert(Effects::UNDERLINE));
pub(super) const LINE_NUMBER: Ink = Ink::new().dimmed();

/// Text in a colour, if there are colours.
pub(super) fn paint(ink: Ink, text: &str, color: bool) -> String {
    if color { format!("{ink}{text}{ink:#}") } else { text.to_owned() }
}
