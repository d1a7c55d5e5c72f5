//! Decides where lines end and puts comments beside and above them.

use unicode_width::UnicodeWidthStr;

use super::doc::{Doc, Notes};

/// The columns of a line.
pub(super) const COLUMNS: usize = 100;

/// The text of a file, each line with its comments.
pub(super) fn render(doc: &Doc) -> String {
    let mut page = Page { lines: vec![Line::default()], column: 0 };
    let mut todo = vec![Step { indent: 0, flat: false, doc }];
    while let Some(Step { indent, flat, doc }) = todo.pop() {
        match doc {
            Doc::Text(text) => page.write(text),
            Doc::Line if flat => page.write(" "),
            Doc::SoftLine if flat => {}
            Doc::Line | Doc::SoftLine | Doc::HardLine => page.new_line(indent),
            Doc::IfBroken(text) => {
                if !flat {
                    page.write(text);
                }
            }
            Doc::Notes(notes) => page.attach(notes),
            Doc::Note { blank, text } => page.note(indent, *blank, text),
            Doc::Many(parts) => {
                todo.extend(parts.iter().rev().map(|doc| Step { indent, flat, doc }));
            }
            Doc::Indent(by, inner) => todo.push(Step { indent: indent + by, flat, doc: inner }),
            Doc::Group { inner, broken } => {
                let flat = flat || (!broken && fits(inner, &todo, page.column));
                todo.push(Step { indent, flat, doc: inner });
            }
        }
    }
    page.finish()
}

#[derive(Clone, Copy)]
struct Step<'a> {
    indent: usize,
    flat: bool,
    doc: &'a Doc,
}

/// Whether a piece fits on the current line, with what follows it up to where the line may end.
fn fits(doc: &Doc, after: &[Step<'_>], mut column: usize) -> bool {
    let mut inside = vec![doc];
    let mut after = after.iter().rev();
    // Behind the piece itself every line may end.
    let mut behind = false;
    let mut behind_flat = false;
    loop {
        let Some(doc) = inside.pop() else {
            let Some(step) = after.next() else { return true };
            (behind, behind_flat) = (true, step.flat);
            inside.push(step.doc);
            continue;
        };
        match doc {
            Doc::Text(text) => column += text.width(),
            Doc::Line | Doc::SoftLine if behind && !behind_flat => return true,
            Doc::HardLine | Doc::Note { .. } => return true,
            Doc::Line => column += 1,
            Doc::Many(parts) => inside.extend(parts.iter().rev()),
            Doc::Indent(_, inner) | Doc::Group { inner, .. } => inside.push(inner),
            Doc::SoftLine | Doc::IfBroken(_) | Doc::Notes(_) => {}
        }
        if column > COLUMNS {
            return false;
        }
    }
}

/// One line of the output.
#[derive(Default)]
struct Line {
    indent: usize,
    /// Comments on lines of their own above it, and whether a blank line comes before each.
    above: Vec<(bool, String)>,
    /// Whether a blank line comes before it.
    blank: bool,
    text: String,
    /// A comment at its end.
    beside: Option<String>,
    /// It holds nothing but a comment.
    is_note: bool,
}

impl Line {
    /// Puts a comment right above the line.
    fn push_above(&mut self, blank: bool, text: &str) {
        let blank = std::mem::take(&mut self.blank) || blank;
        self.above.push((blank, text.to_owned()));
    }

    fn has_words(&self) -> bool {
        !self.is_note && !self.text.is_empty()
    }
}

struct Page {
    /// Never empty.
    lines: Vec<Line>,
    column: usize,
}

impl Page {
    fn write(&mut self, text: &str) {
        self.column += text.width();
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.lines.push(Line { indent, ..Line::default() });
        self.column = indent;
    }

    fn note(&mut self, indent: usize, blank: bool, text: &str) {
        let text = text.to_owned();
        self.lines.push(Line { indent, blank, text, is_note: true, ..Line::default() });
    }

    fn attach(&mut self, notes: &Notes) {
        for text in &notes.beside {
            let before = self.lines.iter_mut().rev().find(|it| it.has_words());
            match before {
                Some(line) if line.beside.is_none() => line.beside = Some(text.clone()),
                Some(line) => line.push_above(false, text),
                None => {
                    if let Some(line) = self.lines.last_mut() {
                        line.push_above(false, text);
                    }
                }
            }
        }
        let Some(line) = self.lines.last_mut() else { return };
        // In the middle of a line, blank lines of the source mean nothing.
        let begins = line.text.is_empty();
        for (blank, text) in &notes.above {
            line.push_above(begins && *blank, text);
        }
        if begins {
            line.blank |= notes.blank;
        }
    }

    fn finish(self) -> String {
        let mut out = String::new();
        for line in self.lines {
            let blanks = " ".repeat(line.indent);
            for (blank, text) in &line.above {
                push_line(&mut out, *blank, &[&blanks, text]);
            }
            let text = line.text.trim_end();
            match &line.beside {
                _ if text.is_empty() => {}
                Some(beside) => push_line(&mut out, line.blank, &[&blanks, text, "  ", beside]),
                None => push_line(&mut out, line.blank, &[&blanks, text]),
            }
        }
        out
    }
}

fn push_line(out: &mut String, blank: bool, parts: &[&str]) {
    if blank && !out.is_empty() {
        out.push('\n');
    }
    out.extend(parts.iter().copied());
    out.push('\n');
}
