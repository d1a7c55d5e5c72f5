use std::fmt;

use super::{Applicability, Diagnostic};

/// What is wrong, and what to do about it, on one line: for whoever has no [drawing](super::render).
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_advice(" "))
    }
}

/// What stops a run is returned as it is.
impl std::error::Error for Diagnostic {}

/// Findings as an error says them: each on a line of its own.
pub(crate) fn on_lines(findings: &[Diagnostic]) -> String {
    let lines: Vec<String> = findings.iter().map(Diagnostic::to_string).collect();
    lines.join("\n")
}

impl Diagnostic {
    /// What to do about it, line by line: the help, then the numbered choices that a person has.
    pub(crate) fn advice(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.help.iter().cloned().collect();
        let choices = self.choices();
        if choices.len() > 1 {
            let numbered = choices.iter().enumerate();
            lines.extend(numbered.map(|(index, choice)| format!("({}) {choice}", index + 1)));
        } else if lines.is_empty() {
            lines.extend(self.suggestions.first().map(|it| it.message.clone()));
        }
        lines
    }

    /// The message, followed by what to do about it.
    pub(crate) fn with_advice(&self, between: &str) -> String {
        let mut lines = vec![self.message.clone()];
        lines.extend(self.advice());
        lines.join(between)
    }

    /// The suggestions of which a person chooses one.
    pub(crate) fn choices(&self) -> Vec<&str> {
        let offered =
            self.suggestions.iter().filter(|it| it.applicability == Applicability::Offered);
        offered.map(|it| it.message.as_str()).collect()
    }
}
