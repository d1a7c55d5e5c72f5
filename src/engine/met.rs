//! Short texts that were met, found again by their bytes: a few instructions for each, whatever they mean.

use wide::{CmpEq, u8x16};

use super::table::CellId;

/// So long a text may be, in bytes.
const LONGEST: usize = 32;

/// So long an address may be.
const LONGEST_ADDRESS: usize = 64;

/// Bytes that are looked at together.
const LANE: usize = 16;

const WORDS: usize = LONGEST / size_of::<u64>();

/// After so many searches at least, and as many as there are places, it is decided whether they pay.
const TRIAL: usize = 4096;

/// If they do not, so many times as many texts are passed by before the next trial.
const PAUSE: usize = 16;

/// How many places there are at first and at most, as powers of two: a small table stays in the processor's cache.
const FEWEST: u32 = 10;
const MOST: u32 = 16;

/// For each length the bytes that a text of it has.
const MASKS: [[u64; WORDS]; LONGEST + 1] = masks();

#[expect(
    clippy::indexing_slicing,
    reason = "done while compiling, where a wrong index is an error"
)]
const fn masks() -> [[u64; WORDS]; LONGEST + 1] {
    let mut masks = [[0; WORDS]; LONGEST + 1];
    let mut length = 0;
    while length <= LONGEST {
        let mut byte = 0;
        while byte < length {
            masks[length][byte / 8] |= 0xFF << (byte % 8 * 8);
            byte += 1;
        }
        length += 1;
    }
    masks
}

/// The bytes of a short text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    words: [u64; WORDS],
    length: u16,
}

impl Key {
    /// The key of the text from `start` to `end`; `None` if it is too long, or too near to the end of `bytes` to be
    /// read in one step.
    #[inline]
    pub fn of(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start)?;
        let mask = MASKS.get(length)?;
        let around: &[u8; LONGEST] = bytes.get(start..)?.first_chunk()?;
        let (chunks, _) = around.as_chunks::<8>();
        let mut words = [0; WORDS];
        for ((word, chunk), mask) in words.iter_mut().zip(chunks).zip(mask) {
            *word = u64::from_le_bytes(*chunk) & mask;
        }
        Some(Self { words, length: length as u16 })
    }

    /// The key of a text that stands by itself; `None` if it is too long.
    #[inline]
    pub fn of_text(text: &[u8]) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (chunks, rest) = text.as_chunks::<8>();
        let last = match text.last_chunk::<8>() {
            _ if rest.is_empty() => 0,
            // The last eight bytes, without those that stand in the word before.
            Some(last) => u64::from_le_bytes(*last) >> (u64::BITS - 8 * rest.len() as u32),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        let mut words = [0; WORDS];
        let all = chunks.iter().map(|it| u64::from_le_bytes(*it)).chain([last]);
        words.iter_mut().zip(all).for_each(|(word, value)| *word = value);
        Some(Self { words, length: text.len() as u16 })
    }

    #[inline]
    fn place(self, bits: u32) -> usize {
        // Multiplication spreads every byte over the highest bits.
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let [a, b, c, d] = self.words;
        let mixed = a ^ b.rotate_left(23) ^ c.rotate_left(41) ^ d.rotate_left(11);
        ((mixed ^ mixed >> 29).wrapping_mul(ODD) >> (u64::BITS - bits)) as usize
    }
}

/// What an e-mail address of 64 bytes at most is followed by, from its `@`; `None` if there is none, or more than one,
/// or a byte that may mean something else: see [`Part::AfterAt`](crate::ir::Part).
#[inline]
pub(super) fn after_at(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let length = end.checked_sub(start).filter(|it| *it <= LONGEST_ADDRESS)?;
    let (mut ats, mut others) = (0_u64, 0_u64);
    let (lanes, _) = bytes.get(start..)?.as_chunks::<LANE>();
    let wanted = length.div_ceil(LANE);
    for (index, lane) in lanes.get(..wanted)?.iter().enumerate() {
        let lane = u8x16::new(*lane);
        let is = |byte: u8| CmpEq::cmp_eq(lane, u8x16::splat(byte));
        let other = is(b'/') | is(b':') | is(b'?') | is(b'#');
        // The sign of a byte is what ASCII does not have.
        let other = other.move_mask() | lane.move_mask();
        ats |= u64::from(is(b'@').move_mask() as u16) << (index * LANE);
        others |= u64::from(other as u16) << (index * LANE);
    }
    let inside = u64::MAX.checked_shr(u64::BITS - length as u32).unwrap_or(0);
    let (ats, others) = (ats & inside, others & inside);
    (ats.is_power_of_two() && others == 0).then(|| start + ats.trailing_zeros() as usize)
}

/// Texts with their cells. Each text has one place, and takes it from the one before.
#[derive(Clone, Debug)]
pub(super) struct Met {
    /// How many places there are, as a power of two.
    bits: u32,
    places: Vec<Place>,
    searches: usize,
    found: usize,
    pause: usize,
}

/// A text with its cell, in as few bytes as possible.
#[derive(Clone, Copy, Debug)]
struct Place {
    words: [u64; WORDS],
    /// The length of the text; that of no text if there is none.
    length: u16,
    is_value: bool,
    cell: CellId,
}

const NOTHING: Place = Place { words: [0; WORDS], length: u16::MAX, is_value: false, cell: 0 };

/// What is known of a text about which nothing is to be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub cell: CellId,
    /// Whether it is a value, and not a blank.
    pub is_value: bool,
}

impl Met {
    /// Nothing met yet.
    pub fn new() -> Self {
        Self { bits: FEWEST, places: Vec::new(), searches: 0, found: 0, pause: 0 }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.places.clear();
    }

    /// Whether to search for so many texts: not in a column in which hardly one comes again.
    pub fn pays(&mut self, texts: usize) -> bool {
        if self.pause > 0 {
            self.pause = self.pause.saturating_sub(texts);
            return false;
        }
        let trial = TRIAL.max(1 << self.bits);
        if self.searches >= trial {
            match self.bits < MOST {
                true if self.found < self.searches / 16 * 15 => self.grow(),
                false if self.found < self.searches / 4 => self.pause = PAUSE * trial,
                _ => {}
            }
            (self.searches, self.found) = (0, 0);
        }
        true
    }

    /// Makes room for more texts at once.
    fn grow(&mut self) {
        let before = std::mem::take(&mut self.places);
        self.bits += 2;
        for Place { words, length, is_value, cell } in before {
            if length != NOTHING.length {
                self.insert(Key { words, length }, Found { cell, is_value });
            }
        }
    }

    /// How many of so many texts were found.
    pub fn learn(&mut self, searches: usize, found: usize) {
        self.searches += searches;
        self.found += found;
    }

    /// A text that was met.
    #[inline]
    pub fn find(&self, key: &Key) -> Option<Found> {
        let place = self.places.get(key.place(self.bits))?;
        let is_same = place.words == key.words && place.length == key.length;
        is_same.then_some(Found { cell: place.cell, is_value: place.is_value })
    }

    /// Remembers a text.
    pub fn insert(&mut self, key: Key, found: Found) {
        self.places.resize(1 << self.bits, NOTHING);
        if let Some(place) = self.places.get_mut(key.place(self.bits)) {
            let (Key { words, length }, Found { cell, is_value }) = (key, found);
            *place = Place { words, length, is_value, cell };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ir::Part;

    proptest! {
        #[test]
        fn keys_are_equal_if_the_texts_are(before in "[ab\0]{0,9}", one in "[ab\0]{0,33}", two in "[ab\0]{0,33}") {
            let text = format!("{before}{one}{two}{}", "-".repeat(2 * LONGEST));
            let middle = before.len() + one.len();
            let key = |start: usize, end: usize| Key::of(text.as_bytes(), start, end);
            let (first, second) = (key(before.len(), middle), key(middle, middle + two.len()));
            prop_assert_eq!(first.is_some(), one.len() <= LONGEST);
            prop_assert_eq!(Key::of_text(one.as_bytes()), first);
            if let (Some(first), Some(second)) = (first, second) {
                prop_assert_eq!(first == second, one == two);
            }
        }

        #[test]
        fn the_part_of_an_address_is_found_at_once(before in "[a@/]{0,3}", text in "[a-c.é]{0,9}[@:/?#a]{1,2}[a-c.é]{0,15}") {
            let all = format!("{before}{text}{}", "@".repeat(LONGEST));
            let (start, end) = (before.len(), before.len() + text.len());
            let part = Part::AfterAt.of(&text).filter(|_| text.len() <= LONGEST);
            prop_assert_eq!(after_at(all.as_bytes(), start, end), part.map(|it| start + it.start));
        }
    }

    #[test]
    fn what_was_met_is_found_until_another_takes_its_place() {
        let mut met = Met::new();
        let text = format!("{:0>8}{}", 7, " ".repeat(LONGEST));
        let key = Key::of(text.as_bytes(), 0, 8).unwrap();
        assert_eq!(met.find(&key), None);
        met.insert(key, Found { cell: 3, is_value: true });
        assert_eq!(met.find(&key).map(|it| it.cell), Some(3));
        met.clear();
        assert_eq!(met.find(&key), None);
    }

    #[test]
    fn a_column_of_ever_new_texts_is_not_searched_in_vain() {
        let mut met = Met::new();
        let searched = (0..1000).filter(|_| {
            let pays = met.pays(1024);
            met.learn(if pays { 1024 } else { 0 }, 0);
            pays
        });
        assert!(searched.count() < 100);
    }

    #[test]
    fn room_grows_with_the_texts_that_come_again() {
        let mut met = Met::new();
        let keys: Vec<Key> =
            (0..12_000).map(|it| Key::of_text(format!("lead {it}").as_bytes()).unwrap()).collect();
        let mut found = 0;
        for (round, key) in (0..10).flat_map(|round| keys.iter().map(move |it| (round, it))) {
            assert!(met.pays(1));
            let is_found = met.find(key).is_some();
            met.learn(1, usize::from(is_found));
            if !is_found {
                met.insert(*key, Found { cell: 0, is_value: true });
            }
            found += usize::from(is_found && round == 9);
        }
        assert!(found > keys.len() * 3 / 4, "{found}");
    }
}
