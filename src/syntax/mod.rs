//! Text → tree. The only place that knows pest.
//!
//! A file is read item by item. What no item can read becomes *junk* up to where the next item
//! begins; each piece of junk is read once more by itself to learn what is wrong with it. So one bad
//! rule never hides the next.

mod builder;
mod comparison;
mod dates;
mod expr;
mod failure;
mod grammar;
mod habits;
mod item;
mod lexical;
mod literal;
mod record;
mod rule;
mod slips;
mod test_item;

mod words;

use pest::Parser;

use crate::ast;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{FileId, Span};

/// The greatest depth of brackets and of `where` within `where`.
pub const MAX_DEPTH: usize = 128;

/// The largest rule file, in bytes.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// A file as far as it could be read, and everything that is wrong with how it is written.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The items that could be read, whatever else is wrong.
    pub file: ast::File,
    /// Mistakes and spellings worth a word, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one rule file.
///
/// ```
/// use leadscore::source::{SourceFile, Sources};
/// let text = "when industry == \"Manufacturing\" then +20";
/// let mut sources = Sources::new();
/// let id = sources.add(SourceFile::new("first.score", text));
/// let parsed = leadscore::syntax::parse(id, text);
/// assert!(parsed.diagnostics.is_empty());
/// assert_eq!(parsed.file.items.len(), 1);
/// ```
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    let scan = lexical::scan(file, text);
    if let Some(problem) = scan.fatal {
        return Parsed { file: ast::File::default(), diagnostics: vec![problem] };
    }
    let mut builder = builder::Builder::new(file, text, &scan.comments);
    let mut items = Vec::new();
    // Piece by piece: pest's pairs take far more room than the tree that is made of them.
    while let Some(rest) = text.get(builder.base..).filter(|it| !it.is_empty()) {
        let Ok(mut pairs) = grammar::Grammar::parse(grammar::Rule::piece, rest) else {
            // A piece can be anything, so this is out of reach; if it were not, it must be said.
            let place = file.at(Span::new(builder.base, text.len()));
            let message = "This cannot be read as rules.";
            builder.report(Diagnostic::error(codes::UNEXPECTED, place, message));
            break;
        };
        let Some(piece) = pairs.next() else { break };
        let length = piece.as_span().end();
        items.extend(builder.piece(piece));
        builder.base += length;
    }
    let mut diagnostics = builder.diagnostics;
    diagnostics.extend(scan.diagnostics);
    diagnostics.sort_by_key(|it| it.place().map(|place| place.span.start));
    Parsed { file: ast::File { items, comments: scan.comments }, diagnostics }
}
