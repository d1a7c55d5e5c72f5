//! Text with the places where its lines may end.

use unicode_width::UnicodeWidthStr;

/// A piece of the output before it is known where lines end.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Words that stay together.
    Text(String),
    /// A blank, or the end of the line in a broken group.
    Line,
    /// Nothing, or the end of the line in a broken group.
    SoftLine,
    /// The end of the line.
    HardLine,
    /// Words that only a broken group shows.
    IfBroken(String),
    /// Comments that go with the words that follow.
    Notes(Notes),
    /// A comment on a line of its own, where nothing follows that it could go with.
    Note {
        /// Whether a blank line comes before it.
        blank: bool,
        /// The comment.
        text: String,
    },
    /// One after the other.
    Many(Vec<Doc>),
    /// Lines that begin inside are moved to the right.
    Indent(usize, Box<Doc>),
    /// All on one line if it fits, else broken at each of its own lines.
    Group {
        /// What stands in it.
        inner: Box<Doc>,
        /// It cannot be on one line.
        broken: bool,
    },
}

/// The comments before a word, and whether a blank line was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Comments behind what was written before.
    pub beside: Vec<String>,
    /// Comments on lines of their own, and whether a blank line comes before each.
    pub above: Vec<(bool, String)>,
    /// Whether a blank line comes before the words themselves.
    pub blank: bool,
}

impl Notes {
    pub fn is_empty(&self) -> bool {
        self.beside.is_empty() && self.above.is_empty()
    }

    /// The blank line nearest to what was written before.
    pub fn first_blank(&mut self) -> &mut bool {
        self.above.first_mut().map_or(&mut self.blank, |it| &mut it.0)
    }

    /// Whether there is any blank line.
    pub fn has_blank(&self) -> bool {
        self.blank || self.above.iter().any(|it| it.0)
    }
}

impl Doc {
    pub const NOTHING: Self = Self::Many(Vec::new());

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn many(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::Many(parts.into_iter().collect())
    }

    pub fn indent(self, by: usize) -> Self {
        Self::Indent(by, Box::new(self))
    }

    pub fn group(self) -> Self {
        Self::Group { broken: self.must_break(), inner: Box::new(self) }
    }

    /// In brackets.
    pub fn bracketed(self) -> Self {
        Self::many([Self::text("("), self.indent(2), Self::text(")")])
    }

    /// With these words before it.
    pub fn after(self, words: &str) -> Self {
        Self::many([Self::text(words), self])
    }

    /// Whether it has a line end or a comment that cannot be avoided.
    pub fn must_break(&self) -> bool {
        match self {
            Self::HardLine | Self::Note { .. } => true,
            Self::Notes(notes) => !notes.is_empty(),
            Self::Many(parts) => parts.iter().any(Self::must_break),
            Self::Indent(_, inner) => inner.must_break(),
            Self::Group { broken, .. } => *broken,
            Self::Text(_) | Self::Line | Self::SoftLine | Self::IfBroken(_) => false,
        }
    }

    /// All its words on one line.
    pub fn flat(&self) -> String {
        let mut text = String::new();
        self.write_flat(&mut text);
        text
    }

    fn write_flat(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Line | Self::HardLine => out.push(' '),
            Self::Many(parts) => parts.iter().for_each(|it| it.write_flat(out)),
            Self::Indent(_, inner) | Self::Group { inner, .. } => inner.write_flat(out),
            Self::SoftLine | Self::IfBroken(_) | Self::Notes(_) | Self::Note { .. } => {}
        }
    }

    /// The columns that it takes on one line.
    pub fn width(&self) -> usize {
        self.flat().width()
    }

    /// The first words in it.
    fn first_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text).filter(|it| !it.is_empty()).map(String::as_str),
            Self::Many(parts) => parts.iter().find_map(Self::first_text),
            Self::Indent(_, inner) | Self::Group { inner, .. } => inner.first_text(),
            _ => None,
        }
    }

    /// Whether it begins with this sign.
    pub fn begins_with(&self, sign: char) -> bool {
        self.first_text().is_some_and(|it| it.starts_with(sign))
    }

    /// Whether its first word is one of these, in any case.
    pub fn begins_with_word(&self, words: &[&str]) -> bool {
        let first = self.first_text().unwrap_or_default();
        let end = first.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(first.len());
        let first = first.get(..end).unwrap_or_default();
        words.iter().any(|word| word.eq_ignore_ascii_case(first))
    }
}

/// Items one after the other with commas between them and perhaps a last one behind them.
pub(super) struct Sequence {
    pub items: Vec<Doc>,
    /// As many on a line as fit, rather than one.
    pub filled: bool,
}

impl Sequence {
    /// The items with commas between them.
    pub fn joined(self) -> Doc {
        let mut parts = Vec::new();
        for (index, item) in self.items.into_iter().enumerate() {
            if index == 0 {
                parts.push(item);
                continue;
            }
            parts.push(Doc::text(","));
            let next = Doc::many([Doc::Line, item]);
            parts.push(if self.filled { next.group() } else { next });
        }
        Doc::Many(parts)
    }

    /// The items between brackets; `edge` stands behind the opening and before the closing one, and
    /// `tail` holds the comments before the closing one.
    pub fn enclosed(self, open: &str, edge: Doc, tail: Doc, close: &str) -> Doc {
        if self.items.is_empty() && !tail.must_break() {
            return Doc::text(format!("{}{close}", open.trim_end()));
        }
        let comma = if self.items.is_empty() { "" } else { "," };
        let inside = Doc::many([edge.clone(), self.joined(), Doc::IfBroken(comma.into()), tail]);
        Doc::many([Doc::text(open), inside.indent(2), edge, Doc::text(close)]).group()
    }
}
