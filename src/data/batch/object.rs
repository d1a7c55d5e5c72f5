//! Follows one JSON object through a line, strictly: whatever is the least unusual is left to the full reader.

use super::slots::Keys;

/// How deep lists and objects may be nested; the full reader allows more.
const DEEPEST: usize = 32;

/// The keys of objects that stand for numbers in the full reader begin with it.
const RESERVED: u8 = b'$';

/// A value of the object, and where in the line it stands.
#[derive(Clone, Copy)]
pub(super) enum Found {
    Null,
    /// A text, without its quotes.
    Text(usize, usize),
    /// Any other value that is as the full reader would write it, or is nested.
    Json(usize, usize),
    /// A text with escapes, or a number with an exponent, which the full reader writes in another way.
    Rewritten(usize, usize),
}

/// A line that is being read.
pub(super) struct Line<'l> {
    text: &'l str,
    /// How far it has been read.
    at: usize,
    /// The quotes and backslashes from here on, and the end of the line; `start` too far to the right.
    marks: std::slice::Iter<'l, u32>,
    start: usize,
}

impl<'l> Line<'l> {
    /// A line without its end; none if it has control characters in it.
    pub(super) fn new(text: &'l str, start: usize, marks: &'l [u32]) -> Option<Self> {
        let least = text.bytes().fold(u8::MAX, u8::min);
        (least >= b' ').then(|| Self { text, at: 0, marks: marks.iter(), start })
    }

    /// Reads the object that the line is, and shows the values of its own keys that have a slot. Gives how many marks
    /// there are, with that of the end of the line.
    pub(super) fn read(
        &mut self,
        keys: &mut Keys,
        mut show: impl FnMut(usize, Found) -> Option<()>,
    ) -> Option<usize> {
        let marks = self.marks.len();
        self.expect(b'{')?;
        self.blanks();
        if self.peek()? == b'}' {
            self.at += 1;
        } else {
            for place in 0.. {
                let slot = self.known_key(place, keys)?;
                let value = self.value(1)?;
                if let Some(slot) = slot {
                    show(slot, value)?;
                }
                if self.is_last(b'}')? {
                    break;
                }
            }
        }
        self.blanks();
        let at_end = self.at == self.text.len();
        self.marks.next()?;
        at_end.then(|| marks - self.marks.len())
    }

    /// The slot of a key that was met before, which is passed with all that stands before its value.
    #[inline]
    fn known_key(&mut self, place: usize, keys: &mut Keys) -> Option<Option<usize>> {
        self.blanks();
        let rest = self.text.as_bytes().get(self.at..)?;
        if let Some((length, slot)) = keys.usual(place, rest) {
            self.at += length;
            // The two quotes around it.
            self.marks.nth(1)?;
            return Some(slot);
        }
        let start = self.at;
        let key = self.key()?;
        self.blanks();
        keys.known(place, key, self.text.get(start..self.at)?)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Whether a bracket closes here, and not a comma comes before another value.
    #[inline]
    fn is_last(&mut self, closing: u8) -> Option<bool> {
        self.blanks();
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(false),
            _ if byte == closing => Some(true),
            _ => None,
        }
    }

    /// A key with the colon after it.
    #[inline]
    fn key(&mut self) -> Option<&'l str> {
        self.blanks();
        let Found::Text(start, end) = self.quoted()? else { return None };
        self.expect(b':')?;
        let key = self.text.get(start..end)?;
        (key.as_bytes().first() != Some(&RESERVED)).then_some(key)
    }

    /// A value that is nested so deep.
    fn value(&mut self, depth: usize) -> Option<Found> {
        self.blanks();
        let start = self.at;
        match self.peek()? {
            b'"' => return self.quoted(),
            b'{' | b'[' if depth > DEEPEST => return None,
            b'{' => self.object(depth)?,
            b'[' => self.list(depth)?,
            b'n' => return self.word("null").map(|()| Found::Null),
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            _ => return self.number(),
        }
        Some(Found::Json(start, self.at))
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.blanks();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.key()?;
            self.value(depth + 1)?;
            if self.is_last(b'}')? {
                return Some(());
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.blanks();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.value(depth + 1)?;
            if self.is_last(b']')? {
                return Some(());
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// The next mark, which is of this line.
    #[inline]
    fn mark(&mut self) -> Option<usize> {
        (*self.marks.next()? as usize).checked_sub(self.start)
    }

    /// A text: the marks say where it ends.
    #[inline]
    fn quoted(&mut self) -> Option<Found> {
        let opening = self.at;
        if self.peek()? != b'"' || self.mark()? != opening {
            return None;
        }
        let closing = self.mark()?;
        match self.text.as_bytes().get(closing)? {
            b'"' => {
                self.at = closing + 1;
                Some(Found::Text(opening + 1, closing))
            }
            _ => self.escaped(opening, closing),
        }
    }

    /// A text with escapes, the first of them at `escape`.
    fn escaped(&mut self, opening: usize, mut escape: usize) -> Option<Found> {
        let bytes = self.text.as_bytes();
        let closing = loop {
            // The byte behind a backslash may be a mark too, and is none of its own then.
            if matches!(bytes.get(escape + 1)?, b'"' | b'\\') {
                self.mark()?;
            }
            let next = self.mark()?;
            if *bytes.get(next)? == b'"' {
                break next;
            }
            escape = next;
        };
        self.at = closing + 1;
        let written = self.text.get(opening..self.at)?;
        serde_json::from_str::<String>(written).ok()?;
        Some(Found::Rewritten(opening, self.at))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<Found> {
        let start = self.at;
        if self.peek()? == b'-' {
            self.at += 1;
        }
        if self.peek()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek()? == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if !matches!(self.peek()?, b'e' | b'E') {
            return Some(Found::Json(start, self.at));
        }
        self.at += 1;
        if matches!(self.peek()?, b'+' | b'-') {
            self.at += 1;
        }
        self.digits()?;
        Some(Found::Rewritten(start, self.at))
    }
}
