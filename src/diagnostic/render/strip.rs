//! One line of a rule file, cut to the room that there is.

use std::ops::Range;

use super::visible::{Cell, cells};

/// What is shown of a line, and where its bytes stand in it.
pub(super) struct Strip<'a> {
    pub text: String,
    /// The cells that are shown, with columns of `text`.
    cells: Vec<Cell<'a>>,
    /// The column behind the last cell.
    end: usize,
}

impl<'a> Strip<'a> {
    /// Cuts a line to `room` columns around the bytes of `focus`, with `mark` where something is left out.
    pub fn new(
        line: &'a str,
        focus: &Range<usize>,
        room: usize,
        mark: &str,
        unicode: bool,
    ) -> Self {
        // A line may be a megabyte long: look only at what could be shown.
        let near = nearby(line, focus.start, room);
        let piece = line.get(near.clone()).unwrap_or_default();
        let mut all: Vec<Cell> = cells(piece, unicode).collect();
        for cell in &mut all {
            cell.at += near.start;
            cell.end += near.start;
        }
        let total = all.last().map_or(0, |it| it.column + it.width);
        let (cut_before, cut_behind) = (near.start > 0, near.end < line.len());
        if total < room && !cut_before && !cut_behind {
            return Self { text: text(&all, unicode), cells: all, end: total };
        }
        let window = window(&columns(&all, total, focus), total, room, mark.chars().count());
        let before = if cut_before || window.start > 0 { mark } else { "" };
        let behind = if cut_behind || window.end < total { mark } else { "" };
        let (left, right) = (before.chars().count(), behind.chars().count());
        all.retain(|it| {
            let (first, last) = (window.start + left, window.end.saturating_sub(right));
            it.column >= first && it.column + it.width <= last
        });
        let shift = all.first().map_or(0, |it| it.column);
        for cell in &mut all {
            cell.column = cell.column - shift + left;
        }
        let body = text(&all, unicode);
        let end = all.last().map_or(left, |it| it.column + it.width);
        Self { text: format!("{before}{body}{behind}"), cells: all, end }
    }

    /// The columns over a range of bytes, as far as they are shown.
    pub fn columns(&self, bytes: &Range<usize>) -> Range<usize> {
        columns(&self.cells, self.end, bytes)
    }
}

/// What is printed. After letters from right to left stands a mark, so that in terminals that turn them around what
/// follows keeps its columns.
fn text(cells: &[Cell<'_>], unicode: bool) -> String {
    const LEFT_TO_RIGHT: char = '\u{200e}';
    let mut text = String::new();
    let mut turned = false;
    for cell in cells {
        let blank = cell.shown.chars().all(char::is_whitespace);
        let turns = cell.shown.chars().any(is_right_to_left);
        if turned && !turns && !blank {
            let end = text.trim_end().len();
            text.insert(end, LEFT_TO_RIGHT);
        }
        turned = unicode && (turns || turned && blank);
        text.push_str(&cell.shown);
    }
    text
}

/// The blocks of scripts that Unicode sets aside for letters from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn columns(cells: &[Cell<'_>], end: usize, bytes: &Range<usize>) -> Range<usize> {
    let start = cells.iter().find(|it| it.end > bytes.start).map_or(end, |it| it.column);
    let behind =
        cells.iter().rev().find(|it| it.at < bytes.end).map_or(start, |it| it.column + it.width);
    start..if bytes.is_empty() { start } else { behind.max(start) }
}

/// The columns to show of a line that is too long: the focus in the middle if it fits, else its beginning.
fn window(focus: &Range<usize>, total: usize, room: usize, mark: usize) -> Range<usize> {
    let lead = match focus.len() + 2 * mark + 2 {
        needed if needed < room => (room - focus.len()) / 2,
        _ => mark + room / 8,
    };
    // The last column is for a caret behind the end.
    let start = focus.start.saturating_sub(lead).min((total + 1).saturating_sub(room));
    start..(start + room).min(total)
}

/// Bytes of a line that may be shown: some characters make up one column, so there are more than columns.
fn nearby(line: &str, at: usize, room: usize) -> Range<usize> {
    let many = room * 8;
    let bytes = |chars: &mut dyn Iterator<Item = char>| chars.map(char::len_utf8).sum::<usize>();
    let before = line.get(..at).unwrap_or_default();
    let behind = line.get(at..).unwrap_or_default();
    at - bytes(&mut before.chars().rev().take(many))..at + bytes(&mut behind.chars().take(many))
}
