//! Text → tree. The only place that knows pest.
//!
//! A file is read item by item. What no item can read becomes *junk* up to where the next item
//! begins; each piece of junk is read once more by itself to learn what is wrong with it. So one bad
//! rule never hides the next.

mod action;
mod builder;
mod comparison;
mod dates;
mod expr;
mod failure;
mod grammar;
mod habits;
mod item;
mod junk;
mod lexical;
mod literal;
mod mend;
mod numbers;
mod record;
mod rule;
mod slips;
mod test_item;

mod words;

use pest::Parser;

use crate::ast;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{FileId, Place, Reading, SourceFile, Sources, Span};

/// The greatest depth of brackets and of `where` within `where`.
pub const MAX_DEPTH: usize = 128;

/// The largest rule file, in bytes.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// A file as far as it could be read, and everything that is wrong with how it is written.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The items that could be read, whatever else is wrong. Their places are those of the reading.
    pub file: ast::File,
    /// Mistakes and spellings worth a word, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The text as it was read, where it had to be mended for that: put it beside the file in
    /// [`Sources`](crate::source::Sources::read_as).
    pub reading: Option<Reading>,
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
    let first = read(file, text);
    let parsed = match first.mended.is_empty() {
        true => None,
        false => read_mended(file, text, &first),
    };
    let mut parsed = parsed.unwrap_or_else(|| {
        let diagnostics = first.mistakes.into_iter().chain(first.diagnostics).collect();
        Parsed { file: first.file, diagnostics, reading: None }
    });
    parsed.diagnostics.sort_by_key(|it| it.place().map(|place| place.span.start));
    parsed
}

/// Reads a file and adds it to the others.
///
/// ```
/// use leadscore::source::Sources;
/// let mut sources = Sources::new();
/// let (id, parsed) = leadscore::syntax::read_into(&mut sources, "first.score", "when vip then +20");
/// assert!(parsed.diagnostics.is_empty());
/// assert_eq!(sources.get(id).map(|it| it.name()), Some("first.score"));
/// ```
pub fn read_into(sources: &mut Sources, name: &str, text: &str) -> (FileId, Parsed) {
    let id = sources.add(SourceFile::new(name, text));
    let parsed = parse(id, text);
    if let Some(reading) = &parsed.reading {
        sources.read_as(id, reading.clone());
    }
    (id, parsed)
}

/// Reads the text with its mended pieces, so that everything else in them is checked too.
fn read_mended(file: FileId, text: &str, first: &Read) -> Option<Parsed> {
    let reading = Reading::new(text, &first.mended);
    let Read { file: tree, diagnostics, mistakes, fatal, .. } = read(file, reading.text());
    if fatal {
        return None;
    }
    let mut all = first.mistakes.clone();
    let written = |it: &Diagnostic| {
        it.is_error() || it.place().is_none_or(|place| !reading.is_put_in(place.span))
    };
    // How a piece is spelled that was put in is nobody's mistake.
    for mut finding in diagnostics.into_iter().chain(mistakes).filter(written) {
        finding.keep_suggestions(|place| !reading.cuts(place.span));
        finding.move_places(|place| Place { span: reading.original(place.span), ..place });
        all.push(finding);
    }
    Some(Parsed { file: tree, diagnostics: all, reading: Some(reading) })
}

/// One pass over a text.
struct Read {
    file: ast::File,
    diagnostics: Vec<Diagnostic>,
    mended: Vec<(Span, String)>,
    mistakes: Vec<Diagnostic>,
    fatal: bool,
}

fn read(file: FileId, text: &str) -> Read {
    let scan = lexical::scan(file, text);
    if let Some(problem) = scan.fatal {
        return Read {
            file: ast::File::default(),
            diagnostics: vec![problem],
            mended: Vec::new(),
            mistakes: Vec::new(),
            fatal: true,
        };
    }
    let mut builder = builder::Builder::new(file, text, &scan.comments);
    let mut items: Vec<ast::Item> = Vec::new();
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
        let before = items.last().map(|item| item.span);
        items.extend(builder.piece(piece, before));
        builder.base += length;
    }
    let builder::Builder { mut diagnostics, mended, mistakes, unread, .. } = builder;
    diagnostics.extend(scan.diagnostics);
    let file = ast::File { items, comments: scan.comments, unread };
    Read { file, diagnostics, mended, mistakes, fatal: false }
}
