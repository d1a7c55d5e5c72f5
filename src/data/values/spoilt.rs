//! Values whose letters were spoilt before they came to us: `ProducciÃ³n`, `M�nchen`.

use super::problems::{quoted_row, thousands};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::encoding;

/// How many examples a message shows.
const SHOWN: usize = 3;

/// The spoilt values of one field. Its size is bounded.
#[derive(Clone, Debug, Default)]
pub(in crate::data) struct Spoilt {
    /// Values in which letters were replaced by the mark of what cannot be read.
    lost: Kind,
    /// Values that were decoded wrongly, and so can be mended.
    mistaken: Kind,
}

#[derive(Clone, Debug, Default)]
struct Kind {
    count: u64,
    /// The first ones with their rows, in words.
    examples: Vec<String>,
}

impl Spoilt {
    /// Looks at a value beyond ASCII.
    pub(in crate::data) fn add(&mut self, text: &str, row: u64) {
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.lost.add(|| quoted_row(text, row));
        } else if let Some(sound) = encoding::unspoilt(text) {
            self.mistaken.add(|| format!("{} should read \"{sound}\"", quoted_row(text, row)));
        }
    }

    /// What a message says of the values of a column, which is named in quotes.
    pub(in crate::data) fn findings(
        &self,
        column: &str,
    ) -> impl Iterator<Item = Diagnostic> + use<> {
        let mistaken = self.mistaken.told(
            column,
            ["seems spoilt by a wrong encoding", "seem spoilt by a wrong encoding"],
            "Export the data again as UTF-8, and read them without --encoding.",
        );
        let lost = self.lost.told(
            column,
            [
                "holds � (U+FFFD), which stands where a letter was lost",
                "hold � (U+FFFD), which stands where a letter was lost",
            ],
            "What was lost cannot be known from this file: export the data again as UTF-8.",
        );
        mistaken.into_iter().chain(lost)
    }
}

impl Kind {
    fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < SHOWN {
            self.examples.push(example());
        }
    }

    /// `faults` are for one value and for several.
    fn told(&self, column: &str, faults: [&str; 2], help: &str) -> Option<Diagnostic> {
        let [one, several] = faults;
        let (values, fault) = match self.count {
            0 => return None,
            1 => ("1 value".to_owned(), one),
            many => (format!("{} values", thousands(many)), several),
        };
        let more = if self.count > self.examples.len() as u64 { "; …" } else { "." };
        let message = format!("{values} of {column} {fault}: {}{more}", self.examples.join("; "));
        Some(Diagnostic::general(Severity::Warning, codes::SPOILT_TEXT, message).help(help))
    }
}
