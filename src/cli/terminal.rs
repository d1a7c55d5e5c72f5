//! What is at the other end: colours, width, and where messages go.

use std::io::{IsTerminal, Write};

use super::End;
use super::args::{Color, Common};
use crate::diagnostic::{Diagnostic, Severity, Style, render};
use crate::source::Sources;

/// Standard error as messages see it, and what is known of standard output.
pub(super) struct Terminal {
    style: Style,
    quiet: bool,
    deny_warnings: bool,
}

impl Terminal {
    pub fn new(common: &Common) -> Self {
        let to_person = std::io::stderr().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
        let color = match common.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => to_person && !no_color && !dumb,
        };
        // The reading width stays the same for everybody but on narrow terminals.
        let columns = std::env::var("COLUMNS").ok().and_then(|it| it.parse::<usize>().ok());
        let width = columns.unwrap_or(Style::PLAIN.width).clamp(40, 140);
        Self {
            style: Style { color, unicode: !dumb, width, ..Style::PLAIN },
            quiet: common.quiet,
            deny_warnings: common.deny.is_some(),
        }
    }

    /// Whether standard output is read by a person.
    pub fn output_is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether progress may be shown.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Shows findings on standard error; tells whether they keep the run from going on.
    pub fn findings(&self, findings: &[Diagnostic], sources: &Sources) -> bool {
        let mut stop = false;
        for finding in findings {
            let fatal = finding.severity == Severity::Error
                || (self.deny_warnings && finding.severity == Severity::Warning);
            stop |= fatal;
            if fatal || !self.quiet {
                self.print(&render(finding, sources, self.style));
            }
        }
        stop
    }

    /// One line about the run.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.print(&format!("{line}\n"));
        }
    }

    /// A finding that keeps the command from running.
    pub fn stop(&self, finding: &Diagnostic) -> End {
        self.print(&render(finding, &Sources::new(), self.style));
        End::CouldNotRun
    }

    /// What kept the command from running, with what to do about it.
    pub fn fail(&self, message: &str, help: &str) {
        self.print(&format!("error: {message}\n"));
        if !help.is_empty() {
            self.print(&format!("  help: {help}\n"));
        }
    }

    fn print(&self, text: &str) {
        // Nobody can be told that standard error is closed.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}
