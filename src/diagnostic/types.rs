use super::Code;
use crate::source::{FileId, Place, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Runs, but probably not as meant.
    Warning,
    /// The rules cannot be used until this is mended.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a suggestion may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Only one meaning is possible.
    Safe,
    /// It chooses a meaning, so a person decides.
    Offered,
}

/// A span that a message points at, with a few words under it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// What it points at.
    pub place: Place,
    /// The words; may be empty.
    pub text: String,
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub place: Place,
    /// The new text.
    pub text: String,
}

/// A way to mend the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// What it does, as an imperative sentence.
    pub message: String,
    /// The replacements, which do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
}

/// One finding: what is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Stable code with a page of its own.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: String,
    /// Where; the first label is the guilty text.
    pub labels: Vec<Label>,
    /// One sentence: what to write instead.
    pub help: Option<String>,
    /// Ways to mend it.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place, message)
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place, message)
    }

    /// A note at a place.
    #[must_use]
    pub fn note(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, place, message)
    }

    /// A finding about no place in a rule file: a missing file, a problem in the data.
    #[must_use]
    pub fn general(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: readable(&message.into()),
            labels: Vec::new(),
            help: None,
            suggestions: Vec::new(),
        }
    }

    fn new(severity: Severity, code: Code, place: Place, message: impl Into<String>) -> Self {
        let mut finding = Self::general(severity, code, message);
        finding.labels.push(Label { place, text: String::new() });
        finding
    }

    /// Words under the guilty text.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Points at another place too.
    #[must_use]
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(readable(&text.into()));
        self
    }

    /// A replacement with only one possible meaning.
    #[must_use]
    pub fn fix(self, message: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.suggest(Applicability::Safe, message, place, text)
    }

    /// A replacement that a person has to choose.
    #[must_use]
    pub fn offer(self, message: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.suggest(Applicability::Offered, message, place, text)
    }

    /// Offers several replacements at once; none are no offer.
    #[must_use]
    pub fn offer_edits(mut self, message: impl Into<String>, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            let applicability = Applicability::Offered;
            self.suggestions.push(Suggestion { message: message.into(), edits, applicability });
        }
        self
    }

    fn suggest(
        mut self,
        applicability: Applicability,
        message: impl Into<String>,
        place: Place,
        text: impl Into<String>,
    ) -> Self {
        let edits = vec![Edit { place, text: text.into() }];
        self.suggestions.push(Suggestion { message: message.into(), edits, applicability });
        self
    }

    /// Leaves out the suggestions with an edit at a place that cannot be edited.
    pub fn keep_suggestions(&mut self, can_be_edited: impl Fn(Place) -> bool) {
        self.suggestions.retain(|it| it.edits.iter().all(|edit| can_be_edited(edit.place)));
    }

    /// Moves every place of the finding.
    pub fn move_places(&mut self, to: impl Fn(Place) -> Place) {
        self.labels.iter_mut().for_each(|label| label.place = to(label.place));
        let edits = self.suggestions.iter_mut().flat_map(|it| &mut it.edits);
        edits.for_each(|edit| edit.place = to(edit.place));
    }

    /// Where the guilty text stands.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.labels.first().map(|label| label.place)
    }

    /// Whether it keeps the rules from being used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl FileId {
    /// A place in this file.
    #[must_use]
    pub fn at(self, span: Span) -> Place {
        Place { file: self, span }
    }
}

/// The longest word and the longest sentence that a message repeats, in characters.
const LONGEST: (usize, usize) = (80, 1_500);

/// A message with what is too long to read cut short: a name of a million letters helps nobody.
fn readable(message: &str) -> String {
    let (word, sentence) = LONGEST;
    let mut text = String::with_capacity(message.len().min(sentence));
    let mut run = 0;
    for (index, c) in message.chars().enumerate() {
        if index >= sentence {
            text.push('…');
            break;
        }
        run = if c.is_whitespace() { 0 } else { run + 1 };
        match run.cmp(&word) {
            std::cmp::Ordering::Less => text.push(c),
            std::cmp::Ordering::Equal => text.push('…'),
            std::cmp::Ordering::Greater => {}
        }
    }
    text
}
