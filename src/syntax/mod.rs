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
    let items = match grammar::Grammar::parse(grammar::Rule::file, text) {
        Ok(pairs) => builder.file(pairs),
        // `file` reads everything, so this is out of reach; if it were not, it must be said.
        Err(_) => {
            let place = file.at(Span::new(0, text.len()));
            builder.report(Diagnostic::error(
                codes::UNEXPECTED,
                place,
                "This file cannot be read as rules.",
            ));
            Vec::new()
        }
    };
    let mut diagnostics = builder.diagnostics;
    diagnostics.extend(scan.diagnostics);
    diagnostics.sort_by_key(|it| it.place().map(|place| place.span.start));
    Parsed { file: ast::File { items, comments: scan.comments }, diagnostics }
}
