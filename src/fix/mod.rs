//! Suggestions → text: applies those that can mean only one thing, and those that a person chose.
//!
//! One round applies what does not overlap; what is left, or comes to light by it, is for the next round.

mod rounds;

use std::collections::BTreeMap;
use std::ops::Range;

pub use rounds::{Applied, Fixed, fixed};

use crate::diagnostic::{Applicability, Diagnostic, Suggestion};
use crate::source::FileId;

/// The safe suggestion of a finding, if it has one.
#[must_use]
pub fn safe(finding: &Diagnostic) -> Option<&Suggestion> {
    finding.suggestions.iter().find(|it| it.applicability == Applicability::Safe)
}

/// The suggestions of a finding among which a person chooses.
#[must_use]
pub fn offered(finding: &Diagnostic) -> Vec<&Suggestion> {
    let is_offered = |it: &&Suggestion| it.applicability == Applicability::Offered;
    finding.suggestions.iter().filter(is_offered).collect()
}

/// A text with suggestions applied to it, and which of them by their index: one that overlaps an earlier
/// one, or is about another file, is left out.
///
/// ```
/// use leadscore::fix::{apply, safe};
/// use leadscore::source::Sources;
/// let mut sources = Sources::new();
/// let text = "when employees => 100 && vip then +5";
/// let (file, parsed) = leadscore::syntax::read_into(&mut sources, "a.score", text);
/// let suggestions: Vec<_> = parsed.diagnostics.iter().filter_map(safe).collect();
/// let (text, applied) = apply(text, file, &suggestions);
/// assert_eq!(text, "when employees >= 100 and vip then +5");
/// assert_eq!(applied, [0, 1]);
/// ```
#[must_use]
pub fn apply(text: &str, file: FileId, suggestions: &[&Suggestion]) -> (String, Vec<usize>) {
    let mut edits = Edits::default();
    let mut applied = Vec::new();
    for (index, suggestion) in suggestions.iter().enumerate() {
        let here = suggestion.edits.iter().all(|it| it.place.file == file);
        let sound = suggestion.edits.iter().all(|it| text.get(it.place.span.range()).is_some());
        if here && sound && edits.take(suggestion) {
            applied.push(index);
        }
    }
    let mut done = 0;
    let mut fixed = String::with_capacity(text.len());
    for (start, (end, new)) in edits.taken {
        fixed.push_str(text.get(done..start).unwrap_or_default());
        fixed.push_str(new);
        done = end;
    }
    fixed.push_str(text.get(done..).unwrap_or_default());
    (fixed, applied)
}

/// Edits that can be made at once: by their start, with end and new text.
#[derive(Default)]
struct Edits<'s> {
    taken: BTreeMap<usize, (usize, &'s str)>,
}

impl<'s> Edits<'s> {
    /// Takes all edits of a suggestion, or none of them.
    fn take(&mut self, suggestion: &'s Suggestion) -> bool {
        let free = suggestion.edits.iter().all(|it| self.is_free(&it.place.span.range()));
        if free {
            for edit in &suggestion.edits {
                let at = edit.place.span.range();
                self.taken.insert(at.start, (at.end, &edit.text));
            }
        }
        free && !suggestion.edits.is_empty()
    }

    /// Whether an edit overlaps none of the others and starts where none of them does.
    fn is_free(&self, at: &Range<usize>) -> bool {
        let before = self.taken.range(..=at.start).next_back();
        let behind = self.taken.range(at.start..).next();
        before.is_none_or(|(start, (end, _))| *start != at.start && *end <= at.start)
            && behind.is_none_or(|(start, _)| *start >= at.end && *start != at.start)
    }
}
