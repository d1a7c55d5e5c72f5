//! The lines of a file that labels point at, with carets under them.

use std::ops::Range;

use super::Style;
use super::pen::{self, Marks, paint};
use super::strip::Strip;
use super::visible::message;
use crate::diagnostic::Label;
use crate::source::SourceFile;

/// A label on the line where it begins.
struct Pointer<'a> {
    /// Which of the finding's labels it is; the first is the guilty text.
    number: usize,
    line: usize,
    /// Bytes in the line. Of a piece of several lines it is the part on the first.
    bytes: Range<usize>,
    text: &'a str,
}

/// Draws the labels that stand in one file: a box for each run of neighbouring lines.
pub(super) fn draw(file: &SourceFile, labels: &[(usize, &Label)], style: Style) -> String {
    let mut pointers: Vec<Pointer> = labels.iter().map(|it| pointer(file, *it)).collect();
    pointers.sort_by_key(|it| (it.line, it.bytes.start, it.number));
    let boxes = pointers.chunk_by(|one, next| next.line - one.line <= 1);
    boxes.map(|pointers| Snippet { file, style, pointers }.draw()).collect()
}

fn pointer<'a>(file: &SourceFile, (number, label): (usize, &'a Label)) -> Pointer<'a> {
    let span = label.place.span;
    let at = file.line_column(span.start as usize);
    let (start, length) = (at.byte - 1, line_text(file, at.line).len());
    let bytes = start.min(length)..(start + span.len()).min(length);
    Pointer { number, line: at.line, bytes, text: &label.text }
}

/// A line without its end.
fn line_text(file: &SourceFile, line: usize) -> &str {
    let text = file.line(line);
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

struct Snippet<'a> {
    file: &'a SourceFile,
    style: Style,
    pointers: &'a [Pointer<'a>],
}

impl Snippet<'_> {
    fn draw(&self) -> String {
        let marks = self.style.marks();
        let margin = self.pointers.last().map_or(1, |it| it.line.to_string().len());
        let mut text = format!("{:margin$}  {}{}\n", "", marks.top, self.header());
        for row in self.rows(margin) {
            self.draw_row(&row, margin, &mut text);
        }
        text.push_str(&format!("{:margin$}  {}\n", "", marks.bottom));
        text
    }

    /// `[rules.score:2:6]`, the place of the guilty text if it is in this box.
    fn header(&self) -> String {
        let Some(main) = self.pointers.iter().min_by_key(|it| it.number) else {
            return String::new();
        };
        let before = line_text(self.file, main.line).get(..main.bytes.start).unwrap_or_default();
        let column = before.chars().count() + 1;
        let name = message(self.file.name(), self.style.unicode);
        let place = format!("{name}:{}:{column}", main.line);
        format!("[{}]", paint(pen::FILE, &place, self.style.color))
    }

    /// Pointers that are drawn under one line. A line that is too long for all of them comes several times.
    fn rows(&self, margin: usize) -> Vec<Vec<&Pointer<'_>>> {
        let room = self.room(margin);
        let mut rows: Vec<Vec<&Pointer>> = Vec::new();
        for pointer in self.pointers {
            let fits = rows.last().and_then(|row| row.first()).is_some_and(|first| {
                let short = line_text(self.file, pointer.line).len() < room;
                first.line == pointer.line
                    && (short || pointer.bytes.end - first.bytes.start < room / 2)
            });
            match rows.last_mut() {
                Some(row) if fits => row.push(pointer),
                _ => rows.push(vec![pointer]),
            }
        }
        rows
    }

    /// Columns for the text of a line: beside it stand its number, a bar and three blanks.
    fn room(&self, margin: usize) -> usize {
        self.style.line_width.saturating_sub(margin + 4).max(20)
    }

    fn draw_row(&self, row: &[&Pointer<'_>], margin: usize, text: &mut String) {
        let Style { color, unicode, .. } = self.style;
        let marks = self.style.marks();
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        let focus = first.bytes.start..last.bytes.end.max(first.bytes.end);
        let line = line_text(self.file, first.line);
        let strip = Strip::new(line, &focus, self.room(margin), marks.cut, unicode);
        let number = paint(pen::LINE_NUMBER, &format!("{:>margin$}", first.line), color);
        text.push_str(&format!(" {number} {} {}\n", marks.bar, strip.text));
        let gap = format!(" {:margin$} {} ", "", marks.gap);
        for line in under(row, &strip, marks, self.style) {
            text.push_str(&format!("{gap}{line}\n"));
        }
    }
}

/// The lines under a line of text: carets, then labels from the right to the left.
fn under(row: &[&Pointer<'_>], strip: &Strip<'_>, marks: &Marks, style: Style) -> Vec<String> {
    let mut carets = String::new();
    let mut hanging: Vec<(usize, &Pointer)> = Vec::new();
    let mut column = 0;
    for pointer in row {
        let columns = strip.columns(&pointer.bytes);
        let start = columns.start.max(column);
        let end = columns.end.max(start + 1);
        let middle = (start + end) / 2;
        let centre = match (pointer.bytes.is_empty(), pointer.text.is_empty()) {
            (true, _) => marks.point,
            (false, false) => marks.tee,
            (false, true) => marks.line,
        };
        let (left, right) =
            (marks.line.repeat(middle - start), marks.line.repeat(end - middle - 1));
        let line = format!("{left}{centre}{right}");
        carets.push_str(&" ".repeat(start - column));
        carets.push_str(&paint(pen::of_label(pointer.number), &line, style.color));
        column = end;
        if !pointer.text.is_empty() {
            hanging.push((middle, pointer));
        }
    }
    let mut lines = vec![carets];
    while let Some((middle, pointer)) = hanging.pop() {
        lines.push(hang(&hanging, middle, pointer, marks, style));
    }
    lines
}

/// The words of a label, with the bars of those to its left that follow below.
fn hang(
    left: &[(usize, &Pointer<'_>)],
    middle: usize,
    pointer: &Pointer<'_>,
    marks: &Marks,
    style: Style,
) -> String {
    let mut line = String::new();
    let mut column = 0;
    for (at, other) in left {
        line.push_str(&" ".repeat(at.saturating_sub(column)));
        line.push_str(&paint(pen::of_label(other.number), marks.bar, style.color));
        column = at + 1;
    }
    line.push_str(&" ".repeat(middle.saturating_sub(column)));
    let words = format!("{} {}", marks.elbow, message(pointer.text, style.unicode));
    line.push_str(&paint(pen::of_label(pointer.number), &words, style.color));
    line
}
