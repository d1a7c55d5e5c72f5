//! Reading on after a record that never ends, without reading the same text again and again.

/// How often a record may swallow text again that another one had swallowed before.
const PATIENCE: u32 = 4;

/// Remembers how far records that never ended reached.
///
/// A quote or bracket that is never closed swallows the lines after it. They are read again, each from its own
/// start; were they to swallow the rest anew, time would grow with the square of the text. So after a few
/// of them in the same text, a record must end on its own line until that text is over.
#[derive(Default)]
pub(in crate::data) struct Recovery {
    swallowed_to: u64,
    strikes: u32,
}

impl Recovery {
    /// Notes that a record beginning at byte `at` swallowed the text up to byte `to` in vain.
    pub(in crate::data) fn swallowed(&mut self, at: u64, to: u64) {
        if at >= self.swallowed_to {
            self.strikes = 0;
        }
        self.strikes += 1;
        self.swallowed_to = self.swallowed_to.max(to);
    }

    /// Whether a record that begins at byte `at` must end on its own line.
    pub(in crate::data) fn own_line_only(&self, at: u64) -> bool {
        self.strikes >= PATIENCE && at < self.swallowed_to
    }
}
