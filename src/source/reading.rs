use super::Span;

/// The text of a file as it was read: with the edits put in that its mistakes have only one meaning for.
///
/// What is found out about the reading is told about the file, so places go back.
///
/// ```
/// use leadscore::source::{Reading, Span};
/// let reading = Reading::new("whne x then +5", &[(Span::new(0, 4), "when".to_owned())]);
/// assert_eq!(reading.text(), "when x then +5");
/// let longer = Reading::new("x > 5 +5", &[(Span::new(6, 6), "then ".to_owned())]);
/// assert_eq!(longer.text(), "x > 5 then +5");
/// assert_eq!(longer.original(Span::new(11, 13)), Span::new(6, 8));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    text: String,
    edits: Vec<Edit>,
}

/// One edit: where it stands in the file and in the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    original: Span,
    reading: Span,
}

impl Reading {
    /// The text with edits that do not overlap; one that does is left out.
    #[must_use]
    pub fn new(original: &str, edits: &[(Span, String)]) -> Self {
        let mut sorted: Vec<_> = edits.iter().collect();
        sorted.sort_by_key(|(at, _)| (at.start, at.end));
        let mut reading = Self { text: String::with_capacity(original.len()), edits: Vec::new() };
        let mut done = 0;
        for (at, text) in sorted {
            let Some(before) = original.get(done..at.start as usize) else { continue };
            reading.text.push_str(before);
            let start = reading.text.len();
            reading.text.push_str(text);
            let now = Span::new(start, reading.text.len());
            reading.edits.push(Edit { original: *at, reading: now });
            done = at.end as usize;
        }
        reading.text.push_str(original.get(done..).unwrap_or_default());
        reading
    }

    /// The text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A span of the reading as a span of the file; what touches an edit holds all of it.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let start = self.back(span.start, false);
        Span { start, end: self.back(span.end, true).max(start) }
    }

    /// Whether a span of the reading lies inside what was put in, so that nobody has written it so.
    #[must_use]
    pub fn is_put_in(&self, span: Span) -> bool {
        let before = self.edits.partition_point(|edit| edit.reading.start <= span.start);
        let edit = before.checked_sub(1).and_then(|it| self.edits.get(it));
        edit.is_some_and(|edit| span.end <= edit.reading.end && span.start < edit.reading.end)
    }

    /// Whether a span of the reading begins or ends inside of what was put in, so that an edit of it in the file would
    /// change more.
    ///
    /// ```
    /// use leadscore::source::{Reading, Span};
    /// let reading = Reading::new("x < 5", &[(Span::new(2, 3), "> 1 and y <".to_owned())]);
    /// assert!(reading.cuts(Span::new(10, 11)), "only the y");
    /// assert!(!reading.cuts(Span::new(2, 13)) && !reading.cuts(Span::new(0, 1)));
    /// ```
    #[must_use]
    pub fn cuts(&self, span: Span) -> bool {
        let inside = |at: u32| {
            let before = self.edits.partition_point(|edit| edit.reading.start < at);
            let edit = before.checked_sub(1).and_then(|it| self.edits.get(it));
            edit.is_some_and(|edit| at < edit.reading.end)
        };
        inside(span.start) || inside(span.end)
    }

    fn back(&self, at: u32, is_end: bool) -> u32 {
        let before = self.edits.partition_point(|edit| edit.reading.start < at);
        match before.checked_sub(1).and_then(|it| self.edits.get(it)) {
            None => at,
            Some(edit) if at < edit.reading.end => {
                if is_end {
                    edit.original.end
                } else {
                    edit.original.start
                }
            }
            Some(edit) => edit.original.end + (at - edit.reading.end),
        }
    }
}
