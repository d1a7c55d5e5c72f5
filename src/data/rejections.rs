//! What is said of all the rows of a run that could not be read.

use super::error::read_as;
use super::values::problems::thousands;
use super::{Reason, Rejection};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::encoding;

/// How many examples a message shows.
const SHOWN: usize = 3;
/// How much text is kept to tell its encoding, in bytes.
const SAMPLE: usize = 64 * 1024;

/// Counts rejected rows and keeps the first ones. Its size is bounded.
///
/// ```
/// use leadscore::data::{Event, ReadOptions, Reader, Rejections};
///
/// let text = b"id,city\n1,\xCF\xEB\xEE\xE2\xE4\xE8\xE2\n";
/// let mut reader = Reader::from_read("leads.csv", &text[..], &ReadOptions::default())?;
/// let mut rejections = Rejections::default();
/// while let Some(event) = reader.next()? {
///     if let Event::Rejected(rejection) = event {
///         rejections.add(&rejection);
///     }
/// }
/// assert_eq!(
///     rejections.findings(true)[0].message,
///     "1 row is not UTF-8 and cannot be read; it looks like Windows-1251: \"Пловдив\"."
/// );
/// # Ok::<(), leadscore::data::DataError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rejections {
    foreign: Kind,
    other: Kind,
    /// The beginning of the rows that are not UTF-8.
    sample: Vec<u8>,
}

/// Rejections of one kind.
#[derive(Clone, Debug, Default)]
struct Kind {
    count: u64,
    /// The first ones, in words.
    examples: Vec<String>,
}

impl Rejections {
    /// A row that could not be read.
    pub fn add(&mut self, rejection: &Rejection) {
        if matches!(rejection.reason, Reason::NotUtf8 { .. }) {
            self.foreign.add(rejection);
            let room = SAMPLE.saturating_sub(self.sample.len()).min(rejection.raw.len());
            self.sample.extend(rejection.raw.iter().take(room));
            self.sample.push(b'\n');
        } else {
            self.other.add(rejection);
        }
    }

    /// How many rows were rejected.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.foreign.count + self.other.count
    }

    /// A warning for each kind; `kept` tells whether the text of the rows is kept in a file.
    #[must_use]
    pub fn findings(&self, kept: bool) -> Vec<Diagnostic> {
        let warning = |code, message: String| Diagnostic::general(Severity::Warning, code, message);
        let mut findings = Vec::new();
        findings.extend(self.foreign_finding());
        if self.other.count > 0 {
            let message = format!("{} cannot be read and got no score.", self.other.rows());
            let mut help = self.other.listed();
            if !kept {
                help.push_str("\n--rejects FILE keeps the text of all of them.");
            }
            findings.push(warning(codes::REJECTED_ROWS, message).help(help));
        }
        findings
    }

    /// A warning for each kind, of a file that is not that of the leads.
    #[must_use]
    pub fn findings_of(&self, file: &str) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = self.foreign_finding().into_iter().collect();
        if self.other.count > 0 {
            let verb = if self.other.count == 1 { "does" } else { "do" };
            let message = format!("{} cannot be read and {verb} not count.", self.other.rows());
            let code = codes::REJECTED_ROWS;
            let finding = Diagnostic::general(Severity::Warning, code, message);
            findings.push(finding.help(self.other.listed()));
        }
        for finding in &mut findings {
            finding.message = format!("{file}: {}", finding.message);
        }
        findings
    }

    /// The first row that cannot be read for another reason than its encoding, in words.
    #[must_use]
    pub fn example(&self) -> Option<&str> {
        self.other.examples.first().map(String::as_str)
    }

    /// What is said of rows that are not UTF-8.
    #[must_use]
    pub fn foreign_finding(&self) -> Option<Diagnostic> {
        let guess = encoding::guess(&self.sample);
        let (verb, pronoun) = match self.foreign.count {
            0 => return None,
            1 => ("is", "it looks"),
            _ => ("are", "they look"),
        };
        let likeness =
            guess.as_ref().map(|it| format!("; {pronoun} like {it}")).unwrap_or_default();
        let rows = self.foreign.rows();
        let message = format!("{rows} {verb} not UTF-8 and cannot be read{likeness}.");
        let advice = match guess {
            Some(guess) => read_as(guess.encoding),
            None => "Save the file again as UTF-8.".to_owned(),
        };
        let help = format!("{advice}\n{}", self.foreign.listed());
        Some(Diagnostic::general(Severity::Warning, codes::WRONG_ENCODING, message).help(help))
    }
}

impl Kind {
    fn add(&mut self, rejection: &Rejection) {
        self.count += 1;
        if self.examples.len() < SHOWN {
            self.examples.push(rejection.to_string());
        }
    }

    fn rows(&self) -> String {
        format!("{} {}", thousands(self.count), if self.count == 1 { "row" } else { "rows" })
    }

    fn listed(&self) -> String {
        let more = if self.count > self.examples.len() as u64 { "\n…" } else { "" };
        self.examples.join("\n") + more
    }
}
