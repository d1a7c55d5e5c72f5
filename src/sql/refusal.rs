use crate::source::Place;

/// What a statement cannot say: it is refused rather than said with another meaning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} {help}")]
pub struct Refusal {
    /// What kind of thing it is.
    pub reason: Reason,
    /// The rule that needs it.
    pub place: Place,
    /// What cannot be said.
    pub message: String,
    /// What to do instead.
    pub help: String,
}

/// Why there is no statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", on_lines(.refusals))]
#[non_exhaustive]
pub struct Refused {
    /// What the dialect cannot say with the same meaning, each once.
    pub refusals: Vec<Refusal>,
}

fn on_lines(refusals: &[Refusal]) -> String {
    let lines: Vec<String> = refusals.iter().map(Refusal::to_string).collect();
    lines.join("\n")
}

/// Kinds of things that a statement cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// A function.
    Function,
    /// A pattern of text.
    Pattern,
    /// How values are written in the data.
    Format,
    /// Related records and scores of other models.
    Related,
}
