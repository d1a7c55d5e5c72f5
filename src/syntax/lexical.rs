//! One pass over the characters before pest: comments, depth, and characters that look like others.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use super::{MAX_BYTES, MAX_DEPTH};
use crate::ast::{Comment, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{FileId, Span};

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub comments: Vec<Comment>,
    pub diagnostics: Vec<Diagnostic>,
    /// A reason not to parse at all.
    pub fatal: Option<Diagnostic>,
}

/// Looks at every character outside of texts.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scan = Scan::default();
    if text.len() > MAX_BYTES {
        let message = format!("This file has {} bytes; rule files may have 256 MB.", text.len());
        scan.fatal = Some(Diagnostic::error(codes::NOT_TEXT, file.at(Span::new(0, 0)), message));
        return scan;
    }
    let mut depth = Depth::default();
    let mut quotes = Quotes::default();
    let mut line_start = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '#' => {
                let end = rest_of_line(text, at);
                skip_to(&mut chars, end);
                let comment = text.get(at..end).unwrap_or_default().trim_end();
                scan.comments
                    .push(Node::new(comment.to_owned(), Span::new(at, at + comment.len())));
            }
            // `1'000`: a separator, not a quote.
            '\'' | '’'
                if text.get(..at).is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit())) => {}
            '"' | '`' | '“' | '”' | '„' | '‟' | '＂' | '«' | '「' | '‘' | '\'' => {
                let end = quotes.end_of_text(text, at, c);
                skip_to(&mut chars, end);
                if !matches!(c, '"' | '`') {
                    let span = Span::new(at, end);
                    scan.diagnostics.extend(odd_quotes(file, span, text.get(span.range())));
                }
            }
            '(' | '[' | '{' | '（' => depth.open(),
            ')' | ']' | '}' | '）' => depth.close(),
            _ if c.is_alphabetic() || c == '_' => {
                let end = end_of_word(text, at);
                skip_to(&mut chars, end);
                let behind = text.get(end..).unwrap_or_default();
                depth.word(text.get(at..end).unwrap_or_default(), behind, line_start);
            }
            _ => {}
        }
        if let Some(finding) = odd_character(file, at, c) {
            scan.diagnostics.push(finding);
        }
        line_start = c == '\n' || (line_start && c.is_whitespace());
        if depth.current() > MAX_DEPTH {
            let place = file.at(Span::new(at, at + c.len_utf8()));
            let message = format!("Brackets are nested more than {MAX_DEPTH} deep here.");
            let help = "Split the condition with `let`, or into several rules.";
            scan.fatal = Some(Diagnostic::error(codes::TOO_DEEP, place, message).help(help));
            return scan;
        }
    }
    scan
}

type Chars<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

fn skip_to(chars: &mut Chars<'_>, end: usize) {
    while chars.next_if(|&(at, _)| at < end).is_some() {}
}

fn rest_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

pub(super) fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
}

/// Whether a character goes on with a word; in Thai and Vietnamese marks do.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

/// Finds where texts end.
#[derive(Default)]
pub(super) struct Quotes {
    /// Quotes that nothing closes before a byte: one look for each line is enough.
    unclosed: HashMap<char, usize>,
}

impl Quotes {
    /// The end of a text that begins at `at`, as the grammar sees it.
    pub fn end_of_text(&mut self, text: &str, at: usize, open: char) -> usize {
        let closes = |c: char| match open {
            '"' | '`' => c == open,
            '«' => c == '»',
            '「' => c == '」',
            '‘' => c == '’' || c == '\'',
            '\'' => c == '\'',
            _ => matches!(c, '“' | '”' | '‟' | '＂' | '"'),
        };
        let first = at + open.len_utf8();
        // A quote that is never closed: the grammar reports it; the words after it are read as words.
        if self.unclosed.get(&open).is_some_and(|&end| at < end) {
            return first;
        }
        let mut escaped = false;
        for (offset, c) in text.get(first..).unwrap_or_default().char_indices() {
            match c {
                '\n' | '\r' => break,
                '\\' if open == '"' => escaped = !escaped,
                _ if closes(c) && !escaped => return first + offset + c.len_utf8(),
                _ => escaped = false,
            }
        }
        self.unclosed.insert(open, rest_of_line(text, at));
        first
    }
}

fn odd_quotes(file: FileId, span: Span, quoted: Option<&str>) -> Option<Diagnostic> {
    let quoted = quoted?;
    let (open, close) = (quoted.chars().next()?, quoted.chars().next_back()?);
    let inner = quoted.get(open.len_utf8()..quoted.len().checked_sub(close.len_utf8())?)?;
    let kind = match open {
        '\'' => "Single quotes",
        '“' | '”' | '„' | '‟' | '‘' => "Curly quotes",
        '＂' => "Full-width quotes",
        _ => "Quotation marks",
    };
    let message =
        format!("{kind} {open} {close} around a text. I read them as straight quotes \".");
    let fixed = format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""));
    Some(Diagnostic::warning(codes::SPELLING, file.at(span), message).fix(
        "Write straight quotes.",
        file.at(span),
        fixed,
    ))
}

/// Characters outside of texts that look like others: read as meant, and said so.
fn odd_character(file: FileId, at: usize, c: char) -> Option<Diagnostic> {
    let (name, plain) = match c {
        '\u{A0}' => ("a no-break space (U+00A0)", " "),
        '\u{200B}' => ("a zero-width space (U+200B)", ""),
        '\u{2060}' => ("a word joiner (U+2060)", ""),
        '\u{FEFF}' if at > 0 => ("a byte-order mark (U+FEFF)", ""),
        '\u{3000}' => ("an ideographic space (U+3000)", " "),
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ("an unusual space", " "),
        '（' => ("a full-width bracket （ (U+FF08)", "("),
        '）' => ("a full-width bracket ） (U+FF09)", ")"),
        '＋' => ("a full-width plus ＋ (U+FF0B)", "+"),
        '－' => ("a full-width minus － (U+FF0D)", "-"),
        '％' => ("a full-width percent sign ％ (U+FF05)", "%"),
        '–' => ("a dash – (U+2013)", "-"),
        '−' => ("a minus sign − (U+2212)", "-"),
        _ => return None,
    };
    let place = file.at(Span::new(at, at + c.len_utf8()));
    let shown = match plain {
        "" => "nothing".to_owned(),
        " " => "a space".to_owned(),
        other => other.to_owned(),
    };
    let message = format!("There is {name} here. I read it as {shown}.");
    Some(Diagnostic::warning(codes::SPELLING, place, message).fix(
        "Replace it by the plain character.",
        place,
        plain,
    ))
}

/// How deep the text is nested. `where` reaches as far as it can, so it nests too.
#[derive(Debug, Default)]
struct Depth {
    /// For each open bracket, the number of `where` directly inside it.
    brackets: Vec<usize>,
    outside: usize,
    total: usize,
}

impl Depth {
    fn current(&self) -> usize {
        self.total
    }

    fn open(&mut self) {
        self.brackets.push(0);
        self.total += 1;
    }

    fn close(&mut self) {
        if let Some(wheres) = self.brackets.pop() {
            self.total -= 1 + wheres;
        }
    }

    fn word(&mut self, word: &str, behind: &str, line_start: bool) {
        match word.to_ascii_lowercase().as_str() {
            "where" => {
                *self.brackets.last_mut().unwrap_or(&mut self.outside) += 1;
                self.total += 1;
            }
            // These can stand in no condition: what was open before them stays open for ever.
            "when" | "then" => *self = Self::default(),
            "let" if line_start && begins_let(behind) => *self = Self::default(),
            "test" if line_start && behind.trim_start().starts_with('"') => *self = Self::default(),
            _ => {}
        }
    }
}

/// Whether `let` is the keyword here: a name and a single `=`, or `for`, follow.
fn begins_let(behind: &str) -> bool {
    let rest = behind.trim_start();
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '`';
    let Some(end) = rest.find(|c: char| !word(c)).filter(|&end| end > 0) else { return false };
    let rest = rest.get(end..).unwrap_or_default().trim_start();
    (rest.starts_with('=') && !rest.starts_with("==")) || rest.starts_with("for ")
}
