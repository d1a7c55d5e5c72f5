//! Finds the bytes that separate cells and rows, 64 bytes at a time.

use wide::{CmpEq, u8x16};

/// Bytes that are looked at together: as many as a word has bits.
const BLOCK: usize = 64;

/// The places of the bytes that mean something, used again from run to run.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Of CSV, the delimiters and line ends outside of quotes; of JSON, the quotes, backslashes and line ends.
    pub(super) at: Vec<u32>,
}

/// What was seen on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// How many of the marks are line ends.
    pub(super) line_ends: usize,
    /// Whether there is a quote.
    pub(super) quotes: bool,
    /// Whether there is a quote inside of a value, which is written twice.
    pub(super) doubled: bool,
    /// Whether there is a line end in quotes.
    pub(super) quoted_line_ends: bool,
    /// Whether the search ended early, at something unusual.
    pub(super) cut: bool,
}

/// What the bytes of a block mean to CSV, a bit for each byte, and what the block before says about them.
#[derive(Default)]
struct Before {
    /// All bits set if the block begins inside of quotes.
    inside: u64,
    /// Whether a quote may open a value at its first byte.
    may_open: u64,
    /// Whether the last byte was a closing quote.
    closed: u64,
    /// Whether the last byte was a CR outside of quotes.
    cr: u64,
}

impl Marks {
    /// Finds the delimiters and line ends outside of quotes in CSV that begins with a row.
    ///
    /// The search ends early before a quote that neither opens nor closes a value, and before a CR without LF.
    pub(super) fn of_csv(&mut self, bytes: &[u8], delimiter: u8) -> Seen {
        self.at.clear();
        let mut seen = Seen::default();
        let mut before = Before { may_open: 1, ..Before::default() };
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let rest = (!rest.is_empty()).then(|| padded(rest));
        for (count, block) in blocks.iter().chain(&rest).enumerate() {
            let [delimiters, line_ends, quotes, crs] = find(block, [delimiter, b'\n', b'"', b'\r']);
            if quotes | crs | before.inside | before.closed | before.cr == 0 {
                // Nothing needs a second look.
                seen.line_ends += count_ones(line_ends);
                self.push(count * BLOCK, delimiters | line_ends);
                before.may_open = (delimiters | line_ends) >> (BLOCK - 1);
                continue;
            }
            let inside = inside_quotes(quotes, before.inside);
            let ends = line_ends & !inside;
            let marks = delimiters & !inside | ends;
            let crs_outside = crs & !inside;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            let no_opening = opening & !((marks | closing) << 1 | before.may_open);
            let no_closing = (closing << 1 | before.closed) & !(marks | opening | crs_outside);
            let bare_cr = (crs_outside << 1 | before.cr) & !ends;
            let unusual = no_opening | no_closing | bare_cr;
            // Bits below the lowest one that is set; all of them if none is.
            let usable = (unusual & unusual.wrapping_neg()).wrapping_sub(1);
            seen.quotes |= quotes != 0;
            seen.doubled |= opening & (closing << 1 | before.closed) != 0;
            seen.quoted_line_ends |= (line_ends | crs) & inside != 0;
            seen.line_ends += count_ones(ends & usable);
            self.push(count * BLOCK, marks & usable);
            if unusual != 0 {
                seen.cut = true;
                break;
            }
            before = Before {
                inside: if inside >> (BLOCK - 1) == 1 { u64::MAX } else { 0 },
                may_open: (marks | closing) >> (BLOCK - 1),
                closed: closing >> (BLOCK - 1),
                cr: crs_outside >> (BLOCK - 1),
            };
        }
        seen
    }

    /// Finds the quotes, backslashes and line ends of JSON.
    pub(super) fn of_json(&mut self, bytes: &[u8]) {
        self.at.clear();
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let rest = (!rest.is_empty()).then(|| padded(rest));
        for (count, block) in blocks.iter().chain(&rest).enumerate() {
            let [quotes, backslashes, line_ends] = find(block, [b'"', b'\\', b'\n']);
            self.push(count * BLOCK, quotes | backslashes | line_ends);
        }
    }

    /// Adds the places of the bits that are set. Room for eight is written at a time, as most words have few.
    #[inline]
    fn push(&mut self, base: usize, mut bits: u64) {
        const STEP: usize = 8;
        let length = self.at.len() + bits.count_ones() as usize;
        while bits != 0 {
            let mut places = [0; STEP];
            for place in &mut places {
                *place = (base as u32).wrapping_add(bits.trailing_zeros());
                bits &= bits.wrapping_sub(1);
            }
            self.at.extend_from_slice(&places);
        }
        self.at.truncate(length);
    }
}

/// For each of some bytes, which bytes of a block are the same.
#[inline(always)]
fn find<const N: usize>(block: &[u8; BLOCK], wanted: [u8; N]) -> [u64; N] {
    let (lanes, _) = block.as_chunks::<16>();
    let mut found = [0; N];
    for (lane, bytes) in lanes.iter().enumerate() {
        let bytes = u8x16::new(*bytes);
        for (bits, wanted) in found.iter_mut().zip(wanted) {
            let same = CmpEq::cmp_eq(bytes, u8x16::splat(wanted)).move_mask();
            *bits |= u64::from(same as u16) << (lane * 16);
        }
    }
    found
}

/// Bits for the bytes behind an odd number of quotes, an opening quote with them and a closing one not.
#[inline]
fn inside_quotes(quotes: u64, before: u64) -> u64 {
    let mut inside = quotes;
    if quotes != 0 {
        for shift in [1, 2, 4, 8, 16, 32] {
            inside ^= inside << shift;
        }
    }
    inside ^ before
}

/// How many bits are set; most often there are none.
#[inline]
fn count_ones(bits: u64) -> usize {
    if bits == 0 { 0 } else { bits.count_ones() as usize }
}

/// A block of the bytes, with zeros behind them, which mean nothing.
fn padded(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    block
}
