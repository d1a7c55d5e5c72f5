//! What is at the other end: how messages look there, and where they go.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use supports_hyperlinks::Stream;

use super::End;
use super::args::{Color, Common};
use super::out::Out;
use super::shown::at_most;
use crate::diagnostic::{
    Code, Diagnostic, Format, Severity, Style, ascii, printable, render, report, tell,
};
use crate::settings::{Level, Settings};
use crate::source::Sources;

/// Where messages go, and how they look there.
#[derive(Clone)]
pub(super) struct Terminal {
    out: Out,
    style: Style,
    /// In sentences, for those who listen.
    spoken: bool,
    /// Findings go to another program.
    format: Option<Format>,
    quiet: bool,
    deny_warnings: bool,
    settings: Settings,
    max_messages: usize,
}

impl Terminal {
    pub fn new(common: &Common, settings: Settings) -> Self {
        Self {
            out: Out::default(),
            style: style(common),
            spoken: common.screen_reader || is_on("LEADSCORE_SCREEN_READER"),
            format: None,
            quiet: common.quiet,
            deny_warnings: common.deny.is_some(),
            settings,
            max_messages: common.max_messages,
        }
    }

    /// The same, but findings go to another program, on standard output.
    pub fn reporting(&self, format: Option<Format>) -> Self {
        Self { format, ..self.clone() }
    }

    /// Whether standard output is read by a person.
    pub fn output_is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether only ASCII can be drawn.
    pub fn is_ascii(&self) -> bool {
        !self.style.unicode
    }

    /// Whether progress may be shown.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.spoken && std::io::stderr().is_terminal()
    }

    /// Findings with the weight that they have in this run: settings change it, and warnings may count as errors.
    pub fn graded(&self, findings: &[Diagnostic]) -> Vec<Diagnostic> {
        let settled = findings.iter().filter_map(|it| self.settings.graded(it.clone()));
        let denied = |mut finding: Diagnostic| {
            if self.deny_warnings && finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
            finding
        };
        settled.map(denied).collect()
    }

    /// Whether settings ask for a kind of finding.
    pub fn is_graded(&self, code: Code) -> bool {
        self.settings.lints.iter().any(|(it, level)| *it == code && *level != Level::Allow)
    }

    /// Shows findings; tells whether they keep the run from going on.
    pub fn findings(&self, findings: &[Diagnostic], sources: &Sources) -> bool {
        let mut findings = self.graded(findings);
        let stop = findings.iter().any(Diagnostic::is_error);
        let mut rest = None;
        // People read these; other programs get everything.
        if matches!(self.format, None | Some(Format::Short)) {
            findings.retain(|it| it.is_error() || !self.quiet);
            (findings, rest) = at_most(findings, self.max_messages);
        }
        match self.format {
            Some(format) => self.report(format, &findings, sources),
            None => findings.iter().for_each(|it| self.print(&self.shown(it, sources))),
        }
        rest.iter().for_each(|line| self.print_line(line));
        stop
    }

    fn shown(&self, finding: &Diagnostic, sources: &Sources) -> String {
        match self.spoken {
            true => tell(finding, sources),
            false => render(finding, sources, self.style),
        }
    }

    /// Findings for another program, as one document.
    fn report(&self, format: Format, findings: &[Diagnostic], sources: &Sources) {
        let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
        let text = match report(format, findings, sources, &root) {
            text if format == Format::Short && self.is_ascii() => ascii(&text),
            text => text,
        };
        self.write(&text);
    }

    /// Text for programs, on standard output.
    pub fn write(&self, text: &str) {
        self.out.write(text);
    }

    /// Lines for people, on standard output: nothing in them steers the terminal.
    pub fn show(&self, text: &str) {
        self.write(&(printable(text) + "\n"));
    }

    /// How a run ends if all that it has written has arrived; it could not run if something has not.
    pub fn end(&self, end: End) -> End {
        let Some(reason) = self.out.lost() else { return end };
        self.fail(&format!("Standard output cannot be written: {reason}."), "");
        End::CouldNotRun
    }

    /// One line about the run.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.print_line(line);
        }
    }

    /// A question, at the end of which the answer is written.
    pub fn ask(&self, question: &str) {
        self.print(&printable(question));
    }

    /// A finding that keeps the command from running.
    pub fn stop(&self, finding: &Diagnostic) -> End {
        self.findings(std::slice::from_ref(finding), &Sources::new());
        End::CouldNotRun
    }

    /// What kept the command from running, with what to do about it.
    pub fn fail(&self, message: &str, help: &str) {
        self.print_line(&format!("error: {message}"));
        if !help.is_empty() {
            self.print_line(&format!("  help: {help}"));
        }
    }

    fn print_line(&self, line: &str) {
        let line = printable(line);
        let line = if self.is_ascii() { ascii(&line) } else { line };
        self.print(&format!("{line}\n"));
    }

    fn print(&self, text: &str) {
        // Nobody can be told that standard error is closed.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

/// How to draw on standard error.
fn style(common: &Common) -> Style {
    let to_person = std::io::stderr().is_terminal();
    let dumb = variable("TERM").is_some_and(|it| it == "dumb");
    let color = match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_person && !dumb && variable("NO_COLOR").is_none(),
    };
    let columns = variable("COLUMNS").and_then(|it| it.parse::<usize>().ok());
    let window =
        terminal_size::terminal_size_of(std::io::stderr()).map(|(it, _)| usize::from(it.0));
    let Style { width, line_width, .. } = Style::PLAIN;
    Style {
        color,
        unicode: !(common.ascii || dumb || is_other_charset(variable)),
        links: !dumb
            && variable("NO_HYPERLINK").is_none()
            && supports_hyperlinks::on(Stream::Stderr),
        // The reading width stays the same for everybody but on narrow terminals.
        width: columns.or(window).unwrap_or(width).clamp(40, 140),
        line_width: window.or(columns).unwrap_or(line_width).max(40),
    }
}

/// A variable of the environment; a blank one counts as not set.
fn variable(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}

fn is_on(name: &str) -> bool {
    variable(name).is_some_and(|it| it != "0")
}

/// Whether the locale names a character set other than UTF-8. The first of the three variables decides.
fn is_other_charset(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name));
    locale.is_some_and(|it| !it.to_lowercase().replace('-', "").contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::is_other_charset;

    #[test]
    fn the_first_variable_of_the_locale_decides() {
        let other = |variables: &[(&str, &str)]| {
            is_other_charset(|name| {
                variables.iter().find(|it| it.0 == name).map(|it| it.1.to_owned())
            })
        };
        assert!(!other(&[]));
        assert!(!other(&[("LANG", "bg_BG.UTF-8")]));
        assert!(!other(&[("LANG", "C.utf8")]));
        assert!(other(&[("LANG", "C")]));
        assert!(other(&[("LC_ALL", "de_DE.ISO-8859-1"), ("LANG", "de_DE.UTF-8")]));
        assert!(!other(&[("LC_CTYPE", "en_US.UTF-8"), ("LANG", "C")]));
    }
}
