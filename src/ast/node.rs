use crate::source::Span;

/// Something with the place where it was written.
///
/// Equality ignores the place, so that a file and its formatted copy are equal trees.
#[derive(Clone, Debug)]
pub struct Node<T> {
    /// What was written.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> Node<T> {
    /// Puts a thing and its place together.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Node<T> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl<T: Eq> Eq for Node<T> {}

/// The name of a field, record, list, function …, in NFC and as it was spelled, without back-ticks.
pub type Name = Node<String>;

/// A piece of text between quotes, with its escapes undone.
pub type Text = Node<String>;

/// The name of a band, or of a column or row of a grid.
pub type Label = Node<LabelKind>;

/// A label is a name, a text or a number; all three are compared as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// `Hot`
    Name(String),
    /// `"Very hot"`
    Text(String),
    /// `1`
    Number(String),
}

impl LabelKind {
    /// The words that results show.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Text(text) | Self::Number(text) => text,
        }
    }
}
