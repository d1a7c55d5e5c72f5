//! Finds where a JSON element ends without understanding it, so that a broken one can be delimited too.

/// What a scan came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum Scan {
    /// The bytes are used up and the element goes on.
    More,
    /// The element ends after this many bytes of those given.
    Ends(usize),
    /// After this many bytes comes a bracket that closes something around the element, which is still open.
    Cut(usize),
}

/// Follows texts and brackets through one element.
pub(in crate::data) struct Scanner {
    open: Vec<u8>,
    in_text: bool,
    escaped: bool,
    /// Bytes scanned so far.
    position: usize,
    /// Blanks since the line began, as long as there is nothing else.
    indent: Option<u64>,
    /// Bytes before the element on its own line.
    margin: u64,
    own_line_only: bool,
    restart: Option<usize>,
}

impl Scanner {
    /// A scanner at the start of an element that has `margin` bytes before it on its line.
    ///
    /// With `own_line_only` the element ends at the latest where another seems to begin.
    pub(in crate::data) fn new(margin: u64, own_line_only: bool) -> Self {
        Self {
            open: Vec::new(),
            in_text: false,
            escaped: false,
            position: 0,
            indent: None,
            margin,
            own_line_only,
            restart: None,
        }
    }

    /// Where the next element seems to begin, should this one never end: at the first later line that
    /// begins with `{` no deeper than this one did.
    pub(in crate::data) fn restart(&self) -> Option<usize> {
        self.restart
    }

    /// Scans the next bytes of the element.
    pub(in crate::data) fn scan(&mut self, bytes: &[u8]) -> Scan {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.in_text && !self.escaped && !matches!(byte, b'"' | b'\\' | b'\n') {
                // Nothing else matters in a text.
                let rest = bytes.get(at..).unwrap_or_default();
                let skipped = memchr::memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                at += skipped;
                self.position += skipped;
                continue;
            }
            match self.step(*byte) {
                Step::Inside => {}
                Step::Last => return Scan::Ends(at + 1),
                Step::Behind => return Scan::Ends(at),
                Step::Cut => return Scan::Cut(at),
            }
            at += 1;
            self.position += 1;
        }
        Scan::More
    }

    fn step(&mut self, byte: u8) -> Step {
        let first = self.position == 0;
        if self.in_text {
            match byte {
                _ if std::mem::take(&mut self.escaped) && byte != b'\n' => {}
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                // No JSON text goes over a line end: this one was never closed.
                b'\n' => {
                    self.in_text = false;
                    self.indent = Some(0);
                }
                _ => {}
            }
            return if byte == b'\n' && self.open.is_empty() { Step::Behind } else { Step::Inside };
        }
        if byte == b'{' && self.indent.is_some_and(|indent| indent <= self.margin) {
            self.restart = self.restart.or(Some(self.position));
            if self.own_line_only {
                return Step::Behind;
            }
        }
        self.indent = match (byte, self.indent) {
            (b'\n', _) => Some(0),
            (b' ' | b'\t' | b'\r', Some(indent)) => Some(indent + 1),
            _ => None,
        };
        match byte {
            // A bare word or text ends before whatever separates elements.
            b',' | b'\n' | b'{' | b'[' | b'}' | b']' if self.open.is_empty() && !first => {
                Step::Behind
            }
            b'"' => {
                self.in_text = true;
                Step::Inside
            }
            b'{' | b'[' => {
                self.open.push(byte);
                Step::Inside
            }
            b'}' => self.close(b'{'),
            b']' => self.close(b'['),
            _ => Step::Inside,
        }
    }

    /// Closes the innermost bracket of this kind, and those inside it that were forgotten.
    fn close(&mut self, opener: u8) -> Step {
        match self.open.iter().rposition(|open| *open == opener) {
            Some(at) => {
                self.open.truncate(at);
                if at == 0 { Step::Last } else { Step::Inside }
            }
            None if self.open.is_empty() => Step::Inside,
            None => Step::Cut,
        }
    }
}

/// What one byte is to the element.
enum Step {
    Inside,
    Last,
    Behind,
    Cut,
}
